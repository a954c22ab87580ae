import { seededRandom } from '../base/seeded-random.js';
import type { EventStory, SubjectStory } from '../discovery/evaluation/related-data.js';
import { fitParts, type MarkedSet } from '../discovery/evaluation/related-fit.js';
import { subjectGain } from '../discovery/evaluation/related-measures.js';
import { indexSet } from '../discovery/evaluation/related-ranker.js';
import { eventSets, subjectSets } from './eval/story-sets.js';

/**
 * Prints what the public data would have company and neighbours weigh beside the text in Related
 * (`scoringWeights` of discovery/related/related-weights.ts, within which the neighbours' scores are made):
 *
 *     npx tsx src/cli/fit-related.ts
 */
const root = process.env.BROADSHEET_DATA ?? '../shared/data';
/** The first 600 of this order are what `eval related` judges on; the next 900 are learned from. */
const seed = 11;
const judged = 600;
const learned = 900;

function eventQueries(stories: readonly EventStory[]): MarkedSet['queries'] {
  const { index, analysed } = indexSet(stories.map(({ text }) => text));
  return analysed.map((story, query) =>
    index.parts(story).map(({ id, ...parts }) => ({
      ...parts,
      gain: Number(stories[Number(id)]!.event === stories[query]!.event),
    })),
  );
}

function subjectQueries(all: readonly SubjectStory[]): MarkedSet['queries'] {
  const stories = all.filter(({ body, subjects }) => body !== '' && subjects.length > 0);
  const { index, analysed } = indexSet(stories.map(({ text }) => text));
  const gain = subjectGain(stories);
  const random = seededRandom(seed);
  const order = stories.map((story, place) => ({ story, place, draw: random() }));
  order.sort((a, b) => a.draw - b.draw);
  return order.slice(judged, judged + learned).map(({ story, place }) =>
    index
      .parts(analysed[place]!)
      .filter(({ id }) => stories[Number(id)]!.body !== story.body)
      .map(({ id, ...parts }) => ({ ...parts, gain: gain(story, stories[Number(id)]!) })),
  );
}

const events = eventSets(root).flatMap(({ load }) => eventQueries(load()));
const subjects = subjectSets(root).flatMap(({ load }) => subjectQueries(load()));

/** How often events count what subjects do: to tell events apart is the harder half, and Related's first. */
for (const [eventShare, subjectShare] of [
  [1, 0],
  [10, 1],
  [3, 1],
  [1, 1],
  [0, 1],
] as const) {
  const { company, neighbours } = fitParts([
    { share: eventShare, queries: events },
    { share: subjectShare, queries: subjects },
  ]);
  console.log(
    `events ${eventShare} : subjects ${subjectShare}`.padEnd(26),
    `company ${company.toFixed(2)}  neighbours ${neighbours.toFixed(2)}`,
  );
}
