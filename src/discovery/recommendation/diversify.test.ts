import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate } from './candidates.fixture.js';
import { diversified, likeness, type Scoring } from './diversify.js';
import { storyVector } from './story-vector.js';

interface Story extends ReturnType<typeof candidate> {
  readonly score: number;
  /** How far above its score it is thought to be beforehand. */
  readonly slack: number;
  readonly isOpen: boolean;
}

/** The same, slow and obvious: every score and every likeness anew for each place. */
function plainly(
  stories: readonly Story[],
  { length, diversity }: { length: number; diversity: number },
  isOpen: (story: Story) => boolean,
  before: readonly Story[],
): Story[] {
  const taken = [...before];
  let left = stories.filter(isOpen);
  while (taken.length < length) {
    left = left.filter(({ clusterHead }) => taken.every((other) => other.clusterHead !== clusterHead));
    const worth = (story: Story) =>
      story.score - diversity * taken.reduce((most, other) => Math.max(most, likeness(story, other)), 0);
    const [best] = [...left].sort(
      (a, b) => worth(b) - worth(a) || b.score - a.score || (a.storyId < b.storyId ? -1 : 1),
    );
    if (best === undefined) return taken;
    taken.push(best);
  }
  return taken;
}

const words = ['ferry', 'bridge', 'chess', 'council'];
const stories = fc
  .array(
    fc.record({
      // Few values, so that many are equal.
      score: fc.integer({ min: 0, max: 6 }).map((half) => half / 2),
      slack: fc.integer({ min: 0, max: 4 }),
      section: fc.constantFrom('', 'city', 'sport'),
      head: fc.integer({ min: 0, max: 20 }),
      words: fc.subarray(words, { minLength: 1 }),
      isOpen: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((made) =>
    made.map(({ score, section, head, words: own, slack, isOpen }, index) => ({
      ...candidate(`story ${String(index).padStart(2, '0')}`, {
        sectionPath: section,
        clusterHead: `head ${head}`,
        vector: storyVector(new Map(own.map((word) => [word, 1])), [], section),
      }),
      score,
      slack,
      isOpen,
    })),
  );

describe('diversified', () => {
  it('is what the definition says, whatever is known of scores beforehand', () => {
    fc.assert(
      fc.property(
        stories,
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 2 }),
        (made, diversity, kept) => {
          const scoring: Scoring<Story> = {
            atMost: ({ score, slack }) => score + slack + 1e-9,
            score: ({ score }) => score,
            goesBefore: (story, other) => story.storyId < other.storyId,
          };
          const before = plainly(made.slice(0, kept), { length: kept, diversity }, () => true, []);
          const rest = made.slice(kept).sort((a, b) => scoring.atMost(b) - scoring.atMost(a));
          const dials = { length: 7, diversity };
          const isOpen = (story: Story) => story.isOpen;
          expect(diversified(rest, scoring, dials, { isOpen, before }).map(({ storyId }) => storyId)).toEqual(
            plainly(rest, dials, isOpen, before).map(({ storyId }) => storyId),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('asks for no score that cannot matter', () => {
    const asked: string[] = [];
    const pool = Array.from({ length: 100 }, (_, index) => candidate(`story ${index}`, { appeal: -index }));
    const picks = diversified(
      pool,
      {
        atMost: ({ appeal }) => appeal + 2,
        score: ({ appeal, storyId }) => {
          asked.push(storyId);
          return appeal;
        },
        goesBefore: () => false,
      },
      { length: 7, diversity: 1 },
    );
    expect(picks).toEqual(pool.slice(0, 7));
    expect(asked.length).toBeLessThan(12);
  });
});
