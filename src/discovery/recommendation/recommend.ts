import { hourMs, type Instant } from '../../base/clock.js';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import type { Candidate } from './candidate.js';
import { contextAppeal, evidenceOf, type PageEvidence } from './context.js';
import { defaultDials, type RecommendationDials } from './dials.js';
import { diversified, type Scoring } from './diversify.js';
import { drawOne } from './explore.js';
import { hash32 } from './hashing.js';
import { parted } from './own-language.js';
import { candidatesOfPage, type PageCandidate } from './page-candidates.js';
import type { StoryVector } from './story-vector.js';

/** The page that the list will stand on. */
export interface RecommendationPage {
  readonly storyId: string;
  readonly clusterHead: string;
  readonly sectionPath: string;
  readonly language: string;
  readonly vector: StoryVector;
  /** Stories that the page leads to, whether the pool holds them or not. */
  readonly further?: readonly PageCandidate[];
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
  /** The chance that this story was to stand at this place, given the page, and the places before it; in (0, 1]. */
  readonly propensity: number;
}

/**
 * The contextual list of a page: the same for every reader until the next Edition, and the same on every process, because
 * chance is seeded by page and Edition. `exclude` holds stories that the page shows elsewhere (Related, Ranking) or that must
 * not be shown. Besides the pool, stories that only this page leads to come into question. All in the page's language; where it has too few, others come after them. Short where the pool is; never the
 * page's own story, nor its near-duplicates, nor a story from the future.
 */
export function recommend(
  page: RecommendationPage,
  edition: RecommendationEdition,
  exclude: ReadonlySet<string>,
  dials: RecommendationDials = defaultDials,
): RecommendedSlot[] {
  const candidates = [
    ...edition.pool,
    ...candidatesOfPage(page.further ?? [], edition.pool, edition.builtAt),
  ];
  const open = candidates.filter(
    ({ storyId, clusterHead, firstPublishedAt }) =>
      storyId !== page.storyId &&
      clusterHead !== page.clusterHead &&
      !exclude.has(storyId) &&
      firstPublishedAt <= edition.builtAt,
  );
  const followed = new Map(edition.followed[page.storyId] ?? []);
  let planned: readonly ScoredCandidate[] = [];
  for (const stories of parted(open, page.language)) {
    if (planned.length === dials.length) break;
    planned = diversified(scoredFor(page, stories, followed), byScore, dials, { before: planned });
  }
  const random = seededRandom(hash32(`${page.storyId} ${edition.number}`));
  return withExploration(planned, open, { ...dials, page, edition, random });
}

interface ScoredCandidate extends Candidate {
  readonly score: number;
  readonly evidence: PageEvidence;
}

const scoredFor = (
  page: RecommendationPage,
  stories: readonly Candidate[],
  followed: ReadonlyMap<string, number>,
): ScoredCandidate[] =>
  stories
    .map((story) => {
      const evidence = evidenceOf(page, story, followed.get(story.storyId) ?? 0);
      return { ...story, score: story.appeal + contextAppeal(evidence), evidence };
    })
    .sort((a, b) => b.score - a.score || (a.storyId < b.storyId ? -1 : 1));

/** Of stories in the order of their scores. */
const byScore: Scoring<ScoredCandidate> = {
  atMost: ({ score }) => score,
  score: ({ score }) => score,
  goesBefore: () => false,
};

interface Draws {
  readonly page: RecommendationPage;
  readonly edition: RecommendationEdition;
  /** The chance of each place to be drawn for. */
  readonly exploration: number;
  readonly random: Random;
}

/**
 * Gives each place, by chance, to a story that is shown too little to be judged; `open` may hold the planned ones. At a place
 * of the page's language one of it is drawn, at a place of another one of the others: the page's is used up there.
 */
function withExploration(
  planned: readonly ScoredCandidate[],
  open: readonly Candidate[],
  { page, edition, exploration: share, random }: Draws,
): RecommendedSlot[] {
  const clusters = new Set(planned.map(({ clusterHead }) => clusterHead));
  const ownPlaces = parted(planned, page.language)[0].length;
  const left = () =>
    parted(
      open.filter(
        ({ clusterHead, explorationChance }) => explorationChance > 0 && !clusters.has(clusterHead),
      ),
      page.language,
    );
  let underShown = left();
  return planned.map((story, index) => {
    const position = index + 1;
    const asPlanned = { storyId: story.storyId, position, reason: reasonOf(story, edition.builtAt) };
    const drawable = underShown[index < ownPlaces ? 0 : 1];
    if (drawable.length === 0) return { ...asPlanned, propensity: 1 };
    const pick = random() < share ? drawOne(drawable, random) : undefined;
    if (!pick) return { ...asPlanned, propensity: 1 - share };
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

function reasonOf({ evidence, ...story }: ScoredCandidate, now: Instant): RecommendationReason {
  if (evidence.followed >= leastFollowed) return { kind: 'followed' };
  if (evidence.similarity >= leastSimilarity || story.sources.includes('related-here'))
    return { kind: 'similar' };
  if (story.sources.includes('rising')) return { kind: 'rising' };
  const ageHours = (now - story.firstPublishedAt) / hourMs;
  if (ageHours < newHours) return { kind: 'new', ageHours };
  return story.sources.includes('read') ? { kind: 'read' } : { kind: 'new', ageHours };
}
