import { seededRandom } from '../src/base/seeded-random.js';
import type { AnalysedStory } from '../src/discovery/text/analyse.js';
import { analysisVersion } from '../src/discovery/text/weights.js';

const shape = {
  /** Terms drawn for a story before repeats fall together; some 110 different ones remain, as in real news. */
  draws: 170,
  /** A pool of words that grows with the archive as real vocabularies do (Heaps: K · n^0.6). */
  vocabularyFactor: 220,
  vocabularyPower: 0.6,
  /** Words by Zipf's law with this exponent, stop words (the first 150 ranks) taken out beforehand. */
  zipf: 1.05,
  stopRanks: 150,
  /** Stories of one event share this part of their words, and an event has so many stories. */
  eventShare: 0.3,
  eventStories: 6,
  names: 5,
} as const;

/**
 * Made-up analysed stories in the proportions of news: words by Zipf's law, a vocabulary that grows with the archive,
 * events that several stories share. Generated one by one, so that a million need no memory but the index's.
 */
export function* syntheticStories(count: number, seed = 1): Generator<AnalysedStory> {
  const random = seededRandom(seed);
  let event: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const vocabulary = shape.vocabularyFactor * (number + 100) ** shape.vocabularyPower;
    const draw = () => `en:w${zipfRank(random(), vocabulary)}`;
    if (number % shape.eventStories === 0) event = Array.from({ length: shape.draws }, draw);
    const weights = new Map<string, number>();
    for (const word of event) {
      const term = random() < shape.eventShare ? word : draw();
      weights.set(term, (weights.get(term) ?? 0) + 1 + random());
    }
    const terms = [...weights].map(([term, weight]) => [term, Math.log(1 + weight)] as const);
    yield {
      analysisVersion,
      id: `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`,
      language: 'en',
      terms: terms.sort((a, b) => b[1] - a[1]).slice(0, 128),
      names: event.slice(0, shape.names).map((word) => ({ key: word, form: word, weight: 1 })),
      forms: {},
      section: `section-${number % 12}`,
      topics: [],
      publishedAt: 1_600_000_000_000 + number * 600_000,
    };
  }
}

/** A rank from the Zipf distribution by inverting its integral; ranks of stop words are left out. */
function zipfRank(uniform: number, vocabulary: number): number {
  const power = 1 - shape.zipf;
  const low = shape.stopRanks ** power;
  const high = (shape.stopRanks + vocabulary) ** power;
  return Math.floor((low + uniform * (high - low)) ** (1 / power)) - shape.stopRanks;
}
