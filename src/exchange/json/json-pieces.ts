/** One JSON document is held whole; an export that is larger comes as JSON lines. */
export const jsonLimits = { documentCharacters: 64 * 1024 * 1024, lineCharacters: 8 * 1024 * 1024 } as const;

export type JsonPiece =
  | { readonly kind: 'value'; readonly value: unknown; readonly line: number }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string };

interface Line {
  readonly text: string;
  readonly line: number;
  readonly isTooLong: boolean;
}

/**
 * JSON lines as a stream, or one document. Lines it is when the first one is an object by itself, or the second
 * begins one. A broken line is one broken piece; of a document that is cut off or broken, the whole members of its
 * list come first.
 */
export async function* jsonPieces(text: AsyncIterable<string>): AsyncIterable<JsonPiece> {
  const start: string[] = [];
  let held = 0;
  let isLines: boolean | undefined;
  for await (const { text: written, line, isTooLong } of linesOf(text)) {
    if (isLines) {
      if (written !== '' || isTooLong) yield linePiece(written, line, isTooLong);
      continue;
    }
    start.push(written);
    held += isTooLong ? Number.POSITIVE_INFINITY : written.length + 1;
    if (held > jsonLimits.documentCharacters) break;
    isLines ??= linesOrDocument(start);
    if (isLines)
      for (const [index, early] of start.splice(0).entries())
        if (early !== '') yield linePiece(early, index + 1, false);
  }
  if (isLines) return;
  if (held > jsonLimits.documentCharacters)
    yield { kind: 'broken', line: 1, reason: 'the document is larger than 64 MB' };
  else if (start.some((line) => line !== '')) yield* documentPieces(start.join('\n'));
}

/** Undefined while the lines so far do not tell. */
function linesOrDocument(lines: readonly string[]): boolean | undefined {
  const written = lines.filter((line) => line !== '');
  const [first, second] = written;
  if (first === undefined || (second === undefined && !first.startsWith('{')))
    return first === undefined ? undefined : false;
  if (!first.startsWith('{') || first === '{') return false;
  if (parsed(first).ok) return true;
  return second === undefined ? undefined : second.startsWith('{');
}

function linePiece(text: string, line: number, isTooLong: boolean): JsonPiece {
  if (isTooLong) return { kind: 'broken', line, reason: 'the line is longer than 8 MB' };
  const result = parsed(text);
  return result.ok
    ? { kind: 'value', value: result.value, line }
    : { kind: 'broken', line, reason: result.reason };
}

/** Lines, trimmed, without a byte order mark. One that is too long comes empty; the first may be a whole document. */
async function* linesOf(text: AsyncIterable<string>): AsyncIterable<Line> {
  let parts: string[] = [];
  let size = 0;
  let line = 1;
  const add = (part: string) => {
    size += part.length;
    const limit = line === 1 ? jsonLimits.documentCharacters : jsonLimits.lineCharacters;
    if (size > limit) parts = [];
    else parts.push(part);
    return size > limit;
  };
  const take = (part: string): Line => {
    const isTooLong = add(part);
    const written = parts
      .join('')
      .replace(/^\uFEFF/, '')
      .trim();
    parts = [];
    size = 0;
    line += 1;
    return { text: isTooLong ? '' : written, line: line - 1, isTooLong };
  };
  for await (const chunk of text) {
    const ended = chunk.split('\n');
    const begun = ended.pop()!;
    for (const part of ended) yield take(part);
    add(begun);
  }
  if (size > 0) yield take('');
}

function* documentPieces(text: string): Iterable<JsonPiece> {
  const result = parsed(text);
  if (result.ok) {
    yield { kind: 'value', value: result.value, line: 1 };
    return;
  }
  const list = /^\s*\[/.exec(text) ?? /"(?:items|item)"\s*:\s*\[/.exec(text);
  if (list !== null) {
    const listStart = list.index + list[0].length;
    const members = wholeMembers(text, listStart);
    const head = text.slice(0, list.index);
    const header = head.trim() === '' ? undefined : parsed(`${head.replace(/,\s*$/, '')}}`);
    const fields = header?.ok && typeof header.value === 'object' ? header.value : {};
    yield { kind: 'value', value: header === undefined ? members : { ...fields, items: members }, line: 1 };
  }
  yield { kind: 'broken', line: text.split('\n').length, reason: result.reason };
}

/** The members of a list of objects that are whole and readable, up to the first that is not. */
function wholeMembers(text: string, listStart: number): unknown[] {
  const members: unknown[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  token.lastIndex = listStart;
  let depth = 0;
  let start = listStart;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [mark] = match;
    if (mark === '{' || mark === '[') {
      if (depth === 0) start = match.index;
      depth += 1;
    } else if (mark === '}' || mark === ']') {
      depth -= 1;
      if (depth < 0) break;
      if (depth > 0) continue;
      const member = parsed(text.slice(start, match.index + 1));
      if (!member.ok) break;
      members.push(member.value);
    }
  }
  return members;
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function parsed(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const [why] = (error as Error).message.split(/, (?:\.\.\.)?"|\n/);
    return { ok: false, reason: `is not whole JSON: ${why}` };
  }
}
