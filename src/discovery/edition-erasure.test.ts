import { expect, it } from 'vitest';
import { dayMs, hourMs } from '../base/clock.js';
import { buildEdition, parseEdition, serialiseEdition } from './edition.js';
import { editionWithout } from './edition-erasure.js';
import { slotMs } from './ranking/tally.js';
import { ViewCounts } from './ranking/view-counts.js';
import { SlateCounts } from './recommendation/slate-counts.js';
import { storyVector } from './recommendation/story-vector.js';

const now = 2_000 * dayMs;
const names = ['ferry', 'quay', 'well', 'roof'];
const [gone, copy] = ['ferry', 'quay'];

/** An Edition that names a story in every place that it has: ranked, newest, in the pool, followed from and to, counted. */
function edition() {
  const facts = new Map(
    names.map((storyId, index) => [
      storyId,
      {
        storyId,
        language: 'en',
        firstPublishedAt: now - index * hourMs,
        sectionPath: index % 2 ? 'city' : 'sport',
        clusterHead: storyId,
      },
    ]),
  );
  const vectors = new Map(names.map((id) => [id, storyVector(new Map([[id, 1]]), [], '')]));
  const [views, slates] = [new ViewCounts(), new SlateCounts()];
  views.add([{ storyId: gone!, startsAt: now - slotMs, validViews: 20 }], facts, now);
  const step = { list: 'related', position: 1, startsAt: now - slotMs, impressions: 9, clicks: 3 };
  slates.add(
    [
      { ...step, pageId: gone!, storyId: 'well' },
      { ...step, pageId: 'roof', storyId: gone! },
      { ...step, pageId: 'roof', storyId: 'well' },
    ],
    now,
  );
  const counts = new Map(names.map((id) => [id, { views: 7, reactions: 1 }]));
  const built = buildEdition({ number: 4, now, views, slates, facts, vectors, counts });
  const pool = built.pool.map((one) => (one.storyId === copy ? { ...one, clusterHead: gone! } : one));
  return { ...built, pool };
}

it('leaves nothing of a story in an Edition, and of the others all', () => {
  const whole = edition();
  const text = serialiseEdition(whole);
  for (const place of [whole.rankings, whole.pool, whole.followed, whole.counts])
    expect(JSON.stringify(place)).toContain(`"${gone}"`);
  const left = parseEdition(editionWithout(text, new Set([gone!])));
  expect(JSON.stringify(left)).not.toContain(gone);
  const others = whole.pool.filter(({ storyId }) => storyId !== gone);
  const kept = parseEdition(serialiseEdition({ ...whole, pool: others })).pool;
  expect(left.pool).toEqual(kept.map((one) => (one.storyId === copy ? { ...one, clusterHead: copy } : one)));
  expect(left.followed).toEqual({ roof: [['well', expect.any(Number)]] });
  expect(Object.keys(left.counts)).toEqual(['quay', 'well', 'roof']);
  expect({ ...left.rankings.site.now, stories: [] }).toEqual({ ...whole.rankings.site.now, stories: [] });
  expect(left.number).toBe(4);
});

it('leaves an Edition as it is that does not name it', () => {
  const text = serialiseEdition(edition());
  expect(editionWithout(text, new Set(['no-such-story']))).toBe(text);
});
