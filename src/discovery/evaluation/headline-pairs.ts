import type { StoryText } from '../text/story-text.js';
import { jaccard } from './duplicate-measures.js';
import { bestF1, pearson } from './metrics.js';
import { wordCounts } from './plain-rankers.js';
import { indexSet } from './related-ranker.js';

export interface HeadlinePairs {
  /** Graded 0 to 5 (STS), or same or not (MSR). */
  readonly graded: boolean;
  readonly rows: readonly { readonly value: number; readonly first: string; readonly second: string }[];
}

/** STS: value, first, second. MSR: a header, then quality, two ids, first, second. Quotes mean nothing in either. */
export function headlinePairs(file: string): HeadlinePairs {
  const rows = file
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t'));
  const graded = rows[0]?.length === 3;
  const [first, second] = graded ? [1, 2] : [3, 4];
  return {
    graded,
    rows: rows
      .filter((row) => row.length > second && !Number.isNaN(Number(row[0])))
      .map((row) => ({ value: Number(row[0]), first: row[first]!, second: row[second]! })),
  };
}

/** Our cosine of each pair, with rarities from the set itself, beside the overlap of words. */
export function scoreHeadlinePairs({ graded, rows }: HeadlinePairs) {
  const texts = rows.flatMap(({ first, second }) => [asStory(first), asStory(second)]);
  const { index } = indexSet(texts);
  const words = texts.map((text) => new Set(wordCounts(text).keys()));
  const cosines = rows.map((_, row) => index.similarity(String(2 * row), String(2 * row + 1)));
  const overlaps = rows.map((_, row) => jaccard(words[2 * row]!, words[2 * row + 1]!));
  const values = rows.map(({ value }) => value);
  const judge = (scores: readonly number[]) =>
    graded
      ? pearson(scores, values)
      : bestF1(
          scores,
          values.map((value) => value === 1),
        ).f1;
  return { ours: judge(cosines), baselines: { 'word Jaccard': judge(overlaps) } };
}

function asStory(headline: string): StoryText {
  return { id: '', language: 'en', headline, standfirst: '', paragraphs: [], section: '', topics: [] };
}
