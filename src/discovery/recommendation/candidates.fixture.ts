import type { Candidate } from './candidate.js';
import type { PageStory } from './profile.js';
import { storyVector, topicBucket } from './story-vector.js';

export const now = 1_700_000_000_000;

/** A candidate with its own words, an hour old, often enough shown. */
export const candidate = (storyId: string, more: Partial<Candidate> = {}): Candidate => ({
  storyId,
  clusterHead: storyId,
  sectionPath: '',
  language: 'en',
  firstPublishedAt: now - 3_600_000,
  appeal: 0,
  sources: ['read'],
  vector: storyVector(new Map([[storyId, 1]]), [], more.sectionPath ?? ''),
  explorationChance: 0,
  ...more,
});

/** A page about one topic, as the browser's script reads it. */
export const pageAbout = (topic: string, path: string): PageStory => ({
  path,
  vector: storyVector(new Map([[`${topic} word`, 1]]), [topic], ''),
  labels: [[topicBucket(topic), topic]],
});
