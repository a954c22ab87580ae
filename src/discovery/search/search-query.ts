import { primaryLanguage } from '../text/languages.js';
import { isStopWord } from '../text/stop-words.js';
import { wordsOf } from '../text/words.js';
import { type TokenSpan, tokenSpans, wordTokens } from './search-tokens.js';

/** A story matches when of every term at least one alternative is among its tokens; without terms none matches. */
export interface SearchQuery {
  readonly terms: readonly (readonly string[])[];
}

/** What is read of a query: a longer one is a pasted text and would only match itself. */
const queryCharacters = 200;
const queryTerms = 12;

/**
 * A reader's query as terms: each word as written (folded) or by its stem in the language of the page it was asked from;
 * each two neighbouring characters of Chinese, Japanese or Korean. Stop words are left out unless there is nothing else.
 */
export function searchQuery(query: string, pageLanguage: string): SearchQuery {
  const primary = primaryLanguage(pageLanguage);
  const asked = query.slice(0, queryCharacters);
  const words = wordsOf(asked, primary);
  const telling = words.filter(({ folded }) => !isStopWord(folded, primary));
  const spans = tokenSpans(asked, primary);
  const unspaced = new Set(spans.filter(({ kind }) => kind === 'character').map(({ start }) => start));
  const spaced = (telling.length > 0 ? telling : words)
    .filter(({ at }) => !unspaced.has(at))
    .map(({ text }) => wordTokens(text, primary));
  return { terms: distinct([...spaced, ...characterTerms(spans)]).slice(0, queryTerms) };
}

/** Pairs where there are any: a single character is asked for only where it stands alone. */
function characterTerms(spans: readonly TokenSpan[]): string[][] {
  const pairs = spans.filter(({ kind }) => kind === 'pair');
  const alone = spans.filter(
    ({ kind, start, end }) =>
      kind === 'character' && !pairs.some((pair) => pair.start === start || pair.end === end),
  );
  return [...pairs, ...alone].map(({ token }) => [token]);
}

function distinct(terms: readonly (readonly string[])[]): string[][] {
  return [...new Map(terms.map((term) => [term.join(' '), [...term]])).values()];
}
