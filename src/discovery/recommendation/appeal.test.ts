import { describe, expect, it } from 'vitest';
import { type AppealSignals, appeal, usualViewAppeal } from './appeal.js';

const hour = 3_600_000;
const now = 500_000 * hour;

const signals = (more: Partial<AppealSignals> = {}): AppealSignals => ({
  views: { brief: 1, now: 10, week: 30 },
  slates: { clicks: 0, expected: 0 },
  words: 0,
  firstPublishedAt: now - 5 * hour,
  ...more,
});

describe('appeal', () => {
  it.each([
    { what: 'more views now', better: signals({ views: { brief: 1, now: 20, week: 30 } }) },
    { what: 'a rise', better: signals({ views: { brief: 3, now: 10, week: 30 } }) },
    { what: 'a younger age', better: signals({ firstPublishedAt: now - 2 * hour }) },
    { what: 'clicks above what its places bring', better: signals({ slates: { clicks: 4, expected: 2 } }) },
    { what: 'words that do well', better: signals({ words: 0.4 }) },
  ])('is higher for $what', ({ better }) => {
    expect(appeal(better, appealOfViews, now)).toBeGreaterThan(appeal(signals(), appealOfViews, now));
  });

  it('lets the clicks speak once there are enough of them', () => {
    const muchRead = { views: { brief: 9, now: 90, week: 300 } };
    const shown = (clicks: number) => ({ slates: { clicks, expected: 100 } });
    expect(appeal(signals({ ...muchRead, ...shown(50) }), appealOfViews, now)).toBeLessThan(
      appeal(signals(shown(200)), appealOfViews, now),
    );
  });

  it('is a number for a story of which nothing is known, whatever its clock says', () => {
    const unknown = signals({ views: { brief: 0, now: 0, week: 0 }, firstPublishedAt: now + hour });
    expect(Number.isFinite(appeal(unknown, 0, now))).toBe(true);
  });

  const appealOfViews = usualViewAppeal([signals({ slates: { clicks: 1, expected: 1 } })], now);
});
