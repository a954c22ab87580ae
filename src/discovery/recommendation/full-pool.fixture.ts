import { dayMs, hourMs } from '../../base/clock.js';
import { type Random, seededRandom } from '../evaluation/metrics.js';
import type { Candidate } from './candidate.js';
import { candidate, now } from './candidates.fixture.js';
import { encodePool } from './pool-file.js';
import { addRead, emptyProfile, type Profile } from './profile.js';
import { storyVector, topicBucket } from './story-vector.js';

/**
 * A pool as large as they come and a profile that is full, of made-up news: nine-word headlines, twelve sections, topics and
 * words that stories share as stories of a town do.
 */
const stories = 200;
const reads = 200;
const sections =
  'city world business sport science culture weather health schools opinion travel courts'.split(' ');
const onsets = 'b br c ch d dr f g gr h j k l m n p pl r s sh st t tr v w'.split(' ');
const vowels = 'a e i o u ai ea ou'.split(' ');
const ends = 'n r l st nd ck rt ss ll ng mp t'.split(' ');

function vocabularyOf(random: Random, size: number): string[] {
  const any = (parts: readonly string[]) => parts[Math.floor(random() * parts.length)]!;
  const syllable = () => any(onsets) + any(vowels) + (random() < 0.6 ? any(ends) : '');
  return Array.from({ length: size }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, syllable).join(''),
  );
}

const random = seededRandom(11);
const vocabulary = vocabularyOf(random, 4000);
/** A few words are in many stories: by Zipf's law, roughly. */
const word = (): string => vocabulary[Math.floor(vocabulary.length ** random()) - 1]!;

interface MadeUpStory {
  readonly candidate: Candidate;
  readonly path: string;
  readonly headline: string;
  readonly topic: string;
}

function story(index: number): MadeUpStory {
  const words = Array.from({ length: 9 }, word);
  const headline = words.join(' ').replace(/^./, (first) => first.toUpperCase());
  const section = sections[index % sections.length]!;
  const topic = vocabulary[index % 60]!;
  const terms = new Map(
    [...words, ...Array.from({ length: 20 }, word)].map((term) => [term, 1 + random() * 9] as const),
  );
  return {
    candidate: candidate(`story ${index}`, {
      sectionPath: section,
      appeal: random() * 9 - 7,
      firstPublishedAt: now - Math.floor(random() * 90) * hourMs,
      vector: storyVector(terms, [topic, word(), word()], section),
    }),
    path: `/2026/01/${words.join('-')}`,
    headline,
    topic,
  };
}

const pool = Array.from({ length: stories }, (_, index) => story(index));
const byId = new Map(pool.map((made) => [made.candidate.storyId, made]));

export const fullPoolFile: string = encodePool(
  pool.map(({ candidate }) => candidate),
  now,
  ({ storyId, sectionPath }) => {
    const { path, headline } = byId.get(storyId)!;
    return { path, headline, sectionLabel: `The ${sectionPath}` };
  },
);

/** Other stories of the same town, read over two months; none of them is in the pool. */
export const fullProfile: Profile = Array.from({ length: reads }, (_, index) =>
  story(stories + index),
).reduce<Profile>(
  (profile, { path, topic, candidate: { vector } }, index) =>
    addRead(
      profile,
      { path, vector, labels: [[topicBucket(topic), topic]] },
      now - ((reads - index) * 60 * dayMs) / reads,
    ),
  emptyProfile,
);
