import { expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { defaultDials } from '../recommendation/dials.js';
import { recommend } from '../recommendation/recommend.js';
import { hourlyEditions, replayLists } from './list-replay.js';
import { rows as log, shuffledLater } from './logs.fixture.js';
import type { MindStory, SlateRow } from './mind.js';

const rows = log.map((row, index) => ({ ...row, at: log[0]!.at + index * 10 * minuteMs }));
const stories: MindStory[] = [...new Set(rows.flatMap(({ storyIds }) => storyIds))].map((storyId, index) => ({
  storyId,
  section: `section ${index % 3}`,
  topic: `topic ${index % 5}`,
  headline: `Headline of ${storyId}`,
}));

const listsOf = (events: readonly SlateRow[]) =>
  [...hourlyEditions(events, stories)].map((edition) => ({
    builtAt: edition.builtAt,
    lists: edition.pool.map((page) => recommend(page, edition, new Set()).map(({ storyId }) => storyId)),
    rankings: edition.rankings,
  }));

it('lists know no future: those before the middle stay when what comes later is dealt anew', () => {
  const one = listsOf(rows);
  const other = listsOf(shuffledLater(rows, seededRandom(9)));
  const early = one.filter(({ builtAt }) => builtAt <= rows[rows.length / 2]!.at).length;
  expect(early).toBeGreaterThan(20);
  expect(one[early - 1]!.lists.flat().length).toBeGreaterThan(0);
  expect(other.slice(0, early)).toEqual(one.slice(0, early));
  expect(other).not.toEqual(one);
});

it('measures a list for every story that could be a page, in every Edition', () => {
  const editions = [...hourlyEditions(rows, stories)];
  const score = replayLists(rows, stories, { usual: defaultDials }).get('usual')!;
  expect(score.lists).toBe(editions.reduce((sum, { pool }) => sum + pool.length, 0));
  expect(score.coverageInADay).toBeGreaterThan(0);
});
