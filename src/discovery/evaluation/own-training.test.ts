import { expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../base/clock.js';
import { logOf } from './own-lists.fixture.js';
import type { DrawnTally } from './own-slates.js';
import { trainingLines } from './own-training.js';

const noon = 500_000 * hourMs;
const stories = [
  { storyId: 'ferry', publishedAt: noon - hourMs },
  { storyId: 'quay', publishedAt: noon - 3 * hourMs },
];
const shown = (minute: number, storyId: string, position: number, clicks: number): DrawnTally => ({
  startsAt: noon + minute * minuteMs,
  pageId: 'pier',
  edition: 7,
  list: 'recommendation',
  position,
  storyId,
  propensity: 0.95,
  impressions: 20,
  clicks,
});
const rowsOf = async (log: readonly DrawnTally[]) => {
  const lines: string[] = [];
  for await (const line of trainingLines(logOf(log, stories), 'recommendation')) lines.push(line);
  return lines;
};

const first = [shown(5, 'ferry', 1, 12), shown(5, 'quay', 2, 0)];

it('rows for training say what was known before, and what came of it, of no story, page or reader', async () => {
  const lines = await rowsOf([...first, shown(10, 'ferry', 1, 3)]);
  for (const name of ['ferry', 'quay', 'pier', '7']) expect(lines.join(' ')).not.toContain(`"${name}"`);
  const [before, after] = lines.map((line) => JSON.parse(line));
  expect(before).toEqual({
    kind: 'slate',
    list: 'recommendation',
    hourStartsAt: noon,
    places: [
      { rate: 0, age: 0.734, place: before.places[0].place, propensity: 0.95, impressions: 20, clicks: 12 },
      { rate: 0, age: 1.4069, place: before.places[1].place, propensity: 0.95, impressions: 20, clicks: 0 },
    ],
  });
  expect(after.places[0].rate).toBeGreaterThan(0);
});

it('rows for training do not change with what comes later', async () => {
  const [early] = await rowsOf([...first, shown(10, 'ferry', 1, 3)]);
  const [again] = await rowsOf([...first, shown(10, 'quay', 1, 20), shown(15, 'ferry', 2, 20)]);
  expect(again).toBe(early);
});
