import { describe, expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { accepted } from '../../base/result.js';
import { countingRules } from '../rules.js';
import { parseAddress } from './client-address.js';
import { plausibleViews } from './crowd-counts.js';
import { dropCrowd } from './drop-crowd.js';
import type { Hit } from './hit.js';

const noon = Date.UTC(2026, 4, 12, 12);
const free = countingRules.crowdFreeViews.value;

describe('plausibleViews', () => {
  it.each([
    { what: 'a network that nobody knows, on a story that nobody reads', own: [0, 0, 0], most: free },
    { what: 'the same on a story read elsewhere', own: [100, 0, 300], most: free + 25 },
    { what: 'a network with a tenth of the readers', own: [90, 10, 100], most: free + 22.5 + 30 },
    { what: 'the one network that reads at all', own: [0, 200, 200], most: free + 600 },
  ])('$what: $most', ({ own: [elsewhere, networkOnOthers, siteOnOthers], most }) =>
    expect(
      plausibleViews({
        elsewhere: elsewhere!,
        networkOnOthers: networkOnOthers!,
        siteOnOthers: siteOnOthers!,
      }),
    ).toBeCloseTo(most, 0),
  );
});

describe('dropCrowd', () => {
  const hit = (address: string, storyId: string, receivedAt = noon, more: Partial<Hit> = {}) =>
    ({
      token: accepted({ storyId, readSeconds: 60, day: 0 }),
      address: parseAddress(address),
      browserKey: address,
      visitKind: 'view',
      visitsAt: [receivedAt],
      receivedAt,
      ...more,
    }) as unknown as Hit;
  const countOf = (verdicts: readonly unknown[]) =>
    verdicts.filter((verdict) => verdict === 'accepted').length;
  const flood = (step: ReturnType<typeof dropCrowd>, views: number, at = noon) =>
    Array.from({ length: views }, (_, index) =>
      step(hit(`81.4.100.${index % 250}`, 'ferry', at, { browserKey: `b${index}` })),
    );

  it('holds a crowd from one network to the free views, and says why', () => {
    const verdicts = flood(dropCrowd(), 500);
    expect(countOf(verdicts)).toBe(free);
    expect(verdicts.at(-1)).toEqual({ dropped: 'unverified', reason: 'network-crowd' });
  });

  it('lets a story rise that many networks read', () => {
    const step = dropCrowd();
    const verdicts = Array.from({ length: 500 }, (_, index) => step(hit(`81.${index}.3.9`, 'ferry')));
    expect(countOf(verdicts)).toBe(500);
  });

  it('is not talked into more by the views that it held back', () => {
    const step = dropCrowd();
    flood(step, 500);
    const other = Array.from({ length: 500 }, (_, index) =>
      step(hit(`85.5.114.${index % 250}`, 'ferry', noon, { browserKey: `c${index}` })),
    );
    expect(countOf(other)).toBeLessThanOrEqual(free + Math.ceil(free / 4) + 1);
  });

  it('forgets after two windows', () => {
    const step = dropCrowd();
    flood(step, 500);
    const later = noon + 2 * countingRules.crowdWindowMinutes.value * minuteMs;
    expect(countOf(flood(step, 500, later))).toBe(free);
  });

  it('leaves a reload, a retry and a reaction after a view to the ledger, and they take nothing away', () => {
    const step = dropCrowd();
    const reader = (index: number, at: number, more: Partial<Hit> = {}) =>
      step(hit('81.4.100.9', 'ferry', at, { browserKey: `b${index}`, ...more }));
    const visits = Array.from({ length: free }, (_, index) => [
      reader(index, noon),
      reader(index, noon + 20_000),
      reader(index, noon + 40_000),
      reader(index, noon + 100_000, { visitKind: 'reaction' }),
    ]);
    expect(countOf(visits.flat())).toBe(4 * free);
    expect(reader(free, noon + 100_000)).toMatchObject({ reason: 'network-crowd' });
  });

  it('holds a flood of reactions without views', () => {
    const step = dropCrowd();
    const given = Array.from({ length: 100 }, (_, index) =>
      step(hit('81.4.100.9', 'ferry', noon, { browserKey: `b${index}`, visitKind: 'reaction' })),
    );
    expect(countOf(given)).toBe(free);
  });

  it.each(['10.1.2.3', '127.0.0.1', '192.168.7.7'])('leaves the private network of %s alone', (address) => {
    const step = dropCrowd();
    const verdicts = Array.from({ length: 100 }, (_, index) =>
      step(hit(address, 'ferry', noon, { browserKey: `b${index}` })),
    );
    expect(countOf(verdicts)).toBe(100);
  });

  describe('of one browser that ages its views', () => {
    const ages = (count: number) => Array.from({ length: count }, (_, index) => (count - index) * 31_000);
    const told = (step: ReturnType<typeof dropCrowd>, at: number, agesMs: readonly number[]) =>
      step(hit('81.4.100.9', 'ferry', at, { visitsAt: agesMs.map((ageMs) => at - ageMs) }));

    it('weighs each that the ledger would count, also soon after one that was let through', () => {
      const step = dropCrowd();
      expect(told(step, noon, [590_000])).toBe('accepted');
      expect(told(step, noon + 1000, ages(free + 5))).toMatchObject({ reason: 'network-crowd' });
      expect(told(step, noon + 2000, ages(free - 1))).toBe('accepted');
      expect(told(step, noon + 3000, [0])).toMatchObject({ reason: 'network-crowd' });
    });

    it('holds one that comes every 29 seconds with less and less age', () => {
      const step = dropCrowd();
      const verdicts = Array.from({ length: 20 }, (_, index) =>
        told(step, noon + index * 29_000, [500_000 - index * 2000]),
      );
      expect(countOf(verdicts)).toBe(free);
    });

    it('weighs what repeats once', () => {
      const step = dropCrowd();
      const burst = Array.from({ length: 12 }, (_, index) => told(step, noon + index, [0, 0, 0]));
      expect(countOf(burst)).toBe(12);
      expect(countOf(flood(step, 500))).toBe(free - 1);
    });
  });

  it.each<[string, Partial<Hit>]>([
    ['pictures', { visitKind: 'pixel' }],
    ['reactions', { visitKind: 'reaction' }],
    ['views that are too old to count', { visitsAt: [noon - 11 * minuteMs] }],
  ])('does not let %s of a rival keep its readers out', (_what, more) => {
    const step = dropCrowd();
    for (let index = 0; index < 100; index += 1)
      step(hit('81.4.100.9', 'ferry', noon, { browserKey: `rival${index}`, ...more }));
    expect(countOf(flood(step, 500))).toBe(free);
  });

  it('remembers across a hit that waited for its turn', () => {
    const step = dropCrowd();
    const turn = noon + countingRules.crowdWindowMinutes.value * minuteMs;
    flood(step, 500, turn - 1000);
    step(hit('85.5.114.9', 'bridge', turn + 1));
    step(hit('85.5.114.9', 'bridge', turn - 1));
    const others = Array.from({ length: 500 }, (_, index) =>
      step(hit('81.4.100.9', 'ferry', turn + 2, { browserKey: `other${index}` })),
    );
    expect(countOf(others)).toBe(0);
  });
});
