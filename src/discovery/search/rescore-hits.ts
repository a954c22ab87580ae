import type { Instant } from '../../base/clock.js';
import type { SearchQuery } from './search-query.js';
import { searchTokens } from './search-tokens.js';

/** What "best" looks at again. Bodies are not among it: the engine has weighed them, and reading 200 would take long. */
export interface SearchHit {
  readonly language: string;
  readonly headline: string;
  readonly standfirst: string;
  readonly publishedAt?: Instant | undefined;
}

const weights = {
  /** The engine's first so many are looked at again. */
  hits: 200,
  headline: 2,
  standfirst: 1,
  /** Reciprocal rank fusion's constant, as published: how little the very first places stand out. */
  fusion: 60,
} as const;

/**
 * Puts the engine's first 200 hits (best first) in a better order: their place there and their place by what share of
 * headline and standfirst the query makes up, joined by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009); of
 * equals the newer story first. What comes after the first 200 keeps its place.
 */
export function rescoreHits<Hit extends SearchHit>(hits: readonly Hit[], query: SearchQuery): Hit[] {
  const first = hits.slice(0, weights.hits);
  const fields = first.map((hit) => fieldScore(hit, query));
  const higher = (score: number) => fields.filter((other) => other > score).length;
  const scored = first.map((hit, place) => ({
    hit,
    score: 1 / (weights.fusion + place) + 1 / (weights.fusion + higher(fields[place]!)),
  }));
  scored.sort((a, b) => b.score - a.score || (b.hit.publishedAt ?? 0) - (a.hit.publishedAt ?? 0));
  return [...scored.map(({ hit }) => hit), ...hits.slice(weights.hits)];
}

/** Terms found in each field, by its weight and its length: one of three words says more than one of twelve. */
function fieldScore({ headline, standfirst, language }: SearchHit, { terms }: SearchQuery): number {
  const scoreOf = (text: string): number => {
    const tokens = searchTokens(text, language);
    const present = new Set(tokens);
    const found = terms.filter((alternatives) => alternatives.some((token) => present.has(token))).length;
    return tokens.length === 0 ? 0 : found + found / tokens.length;
  };
  return weights.headline * scoreOf(headline) + weights.standfirst * scoreOf(standfirst);
}
