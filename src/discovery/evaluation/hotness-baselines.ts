import { hourMs, type Instant } from '../../base/clock.js';

/** What the published formulas know of a story: votes (here: views) and its time of publication. */
export interface HotStory {
  readonly votes: number;
  readonly publishedAt: Instant;
}

export type Hotness = (story: HotStory, now: Instant) => number;

const ageHours = (story: HotStory, now: Instant): number => Math.max(0, now - story.publishedAt) / hourMs;

/** (votes − 1) ÷ (age + 2) ^ 1.8, as Paul Graham published news.arc. */
export const hackerNews: Hotness = (story, now) => (story.votes - 1) / (ageHours(story, now) + 2) ** 1.8;

/** log10(votes) + seconds ÷ 45,000, the "hot" of Reddit's published source: ten times the votes weigh 12.5 hours. */
export const redditHot: Hotness = (story) =>
  Math.log10(Math.max(1, story.votes)) + story.publishedAt / 1000 / 45_000;

/** log10(3 + votes) ÷ (age + 2) ^ 1.8, as Lemmy's documentation gives it. */
export const lemmyActive: Hotness = (story, now) =>
  Math.log10(Math.max(1, 3 + story.votes)) / (ageHours(story, now) + 2) ** 1.8;

/** log10(votes + 1) + age in windows of 22 hours, the order term of Lobsters' hotness (tags and comments aside). */
export const lobsters: Hotness = (story) =>
  Math.log10(Math.max(1, story.votes + 1)) + story.publishedAt / hourMs / 22;

export const hotnessBaselines: Readonly<Record<string, Hotness>> = {
  'Hacker News': hackerNews,
  'Reddit hot': redditHot,
  Lemmy: lemmyActive,
  Lobsters: lobsters,
};
