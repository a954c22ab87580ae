import { dayMs, type Instant } from '../../base/clock.js';
import type { AnalysedStory } from '../text/analyse.js';
import type { Candidate } from './candidate.js';
import { withFollowed } from './followed.js';
import { listWeights } from './related-weights.js';

/** Why a story is listed, as data; the words are the site's, in its language. */
export type Reason =
  | { readonly kind: 'same-event' }
  /** A person, place, organisation or subject that both stories name, as the story's own text writes it. */
  | { readonly kind: 'also-about'; readonly name: string }
  /** An older story, with its first publication; a copy is as old as the first of its cluster. */
  | { readonly kind: 'background'; readonly instant: Instant }
  | { readonly kind: 'same-topic'; readonly topic: string }
  /** Readers went on from this story to that one. */
  | { readonly kind: 'followed' }
  /** An editor pinned it; not computed. */
  | { readonly kind: 'pinned' };

export const reasonKinds = [
  'same-event',
  'also-about',
  'background',
  'same-topic',
  'followed',
  'pinned',
] as const satisfies readonly Reason['kind'][];

/**
 * The reason to list a candidate, from the evidence that carried its score; undefined where it carries none, as with a
 * look-alike: an event of the same kind with other names. `bestScore` is the highest of the candidates' text scores.
 */
export function reasonFor(story: AnalysedStory, candidate: Candidate, bestScore: number): Reason | undefined {
  const { textScore, evidence } = candidate;
  const name = evidence.sharedNames.find(({ rarity }) => rarity >= listWeights.nameRarity)?.form;
  const isNamed = name !== undefined;
  const usual = Math.min(bestScore, listWeights.bestAtMost);
  const share = textScore / usual;
  const leastShare = isNamed ? listWeights.namedShare : listWeights.namelessShare;
  if (textScore < listWeights.floor || share < leastShare)
    return isCarriedByReaders(candidate, usual * leastShare) ? { kind: 'followed' } : undefined;
  const isOneEvent = tellsOfOneEvent(textScore, share, isNamed || evidence.sharedDays.length > 0);
  const daysOlder = daysBetween(candidate.publishedAt, story.publishedAt) ?? 0;
  if (daysOlder > listWeights.eventDays && (isOneEvent || isNamed)) {
    return { kind: 'background', instant: candidate.publishedAt! };
  }
  if (isOneEvent && Math.abs(daysOlder) <= listWeights.eventDays) return { kind: 'same-event' };
  return isNamed ? { kind: 'also-about', name } : sharedSubject(candidate);
}

/** Readers lift a story over both bars together with its text, or are enough for the floor of a list by themselves. */
function isCarriedByReaders({ score, evidence }: Candidate, leastScore: number): boolean {
  const { floor } = listWeights;
  const isLifted = score >= floor && score >= leastScore;
  return evidence.followed > 0 && (isLifted || withFollowed(0, evidence.followed) >= floor);
}

/** A name or a day in common tells one event from another of its kind; without either the words must do it alone. */
function tellsOfOneEvent(score: number, share: number, isTold: boolean): boolean {
  const { sameEventAbove, sameEventShare, namelessEventAbove, namelessEventShare } = listWeights;
  return isTold
    ? score >= sameEventAbove && share >= sameEventShare
    : score >= namelessEventAbove && share >= namelessEventShare;
}

/** A topic that the desk gave to both, else the word that carried the score most. */
function sharedSubject({ evidence }: Candidate): Reason | undefined {
  const [topic] = evidence.sharedTopics;
  if (topic !== undefined) return { kind: 'same-topic', topic };
  const [word] = evidence.sharedWords;
  return word === undefined ? undefined : { kind: 'also-about', name: word };
}

/** How many days the first instant lies before the second; undefined if one is unknown. */
function daysBetween(earlier: Instant | undefined, later: Instant | undefined): number | undefined {
  return earlier === undefined || later === undefined ? undefined : (later - earlier) / dayMs;
}
