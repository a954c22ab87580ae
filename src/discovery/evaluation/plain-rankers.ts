import { primaryLanguage } from '../text/languages.js';
import type { StoryText } from '../text/story-text.js';
import { wordsOf } from '../text/words.js';

/** Ranks the stories of a set for one of them: places in the set, best first, the asking one left out. */
export type SetRanker = (query: number, count: number) => number[];

/** Folded words of a story with how often each occurs: all that the baselines know. */
export function wordCounts(text: StoryText): Map<string, number> {
  const language = primaryLanguage(text.language);
  const counts = new Map<string, number>();
  for (const passage of [text.headline, text.standfirst, ...text.paragraphs]) {
    for (const { folded } of wordsOf(passage, language)) counts.set(folded, (counts.get(folded) ?? 0) + 1);
  }
  return counts;
}

/** Cosine of (1 + ln tf) · ln(N / df) vectors ("ltc.ltc" in SMART notation). */
export function plainCosine(stories: readonly ReadonlyMap<string, number>[]): SetRanker {
  const idf = idfOf(stories, (stories, df) => Math.log(stories / df));
  const vectors = stories.map((counts) => {
    const vector = [...counts].map(([word, tf]) => [word, (1 + Math.log(tf)) * idf.get(word)!] as const);
    const norm = Math.sqrt(vector.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(vector.map(([word, weight]) => [word, weight / norm]));
  });
  return ranker(vectors, (query) => vectors[query]!);
}

/** BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009), the asking story's words as the query. */
export function bm25(stories: readonly ReadonlyMap<string, number>[], k1 = 1.2, b = 0.75): SetRanker {
  const idf = idfOf(stories, (stories, df) => Math.log(1 + (stories - df + 0.5) / (df + 0.5)));
  const lengths = stories.map((counts) => [...counts.values()].reduce((sum, count) => sum + count, 0));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const vectors = stories.map((counts, story) => {
    const saturation = k1 * (1 - b + (b * lengths[story]!) / meanLength);
    return new Map(
      [...counts].map(([word, tf]) => [word, (idf.get(word)! * tf * (k1 + 1)) / (tf + saturation)]),
    );
  });
  return ranker(vectors, (query) => stories[query]!);
}

function idfOf(
  stories: readonly ReadonlyMap<string, number>[],
  formula: (stories: number, storiesWithWord: number) => number,
): Map<string, number> {
  const storiesWith = new Map<string, number>();
  for (const counts of stories) {
    for (const word of counts.keys()) storiesWith.set(word, (storiesWith.get(word) ?? 0) + 1);
  }
  return new Map([...storiesWith].map(([word, count]) => [word, formula(stories.length, count)]));
}

function ranker(
  vectors: readonly ReadonlyMap<string, number>[],
  queryOf: (query: number) => ReadonlyMap<string, number>,
): SetRanker {
  const postings = new Map<string, [story: number, weight: number][]>();
  vectors.forEach((vector, story) => {
    for (const [word, weight] of vector) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [[story, weight]]);
      else list.push([story, weight]);
    }
  });
  return (query, count) => {
    const scores = new Float64Array(vectors.length);
    for (const [word, weight] of queryOf(query)) {
      for (const [story, own] of postings.get(word) ?? []) scores[story]! += weight * own;
    }
    scores[query] = 0;
    const found = [...scores.keys()].filter((story) => scores[story]! > 0);
    return found.sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, count);
  };
}
