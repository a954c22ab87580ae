import { dayMs, type Instant } from '../../base/clock.js';
import type { AnalysedStory } from '../text/analyse.js';
import type { Candidate } from './candidate.js';
import { listWeights } from './related-weights.js';

/** Why a story is listed, as data; the words are the site's, in its language. */
export type Reason =
  | { readonly kind: 'same-event' }
  /** A person, place, organisation or subject that both stories name, as the story's own text writes it. */
  | { readonly kind: 'also-about'; readonly name: string }
  /** An older story, with its first publication. */
  | { readonly kind: 'background'; readonly instant: Instant }
  | { readonly kind: 'same-topic'; readonly topic: string }
  /** Readers went on from this story to that one. */
  | { readonly kind: 'followed' };

export const reasonKinds = [
  'same-event',
  'also-about',
  'background',
  'same-topic',
  'followed',
] as const satisfies readonly Reason['kind'][];

/**
 * The reason to list a candidate, from the evidence that carried its score; undefined where it carries none, as with a
 * look-alike: an event of the same kind with other names. `bestScore` is the highest score among the candidates.
 */
export function reasonFor(story: AnalysedStory, candidate: Candidate, bestScore: number): Reason | undefined {
  const { score, evidence } = candidate;
  const name = evidence.sharedNames.find(({ rarity }) => rarity >= listWeights.nameRarity)?.form;
  const daysOlder = daysBetween(candidate.publishedAt, story.publishedAt);
  const isOneEvent =
    score >= (name === undefined ? listWeights.namelessEventAbove : listWeights.sameEventAbove);
  if (evidence.followed > 0 && !isOneEvent && name === undefined) return { kind: 'followed' };
  if (daysOlder !== undefined && daysOlder > listWeights.eventDays && (isOneEvent || name !== undefined)) {
    return { kind: 'background', instant: candidate.publishedAt! };
  }
  if (isOneEvent && Math.abs(daysOlder ?? 0) <= listWeights.eventDays) return { kind: 'same-event' };
  if (name !== undefined) return { kind: 'also-about', name };
  const [topic] = evidence.sharedTopics;
  if (topic !== undefined) return { kind: 'same-topic', topic };
  const [word] = evidence.sharedWords;
  const stands =
    score >= listWeights.lookAlikeShare * bestScore || story.names.length === 0 || evidence.sameSection;
  return word !== undefined && stands ? { kind: 'also-about', name: word } : undefined;
}

/** How many days the first instant lies before the second; undefined if one is unknown. */
function daysBetween(earlier: Instant | undefined, later: Instant | undefined): number | undefined {
  return earlier === undefined || later === undefined ? undefined : (later - earlier) / dayMs;
}
