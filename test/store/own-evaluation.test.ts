import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { seededRandom } from '../../src/base/seeded-random.js';
import { ownRecommendation, ownTrending } from '../../src/cli/eval/own.js';
import { readConfiguration } from '../../src/config/options.js';
import { type MadeUpSite, madeUpListLog } from '../../src/discovery/evaluation/own-lists.fixture.js';
import { weights } from '../../src/discovery/recommendation/weights.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { addSlates } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const start = Date.UTC(2026, 4, 4);
const days = 4;
const end = start + days * 24 * hourMs;
let now = end;
const clock = () => now;
const figureOf = (report: Awaited<ReturnType<typeof ownTrending>>, metric: string) =>
  report.figures.find((figure) => figure.metric.startsWith(metric))!;

onBothDatabases('a site’s own ledger', clock, (openFresh) => {
  let databases: Databases;
  let stories: MadeUpSite['stories'];
  beforeEach(async () => {
    databases = await openFresh();
    stories = await publish(40);
    now = end;
  });
  afterEach(() => databases.close());
  const site = () => ({ databases, clock, configuration: readConfiguration({}, {}) });

  /** Stories five hours apart; unless told otherwise half of them before the log begins. */
  async function publish(
    count: number,
    from = start - (count / 2) * 5 * hourMs,
  ): Promise<MadeUpSite['stories']> {
    const desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock,
      ids: idSource(clock),
      zone: () => 'UTC',
    });
    const published: { storyId: string; publishedAt: number }[] = [];
    for (let index = 0; index < count; index += 1) {
      now = from + index * 5 * hourMs;
      const { id } = await desk.create({ headline: `Story ${index}`, body: '<p>It was said.</p>' }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      published.push({ storyId: id, publishedAt: now });
    }
    return published;
  }

  describe('of lists', () => {
    async function keep(truth: MadeUpSite['weights'], daysKept: number): Promise<void> {
      const pages = stories.slice(0, 3).map(({ storyId }) => storyId);
      const log = madeUpListLog({ seed: 4, weights: truth, days: daysKept, pages, stories, start });
      const tallies = log.map((tally) => ({ ...tally, list: 'recommendation' as const }));
      for (let from = 0; from < tallies.length; from += 1000)
        await addSlates(databases.write, tallies.slice(from, from + 1000));
    }

    it('keeps the shipped weights where readers click by them', async () => {
      await keep(weights.clicks, days);
      const report = await ownRecommendation(site());
      expect(report.verdict.sentence).toMatch(/^Keep the shipped weights/);
      const auc = figureOf(report, 'newer half: AUC');
      expect(auc.ours).toBeGreaterThan(auc.baselines['place alone']!);
      expect(figureOf(report, 'click rate, as shown').ours).toBeCloseTo(3 / (60 * 7), 9);
    });

    it('finds better weights where readers click otherwise', async () => {
      const truth = { rate: 0.3, age: -0.6 };
      await keep(truth, days);
      const report = await ownRecommendation(site());
      expect(report.verdict.sentence).toMatch(
        /^These weights would be better by 0\.\d+ .*interval 0\.\d+ to 0\.\d+: clicks\.rate 0\.\d+, clicks\.age −0\.\d+\.$/,
      );
      for (const name of ['rate', 'age'] as const) {
        const { ours, baselines } = figureOf(report, `weight clicks.${name}`);
        expect(ours).toBe(weights.clicks[name]);
        const off = Math.abs(baselines['refitted on the older half']! - truth[name]);
        expect(off).toBeLessThan(4 * baselines['its standard error']!);
      }
    });

    it('says clearly where too little is kept, or nothing', async () => {
      expect((await ownRecommendation(site())).verdict.sentence).toBe(
        'Too few clicks for a verdict (0 draws; 40 needed in each half of what is kept, which is 0.0 days).',
      );
      await keep(weights.clicks, 0.2);
      const report = await ownRecommendation(site());
      expect(report.verdict.kind).toBe('too-little');
      expect(figureOf(report, 'click rate, exploration alone: too few draws')).toMatchObject({
        unit: 'draws',
        baselines: { needed: 40 },
      });
      expect(report.figures.some(({ metric }) => metric.startsWith('newer half'))).toBe(false);
    });
  });

  describe('of views', () => {
    /** Views of an hour go to the stories by this worth; the last two days are kept by five minutes too. */
    async function read(
      worth: (ageHours: number, index: number, hour: number) => number,
      hours: number,
    ): Promise<void> {
      const random = seededRandom(3);
      for (let hour = 0; hour < hours; hour += 1) {
        const startsAt = end - (hours - hour) * hourMs;
        for (const [index, { storyId, publishedAt }] of stories.entries()) {
          const ageHours = (startsAt - publishedAt) / hourMs;
          const views =
            ageHours < 0 ? 0 : Math.floor(worth(ageHours, index, hour) * (0.7 + 0.6 * random()) + random());
          if (views > 0) await book(storyId, startsAt, views);
        }
      }
    }

    async function book(story_id: string, hour: number, views: number): Promise<void> {
      const none = { leaves: 0, reads: 0, dwell_seconds: 0, scroll_percents: 0, without_script: 0 };
      const reactions = { reactions_given: 0, reactions_taken: 0 };
      const row = { story_id, hour_starts_at: hour, rules_version: 1, ...none, ...reactions };
      await databases.write
        .insertInto('tallies')
        .values([
          { ...row, class: 'valid', reason: '', views },
          { ...row, class: 'bot', reason: 'listed-agent', views: 999 },
        ])
        .execute();
      if (hour < end - 48 * hourMs) return;
      const starts_at = hour + 25 * minuteMs;
      await databases.write
        .insertInto('fine_tallies')
        .values({ starts_at, story_id, valid_views: views })
        .execute();
    }

    it('keeps the Ranking where news is read while it is new', async () => {
      await read((ageHours) => 200 * 0.5 ** (ageHours / 6), 72);
      const report = await ownTrending(site());
      expect(report.verdict.sentence).toMatch(/^Keep the Ranking as it is/);
      const share = figureOf(report, 'next hour: share');
      expect(share.n).toBe(71);
      expect(share.ours).toBeGreaterThan(0.8);
      expect(Object.keys(share.baselines)).toEqual(
        expect.arrayContaining(['trailing 24 h', 'Hacker News', 'Reddit hot', 'Lemmy', 'Lobsters', 'oracle']),
      );
    });

    it('says what would be better where the hour before is all that tells of the next', async () => {
      stories = await publish(50, start - 300 * hourMs);
      now = end;
      // Eight are read every hour; each hour another one is read by a crowd that never comes back.
      const isCrowded = (index: number, hour: number) => index === 8 + (hour % 42);
      await read((_age, index, hour) => (index < 8 ? 10 : isCrowded(index, hour) ? 150 : 0), 72);
      const { verdict } = await ownTrending(site());
      expect(verdict.sentence).toMatch(
        /^"trailing 1 h" would be better by 0\.\d+ of the next hour's views, interval 0\.\d+ to 0\.\d+\.$/,
      );
    });

    it('says clearly where too little is kept', async () => {
      await read(() => 5, 10);
      const { verdict, figures } = await ownTrending(site());
      expect(verdict.sentence).toMatch(
        /^Too few views for a verdict \(\d hours of equal traffic; 40 needed\)\.$/,
      );
      expect(figures[0]!.n).toBe(9);
    });
  });
});
