import { dayMs, hourMs } from '../../base/clock.js';
import { type OwnListsResult, replayOwnLists } from '../../discovery/evaluation/own-lists.js';
import { type Verdict, verdictOnWeights } from '../../discovery/evaluation/own-verdict.js';
import { replayOwnViews, verdictOnRanking } from '../../discovery/evaluation/own-views.js';
import type { Figure } from '../../discovery/evaluation/report.js';
import { weights } from '../../discovery/recommendation/weights.js';
import { ownListLog, ownViewLog } from '../../store/tables/own-log.js';
import type { OpenedSite } from '../context.js';

/** What the site's own ledger says: figures, and at the end whether to change. */
export interface OwnReport {
  readonly figures: readonly Figure[];
  readonly verdict: Verdict;
}

export type OwnSite = Pick<OpenedSite, 'databases' | 'clock' | 'configuration'>;

const dataset = 'own ledger';

export async function ownTrending({ databases, clock, configuration }: OwnSite): Promise<OwnReport> {
  const now = clock();
  const since = Math.floor((now - configuration.eventDays * dayMs) / hourMs) * hourMs;
  const result = await replayOwnViews(ownViewLog(databases), since, now);
  const { periods: n, scores } = result;
  const { ours, ...others } = Object.fromEntries(scores);
  const figure = (metric: string, of: (score: NonNullable<typeof ours>) => number): Figure => ({
    name: 'trending',
    dataset,
    metric,
    ours: of(ours!),
    baselines: Object.fromEntries(Object.entries(others).map(([name, score]) => [name, of(score)])),
    unit: 'share',
    n,
  });
  return {
    figures:
      n === 0
        ? []
        : [
            figure('next hour: share of its views on the top 8', (score) => score.shareTop8),
            figure('next hour: nDCG@8', (score) => score.ndcg8),
          ],
    verdict: verdictOnRanking(result),
  };
}

export async function ownRecommendation({ databases }: OwnSite): Promise<OwnReport> {
  const result = await replayOwnLists(ownListLog(databases));
  return {
    figures: [...keptFigures(result), ...judgedFigures(result), ...offPolicyFigures(result)],
    verdict: verdictOnWeights(result),
  };
}

const figure = (
  metric: string,
  ours: number,
  unit: string,
  n: number,
  baselines: Figure['baselines'] = {},
): Figure => ({ name: 'recommendation', dataset, metric, ours, baselines, unit, n });

const keptFigures = ({ daysKept, draws, drawsNeeded, clicks, impressions }: OwnListsResult): Figure[] => [
  figure('what was seen and followed in the lists: kept', daysKept, 'days', impressions),
  figure('draws with clicks in each half', draws, 'draws', clicks, { needed: drawsNeeded }),
];

function judgedFigures({ judged }: OwnListsResult): Figure[] {
  if (judged === undefined) return [];
  const { clicks, refitted, standardErrors, logLikelihood, auc, gain, gainOfShipped, reordered } = judged;
  const beside = ({ shipped: _, ...others }: typeof auc) => others;
  const bounds = ({ low, high }: typeof gain) => ({ 'low (95 %)': low, 'high (95 %)': high });
  return [
    ...(['rate', 'age'] as const).map((name) =>
      figure(`weight clicks.${name}`, weights.clicks[name], 'weight', clicks, {
        'refitted on the older half': refitted[name],
        'its standard error': standardErrors[name],
      }),
    ),
    figure(
      'newer half: log-likelihood of a click',
      logLikelihood.shipped,
      'nats',
      clicks,
      beside(logLikelihood),
    ),
    figure('newer half: AUC within page, Edition and list', auc.shipped, 'score', clicks, beside(auc)),
    figure(
      'newer half: gain of the shipped weights over the smoothed click rate',
      gainOfShipped.mean,
      'nats',
      clicks,
      bounds(gainOfShipped),
    ),
    figure(
      'newer half: gain of the refitted weights over the shipped',
      gain.mean,
      'nats',
      clicks,
      bounds(gain),
    ),
    figure(
      'newer half: clicks in the order of the refitted weights, over those as shown',
      reordered.mean,
      'ratio',
      clicks,
      bounds(reordered),
    ),
  ];
}

/** Click rates by self-normalised inverse propensities; where draws are too few for one, how many there are. */
function offPolicyFigures({ offPolicy, impressions }: OwnListsResult): Figure[] {
  return Object.entries(offPolicy).map(([name, estimate]) =>
    estimate.kind === 'estimate'
      ? figure(`click rate, ${name}`, estimate.mean, 'share', impressions, {
          'low (95 %)': estimate.low,
          'high (95 %)': estimate.high,
          'effective draws': estimate.effectiveDraws,
        })
      : figure(
          `click rate, ${name}: too few draws for an estimate`,
          estimate.effectiveDraws,
          'draws',
          impressions,
          {
            needed: estimate.needed,
          },
        ),
  );
}
