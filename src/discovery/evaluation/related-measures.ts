import { averagePrecision, mean, ndcgAt, precisionAt } from './metrics.js';
import type { SetRanker } from './plain-rankers.js';
import type { EventStory, LabelledStory, SubjectStory } from './related-data.js';

export interface EventScores {
  readonly map: number;
  readonly precisionAt1: number;
  readonly precisionAt5: number;
  /** Stories of the other event of the same topic among the first five, on average. */
  readonly lookAlikesAt5: number;
  readonly queries: number;
}

/** How well a ranker finds the stories of one event; events with a single story ask nothing. */
export function scoreEvents(stories: readonly EventStory[], rank: SetRanker): EventScores {
  const sizes = new Map<string, number>();
  for (const { event } of stories) sizes.set(event, (sizes.get(event) ?? 0) + 1);
  const rows = stories.flatMap(({ event, topic }, query) => {
    const others = sizes.get(event)! - 1;
    if (others === 0) return [];
    const ranked = rank(query, stories.length);
    const relevant = ranked.map((story) => stories[story]!.event === event);
    const lookAlikes = ranked.slice(0, 5).filter((story) => isLookAlike(stories[story]!, { event, topic }));
    return [
      {
        ap: averagePrecision(relevant, others),
        p1: precisionAt(relevant, 1),
        p5: precisionAt(relevant, 5),
        lookAlikes: lookAlikes.length,
      },
    ];
  });
  return {
    map: mean(rows.map(({ ap }) => ap)),
    precisionAt1: mean(rows.map(({ p1 }) => p1)),
    precisionAt5: mean(rows.map(({ p5 }) => p5)),
    lookAlikesAt5: mean(rows.map(({ lookAlikes }) => lookAlikes)),
    queries: rows.length,
  };
}

/** Another event of the same kind. */
export const isLookAlike = (
  story: Pick<EventStory, 'event' | 'topic'>,
  other: Pick<EventStory, 'event' | 'topic'>,
): boolean => story.topic === other.topic && story.event !== other.event;

/** What two stories gain each other: the sum over shared subjects of ln(N / stories with it). */
export function subjectGain(stories: readonly SubjectStory[]): (a: SubjectStory, b: SubjectStory) => number {
  const storiesWith = new Map<string, number>();
  for (const { subjects } of stories) {
    for (const subject of subjects) storiesWith.set(subject, (storiesWith.get(subject) ?? 0) + 1);
  }
  return (a, b) =>
    a.subjects
      .filter((subject) => b.subjects.includes(subject))
      .reduce((sum, subject) => sum + Math.log(stories.length / storiesWith.get(subject)!), 0);
}

/** nDCG@10 of each query by the gain of shared subjects; stories with the same body as the query are left out. */
export function scoreSubjects(
  stories: readonly SubjectStory[],
  queries: readonly number[],
  rank: SetRanker,
): number[] {
  const gain = subjectGain(stories);
  return queries.flatMap((query) => {
    const asking = stories[query]!;
    const mayBeListed = (story: number) => story !== query && stories[story]!.body !== asking.body;
    const pool = [...stories.keys()].filter(mayBeListed).map((story) => gain(asking, stories[story]!));
    if (!pool.some((value) => value > 0)) return [];
    const shown = rank(query, 50).filter(mayBeListed).slice(0, 10);
    return [
      ndcgAt(
        shown.map((story) => gain(asking, stories[story]!)),
        10,
        pool,
      ),
    ];
  });
}

/** Share of the first five that carry the same label as the query, over all queries. */
export function scoreLabels(stories: readonly LabelledStory[], rank: SetRanker): number {
  return mean(
    stories.map(({ label }, query) =>
      precisionAt(
        rank(query, 5).map((story) => stories[story]!.label === label),
        5,
      ),
    ),
  );
}
