import { dayMs, hourMs } from '../base/clock.js';
import { seededRandom } from '../base/seeded-random.js';
import { parseDeskdrop } from '../discovery/evaluation/deskdrop.js';
import { parseEbnerdReads, parseEbnerdSlates, viewsOfClicks } from '../discovery/evaluation/ebnerd.js';
import { parseMind } from '../discovery/evaluation/mind.js';
import {
  differenceOf,
  resampledRatio,
  sumsByUnit,
  type UnitSums,
} from '../discovery/evaluation/resampled.js';
import { replayTrending, type TrendingScore } from '../discovery/evaluation/trending-replay.js';
import type { View } from '../discovery/evaluation/views.js';
import { audienceFiles } from './eval/audience-files.js';
import { unitsNeeded } from './eval/intervals.js';
import { type RankingSet, rankingChoices, startName } from './eval/ranking-choices.js';

/**
 * Prints what each choice in the scoring of "now" (discovery/ranking/setting.ts, site-clock.ts) catches of what is read next,
 * with one thing changed at a time:
 *
 *     npx tsx src/cli/compare-ranking.ts
 */
const root = process.env.BROADSHEET_DATA ?? '../shared/data';

function firstSeen<Seen extends View>(views: readonly Seen[]): Seen[] {
  const at = new Map<string, number>();
  for (const view of views) if (!at.has(view.storyId)) at.set(view.storyId, view.at);
  return views.map((view) => ({ ...view, publishedAt: at.get(view.storyId) }));
}

const linesOf = (pattern: RegExp) => audienceFiles(root, pattern).map((file) => file.lines());

function* sets(): Iterable<RankingSet> {
  for (const lines of linesOf(/^deskdrop-.*\.csv\.gz$/))
    yield { name: 'Deskdrop', views: parseDeskdrop(lines) };
  for (const lines of linesOf(/^mind-sample-[fw].*\.tsv\.gz$/)) {
    const slates = parseMind(lines);
    yield { name: 'MIND', views: viewsOfClicks(slates), slates };
  }
  for (const lines of linesOf(/^ebnerd-(?!history).*\.jsonl\.gz$/)) {
    const slates = parseEbnerdSlates(lines);
    yield { name: 'EB-NeRD clicks', views: viewsOfClicks(slates), slates };
  }
  for (const lines of linesOf(/^ebnerd-history.*\.jsonl\.gz$/)) {
    const all = firstSeen(parseEbnerdReads(lines));
    const completed = all.filter(({ readSeconds }) => readSeconds >= 30);
    yield { name: 'EB-NeRD reads', views: all, completed };
    yield { name: 'EB-NeRD reads of 30 s', views: completed, all };
  }
}

type Cells = ReadonlyMap<string, string>;

/** The share caught and nDCG@8 of each choice; + or − where the interval of its difference to the start setting leaves out 0. */
function cellsOf(set: RankingSet, periodMs: number): Cells {
  const rankers = rankingChoices.flatMap(({ make }) => make(set) ?? []);
  const { scores, views, startedAt } = replayTrending(set.views, periodMs, rankers);
  const dayOf = (period: number) => Math.floor(startedAt[period]! / dayMs);
  const isByDay = new Set(startedAt.map((_, period) => dayOf(period))).size >= unitsNeeded;
  const drawn = (sums: UnitSums) => (isByDay ? sumsByUnit(sums, dayOf) : sums);
  const shares = ({ caughtTop8 }: TrendingScore) => drawn({ above: caughtTop8, below: views });
  const ndcgs = ({ ndcgs8 }: TrendingScore) => drawn({ above: ndcgs8, below: views.map(() => 1) });
  const start = scores.get(startName)!;
  const cells = [...scores].map(([name, score]): [string, string] => [
    name,
    `${score.shareTop8.toFixed(3)}${signOf(shares(score), shares(start))} ${score.ndcg8.toFixed(3)}${signOf(ndcgs(score), ndcgs(start))}`,
  ]);
  return new Map(cells);
}

function signOf(one: UnitSums, start: UnitSums): string {
  if (one.above.length < unitsNeeded) return '';
  const { low, high } = resampledRatio(differenceOf(one, start), seededRandom(5));
  if (low > 0) return '+';
  return high < 0 ? '−' : '';
}

const all = [...sets()];
for (const { name, ms } of [
  { name: 'next hour', ms: hourMs },
  { name: 'next day', ms: dayMs },
]) {
  const cells = all.map((set) => cellsOf(set, ms));
  const row = (texts: readonly string[]) => console.log(`| ${texts.join(' | ')} |`);
  row([`${name}: share on the top 8, nDCG@8`, ...all.map((set) => set.name)]);
  row(['---', ...all.map(() => '---')]);
  const oracle = { group: '', name: 'oracle' };
  for (const choice of [...rankingChoices, oracle]) {
    const label = choice.group === '' ? choice.name : `${choice.group}: ${choice.name}`;
    row([label, ...cells.map((own) => own.get(choice.name) ?? '')]);
  }
  console.log('');
}
