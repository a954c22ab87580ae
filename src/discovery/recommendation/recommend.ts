import { hourMs, type Instant } from '../../base/clock.js';
import { type Random, seededRandom } from '../evaluation/metrics.js';
import type { Candidate } from './candidate.js';
import { contextAppeal, evidenceOf, type PageEvidence } from './context.js';
import { defaultDials, type RecommendationDials } from './dials.js';
import { diversified } from './diversify.js';
import { drawOne } from './explore.js';
import { hash32 } from './hashing.js';
import type { StoryVector } from './story-vector.js';

/** The page that the list will stand on. */
export interface RecommendationPage {
  readonly storyId: string;
  readonly clusterHead: string;
  readonly sectionPath: string;
  readonly vector: StoryVector;
}

/** What `recommend` reads of an Edition (../edition.ts). */
export interface RecommendationEdition {
  readonly number: number;
  readonly builtAt: Instant;
  readonly pool: readonly Candidate[];
  /** What readers of a page went on to, with decayed clicks. */
  readonly followed: Readonly<Record<string, readonly (readonly [storyId: string, clicks: number])[]>>;
}

/** Why a story is recommended, from what carried its score; the site puts it into words. */
export type RecommendationReason =
  | { readonly kind: 'followed' }
  | { readonly kind: 'similar' }
  | { readonly kind: 'new'; readonly ageHours: number }
  | { readonly kind: 'rising' }
  | { readonly kind: 'read' }
  | { readonly kind: 'exploration' };

export interface RecommendedSlot {
  readonly storyId: string;
  /** From 1. */
  readonly position: number;
  readonly reason: RecommendationReason;
  /** The chance that this story was to stand at this place, given the places before it; in (0, 1]. */
  readonly propensity: number;
}

/**
 * The contextual list of a page: the same for every reader until the next Edition, and the same on every process, because
 * chance is seeded by page and Edition. `exclude` holds stories that the page shows elsewhere (Related, Ranking) or that must
 * not be shown. Short where the pool is; never the page's own story, nor its near-duplicates, nor a story from the future.
 */
export function recommend(
  page: RecommendationPage,
  edition: RecommendationEdition,
  exclude: ReadonlySet<string>,
  dials: RecommendationDials = defaultDials,
): RecommendedSlot[] {
  const open = edition.pool.filter(
    ({ storyId, clusterHead, firstPublishedAt }) =>
      storyId !== page.storyId &&
      clusterHead !== page.clusterHead &&
      !exclude.has(storyId) &&
      firstPublishedAt <= edition.builtAt,
  );
  const followed = new Map(edition.followed[page.storyId] ?? []);
  const scored = open
    .map((story) => {
      const evidence = evidenceOf(page, story, followed.get(story.storyId) ?? 0);
      return { story, score: story.appeal + contextAppeal(evidence), evidence };
    })
    .sort((a, b) => b.score - a.score || (a.story.storyId < b.story.storyId ? -1 : 1));
  const best = diversified(scored, dials.length, dials.diversity);
  const evidence = new Map(scored.map((each) => [each.story.storyId, each.evidence]));
  const planned = best.map(({ story }) => ({
    story,
    reason: reasonOf(story, evidence.get(story.storyId)!, edition.builtAt),
  }));
  const random = seededRandom(hash32(`${page.storyId} ${edition.number}`));
  return withExploration(planned, open, dials.exploration, random);
}

interface PlannedSlot {
  readonly story: Candidate;
  readonly reason: RecommendationReason;
}

/** Gives each place, by chance, to a story that is shown too little to be judged; `open` may hold the planned ones. */
function withExploration(
  planned: readonly PlannedSlot[],
  open: readonly Candidate[],
  share: number,
  random: Random,
): RecommendedSlot[] {
  const clusters = new Set(planned.map(({ story }) => story.clusterHead));
  const left = () =>
    open.filter(({ clusterHead, explorationChance }) => explorationChance > 0 && !clusters.has(clusterHead));
  let underShown = left();
  return planned.map(({ story: { storyId }, reason }, index) => {
    const position = index + 1;
    if (underShown.length === 0) return { storyId, position, reason, propensity: 1 };
    const pick = random() < share ? drawOne(underShown, random) : undefined;
    if (!pick) return { storyId, position, reason, propensity: 1 - share };
    clusters.add(pick.story.clusterHead);
    underShown = left();
    const propensity = share * pick.probability;
    return { storyId: pick.story.storyId, position, reason: { kind: 'exploration' }, propensity };
  });
}

/** Below these, a connexion to the page is not what carried the score. */
const leastFollowed = 1;
const leastSimilarity = 0.15;
const newHours = 6;

function reasonOf(story: Candidate, evidence: PageEvidence, now: Instant): RecommendationReason {
  if (evidence.followed >= leastFollowed) return { kind: 'followed' };
  if (evidence.similarity >= leastSimilarity) return { kind: 'similar' };
  if (story.sources.includes('rising')) return { kind: 'rising' };
  const ageHours = (now - story.firstPublishedAt) / hourMs;
  if (ageHours < newHours) return { kind: 'new', ageHours };
  return story.sources.includes('read') ? { kind: 'read' } : { kind: 'new', ageHours };
}
