import { searchWords, stemOf } from './search-tokens.js';

export interface SnippetText {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * The piece of the text that shows the query best: a window of `maxCharacters` around the place with the most
 * different words of it, cut at words, with the hits marked. The beginning of the text where nothing matches.
 */
export function snippet(
  paragraphs: readonly string[],
  query: string,
  language: string,
  maxCharacters: number,
): readonly SnippetText[] {
  const wanted = new Map<string, number>();
  for (const { folded } of searchWords(query, language))
    for (const form of formsOf(folded, language)) wanted.set(form, wanted.size);
  let best:
    | { paragraph: string; from: number; hits: { start: number; end: number }[]; score: number }
    | undefined;
  for (const paragraph of paragraphs) {
    const hits = [...searchWords(paragraph, language)].filter(({ folded }) =>
      formsOf(folded, language).some((form) => wanted.has(form)),
    );
    for (const first of hits) {
      const inWindow = hits.filter(
        ({ start, end }) => start >= first.start && end <= first.start + maxCharacters,
      );
      const score = new Set(inWindow.map(({ folded }) => folded)).size;
      if (best === undefined || score > best.score)
        best = { paragraph, from: first.start, hits: inWindow, score };
    }
    if (best && best.score >= wanted.size) break;
  }
  if (best === undefined) return [{ text: cut(paragraphs[0] ?? '', 0, maxCharacters), hit: false }];
  return marked(
    best.paragraph,
    Math.max(0, best.from - Math.floor(maxCharacters / 4)),
    maxCharacters,
    best.hits,
  );
}

const formsOf = (folded: string, language: string): string[] => {
  const stem = stemOf(folded, language);
  return stem === undefined ? [folded] : [folded, `~${stem}`];
};

function marked(
  paragraph: string,
  from: number,
  maxCharacters: number,
  hits: readonly { start: number; end: number }[],
): SnippetText[] {
  const start = from === 0 ? 0 : paragraph.indexOf(' ', from) + 1;
  const end = start + cut(paragraph, start, maxCharacters).length;
  const pieces: SnippetText[] = start > 0 ? [{ text: '… ', hit: false }] : [];
  let at = start;
  for (const hit of hits) {
    if (hit.start < at || hit.end > end) continue;
    if (hit.start > at) pieces.push({ text: paragraph.slice(at, hit.start), hit: false });
    pieces.push({ text: paragraph.slice(hit.start, hit.end), hit: true });
    at = hit.end;
  }
  if (at < end) pieces.push({ text: paragraph.slice(at, end), hit: false });
  if (end < paragraph.length) pieces.push({ text: ' …', hit: false });
  return pieces;
}

function cut(text: string, start: number, maxCharacters: number): string {
  if (text.length - start <= maxCharacters) return text.slice(start);
  const space = text.lastIndexOf(' ', start + maxCharacters);
  return text.slice(start, space > start ? space : start + maxCharacters);
}
