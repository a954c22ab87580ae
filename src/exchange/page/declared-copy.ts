import { type Block, sizeOf } from './blocks.js';
import { plainText } from './dom.js';
import { measure } from './paragraphs.js';

/** The copy as JSON-LD declares it: plain with line breaks, or HTML, or HTML escaped. */
export function declaredParagraphs(declared: string): string[] {
  const html = /&lt;\/?(?:p|br|div)\b/i.test(declared) ? unescaped(declared) : declared;
  return html
    .replace(/<\/(?:p|div|h[1-6]|li|blockquote)>|<br\s*\/?>/gi, '\n')
    .split(/\r?\n/)
    .map(plainText)
    .filter((line) => line !== '');
}

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];

/** Share of the words of the declared copy that the blocks have, each as often as it is said; 1 when none is declared. */
export function coverage(blocks: readonly Block[], told: readonly string[]): number {
  const have = new Map<string, number>();
  for (const word of blocks.flatMap(({ text }) => wordsOf(text))) have.set(word, (have.get(word) ?? 0) + 1);
  const want = told.flatMap(wordsOf);
  let found = 0;
  for (const word of want) {
    const left = have.get(word) ?? 0;
    if (left > 0) found += 1;
    have.set(word, left - 1);
  }
  return want.length === 0 ? 1 : found / want.length;
}

/** A short declaration is a teaser, and decides nothing. */
const shortestDeclared = 400;
const enoughCoverage = 0.75;
const clearlyMore = 1.2;
/** A live page declares every update since its start, and shows the last ones. */
const live = { shown: 1500, timesMore: 4 };

/** The page shows less than it declares: the copy is loaded by a script, or hidden behind an ask. */
export function isWithheld(blocks: readonly Block[], told: readonly string[]): boolean {
  const declared = told.reduce((sum, line) => sum + measure(line), 0);
  const shown = sizeOf(blocks);
  if (declared < shortestDeclared || declared < clearlyMore * shown) return false;
  const isLive = shown > live.shown && declared > live.timesMore * shown;
  return !isLive && coverage(blocks, told) < enoughCoverage;
}
