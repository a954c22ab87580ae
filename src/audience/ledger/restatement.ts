import { z } from 'zod';
import { type Instant, secondMs } from '../../base/clock.js';
import { countingRules, rulesVersion } from '../rules.js';

/** Rules that kept evidence can be counted again by; what is left out stays as it is in force. */
export const restatementRulesSchema = z.strictObject({
  version: z
    .number()
    .int()
    .min(rulesVersion + 1),
  repeatWindowSeconds: z.number().min(0).max(3600).default(countingRules.repeatWindowSeconds.value),
  /** Classes of network and families of browsers that no longer count. */
  excludedNetworks: z.array(z.enum(['public', 'private', 'data-centre'])).default([]),
  excludedBrowsers: z.array(z.string()).default([]),
});
export type RestatementRules = z.infer<typeof restatementRulesSchema>;

/** A view as the evidence tells of it, to the second. */
export interface ViewEvidence {
  readonly readerKey: string;
  readonly occurredAt: Instant;
  readonly class: string;
  readonly browser: string;
  readonly network: string;
}

export interface RestatedCount {
  readonly storyId: string;
  readonly viewsBefore: number;
  readonly viewsAfter: number;
}

/** A count by other rules, kept beside the first one and never over it. */
export interface Restatement {
  readonly id: string;
  readonly madeAt: Instant;
  readonly rulesVersion: number;
  readonly reason: string;
  /** The hours that were counted again: from the first that has evidence until the restatement. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface RestatementStore {
  /** Evidence of views, one story at a time, in the order of its arrival. */
  viewsByStory(
    since: Instant,
  ): AsyncIterable<{ readonly storyId: string; readonly views: readonly ViewEvidence[] }>;
  /** Keeps a restatement with its counts in one transaction. */
  keep(restatement: Restatement, counts: readonly RestatedCount[]): Promise<void>;
}

/**
 * Views of one story by other rules. Only what counted or repeated can change: what was dropped for another reason
 * stays dropped, since the evidence no longer holds what that was judged by.
 */
export function restatedViews(views: readonly ViewEvidence[], rules: RestatementRules): number {
  const lastSeen = new Map<string, Instant>();
  let counted = 0;
  for (const { readerKey, occurredAt, class: eventClass, browser, network } of views) {
    if (eventClass !== 'valid' && eventClass !== 'repeat') continue;
    if (rules.excludedBrowsers.includes(browser) || rules.excludedNetworks.some((name) => name === network))
      continue;
    const last = lastSeen.get(readerKey);
    lastSeen.set(readerKey, Math.max(last ?? 0, occurredAt));
    if (last === undefined || occurredAt - last >= rules.repeatWindowSeconds * secondMs) counted += 1;
  }
  return counted;
}

/** Counts all kept evidence by other rules and keeps the result; stories whose number does not change are left out. */
export async function restate(
  store: RestatementStore,
  rules: RestatementRules,
  restatement: Restatement,
): Promise<readonly RestatedCount[]> {
  const counts: RestatedCount[] = [];
  for await (const { storyId, views } of store.viewsByStory(restatement.startsAt)) {
    const viewsBefore = views.filter((view) => view.class === 'valid').length;
    const viewsAfter = restatedViews(views, rules);
    if (viewsBefore !== viewsAfter) counts.push({ storyId, viewsBefore, viewsAfter });
  }
  await store.keep(restatement, counts);
  return counts;
}
