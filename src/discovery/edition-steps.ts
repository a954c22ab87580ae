import { oftenFollowed, type PoolInputs } from './recommendation/build-pool.js';
import type { Candidate } from './recommendation/candidate.js';

type Steps = readonly (readonly [storyId: string, clicks: number])[];

/** What readers of a page went on to from its lists, with decayed clicks. */
export type StepsByPage = Readonly<Record<string, Steps>>;

/** A page shows at most one list, and a few steps a page are all that a list of seven can use. */
const stepsAPage = 5;
/** So many to stories that no page but this may recommend; what its Related list shows is mostly among them. */
const furtherStepsAPage = 8;
/** What is followed from the long tail of pages says little, and an Edition is loaded by every process. */
const pagesWithSteps = 2000;

/** Steps to candidates, of the pages that led to them most; and after them to what a page often led to though the pool left it out. */
export function stepsFrom(
  pool: readonly Candidate[],
  { slates, facts, now }: Pick<PoolInputs, 'slates' | 'facts' | 'now'>,
): [string, Steps][] {
  const candidates = new Set(pool.map(({ storyId }) => storyId));
  const mayFollow = ({ storyId, strength }: Step) =>
    strength >= oftenFollowed && !candidates.has(storyId) && facts.has(storyId);
  const pages = [...(slates?.followedByPage(now, Number.POSITIVE_INFINITY) ?? [])].flatMap(
    ([pageId, list]) => {
      const open = list.filter(({ storyId }) => candidates.has(storyId)).slice(0, stepsAPage);
      const further = list.filter(mayFollow).slice(0, furtherStepsAPage);
      if (open.length + further.length === 0) return [];
      return [{ pageId, most: open[0]?.strength ?? 0, steps: [...open, ...further] }];
    },
  );
  return pages
    .sort((a, b) => b.most - a.most)
    .slice(0, pagesWithSteps)
    .map(({ pageId, steps }) => [
      pageId,
      steps.map(({ storyId, strength }) => [storyId, Math.round(strength * 100) / 100] as const),
    ]);
}

interface Step {
  readonly storyId: string;
  readonly strength: number;
}
