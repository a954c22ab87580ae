import { expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import { views as log, shuffledLater } from './logs.fixture.js';
import { replayOwnViews } from './own-views.js';
import type { View } from './views.js';

const end = log.at(-1)!.at + 1;
const replay = (views: readonly View[]) =>
  replayOwnViews(
    async function* (since, until) {
      yield* views.filter(({ at }) => since <= at && at < until);
    },
    log[0]!.at,
    end,
  );

it('knows no future: what was caught before the middle stays when later views are dealt anew', async () => {
  const one = await replay(log);
  const other = await replay(shuffledLater(log, seededRandom(9)));
  const early = Math.floor((log[log.length / 2]!.at - log[0]!.at) / hourMs) - 1;
  expect(early).toBeGreaterThan(20);
  expect(one.scores.get('ours')!.caughtTop8.slice(0, early)).not.toContain(undefined);
  for (const [name, { caughtTop8 }] of one.scores) {
    const dealtAnew = other.scores.get(name)!.caughtTop8;
    expect(dealtAnew.slice(0, early), name).toEqual(caughtTop8.slice(0, early));
  }
  expect(other.scores.get('ours')!.caughtTop8).not.toEqual(one.scores.get('ours')!.caughtTop8);
});
