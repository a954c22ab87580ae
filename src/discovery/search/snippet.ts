import type { SearchQuery } from './search-query.js';
import { tokenSpans } from './search-tokens.js';

/** A piece of a snippet; hits are what the query asked for. Text, never HTML. */
export interface SnippetPiece {
  readonly text: string;
  readonly hit: boolean;
}

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly terms: ReadonlySet<number>;
}

/**
 * Cuts the passage that holds the most terms of the query, the earliest such, from a story's paragraphs; without a hit
 * the beginning. Cut ends are marked by "…". `maxCharacters` bounds the text between the marks.
 */
export function snippet(
  paragraphs: readonly string[],
  query: SearchQuery,
  language: string,
  maxCharacters: number,
): SnippetPiece[] {
  let best = { paragraph: paragraphs[0] ?? '', hits: [] as Hit[], start: 0, terms: 0 };
  for (const paragraph of paragraphs) {
    const hits = hitsIn(paragraph, query, language);
    for (const first of hits) {
      const terms = new Set(
        hits
          .filter(({ start, end }) => start >= first.start && end <= first.start + maxCharacters)
          .flatMap((hit) => [...hit.terms]),
      ).size;
      if (terms > best.terms) best = { paragraph, hits, start: first.start, terms };
    }
    if (best.terms === query.terms.length) break;
  }
  const [from, to] = windowAround(best.paragraph, best.start, maxCharacters);
  return pieces(best.paragraph, best.hits, from, to);
}

function hitsIn(paragraph: string, { terms }: SearchQuery, language: string): Hit[] {
  const termsByToken = new Map<string, number[]>();
  terms.forEach((alternatives, term) => {
    for (const token of alternatives) termsByToken.set(token, [...(termsByToken.get(token) ?? []), term]);
  });
  const hits: Hit[] = [];
  for (const { token, start, end } of tokenSpans(paragraph, language)) {
    const found = termsByToken.get(token);
    if (found === undefined) continue;
    const last = hits.at(-1);
    if (last === undefined || start >= last.end) hits.push({ start, end, terms: new Set(found) });
    else {
      hits[hits.length - 1] = {
        start: last.start,
        end: Math.max(last.end, end),
        terms: new Set([...last.terms, ...found]),
      };
    }
  }
  return hits;
}

/** A third of the room stands before the first hit; ends fall between words where there are spaces. */
function windowAround(paragraph: string, start: number, maxCharacters: number): [from: number, to: number] {
  if (paragraph.length <= maxCharacters) return [0, paragraph.length];
  const earliest = Math.max(
    0,
    Math.min(start - Math.floor(maxCharacters / 3), paragraph.length - maxCharacters),
  );
  const from = earliest === 0 ? 0 : wordStart(paragraph, earliest, start);
  const latest = Math.min(paragraph.length, from + maxCharacters);
  if (latest === paragraph.length) return [from, latest];
  const space = paragraph.lastIndexOf(' ', latest);
  return [from, space > start ? space : wholeCharacter(paragraph, latest)];
}

function wordStart(paragraph: string, earliest: number, start: number): number {
  const space = paragraph.indexOf(' ', earliest);
  return space >= 0 && space < start ? space + 1 : wholeCharacter(paragraph, earliest);
}

/** Not between the halves of a surrogate pair. */
const wholeCharacter = (text: string, at: number): number =>
  text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff ? at - 1 : at;

function pieces(paragraph: string, hits: readonly Hit[], from: number, to: number): SnippetPiece[] {
  const parts: SnippetPiece[] = [];
  const add = (text: string, hit: boolean) => {
    if (text !== '') parts.push({ text, hit });
  };
  let at = from;
  add(from > 0 ? '…' : '', false);
  for (const { start, end } of hits) {
    if (start < at || end > to) continue;
    add(paragraph.slice(at, start), false);
    add(paragraph.slice(start, end), true);
    at = end;
  }
  add(paragraph.slice(at, to), false);
  add(to < paragraph.length ? '…' : '', false);
  return parts;
}
