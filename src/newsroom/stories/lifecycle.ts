import type { Instant } from '../../base/clock.js';
import { accepted, type Result, refused } from '../../base/result.js';
import type { Story, StoryStatus } from './story.js';

/** What can be done to a story, beyond editing it. */
export type StoryAct =
  | { readonly kind: 'submit' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'return' }
  | { readonly kind: 'schedule'; readonly at: Instant; readonly local: string; readonly zone: string }
  | { readonly kind: 'unschedule' }
  | { readonly kind: 'publish' }
  | { readonly kind: 'withdraw'; readonly notice: string }
  | { readonly kind: 'spike' }
  | { readonly kind: 'revive' };

export type LifecycleRefusal =
  | { readonly kind: 'not-from-here'; readonly from: StoryStatus; readonly act: StoryAct['kind'] }
  | { readonly kind: 'embargoed'; readonly until: Instant }
  | { readonly kind: 'no-headline' }
  | { readonly kind: 'no-body' }
  | { readonly kind: 'no-alt-text' }
  | { readonly kind: 'schedule-is-past'; readonly at: Instant }
  | { readonly kind: 'no-notice' };

/** From where each act may be done. A withdrawn story may be published again: its address and first date stay. */
const allowedFrom: Readonly<Record<StoryAct['kind'], readonly StoryStatus[]>> = {
  submit: ['draft'],
  approve: ['review'],
  return: ['review', 'approved'],
  schedule: ['draft', 'review', 'approved', 'scheduled'],
  unschedule: ['scheduled'],
  publish: ['draft', 'review', 'approved', 'scheduled', 'withdrawn'],
  withdraw: ['published'],
  spike: ['draft', 'review', 'approved', 'scheduled'],
  revive: ['spiked'],
};

/** The part of a story that an act changes. `undefined` clears an instant. */
export type LifecyclePatch = Pick<Story, 'status'> & {
  readonly [Key in 'scheduledFor' | 'scheduledLocal' | 'scheduledZone' | 'firstPublishedAt' | 'withdrawnAt']?:
    | Story[Key]
    | undefined;
} & { readonly withdrawalNotice?: string };

const unscheduled = { scheduledFor: undefined, scheduledLocal: undefined, scheduledZone: undefined } as const;

/**
 * The story's lifecycle as a pure function: what the act makes of the story at `now`, or the named reason why not.
 * firstPublishedAt is set once and never moves; an embargo is the source's and nobody here can lift it early.
 */
export function applyAct(
  story: Story,
  act: StoryAct,
  now: Instant,
): Result<LifecyclePatch, LifecycleRefusal> {
  if (!allowedFrom[act.kind].includes(story.status)) {
    return refused({ kind: 'not-from-here', from: story.status, act: act.kind });
  }
  switch (act.kind) {
    case 'submit':
      return accepted({ status: 'review' });
    case 'approve':
      return accepted({ status: 'approved' });
    case 'return':
    case 'revive':
      return accepted({ status: 'draft' });
    case 'unschedule':
      return accepted({ status: 'draft', ...unscheduled });
    case 'spike':
      return accepted({ status: 'spiked', ...unscheduled });
    case 'schedule':
      return schedule(story, act, now);
    case 'publish':
      return publish(story, now);
    case 'withdraw':
      if (act.notice.trim() === '') return refused({ kind: 'no-notice' });
      return accepted({ status: 'withdrawn', withdrawnAt: now, withdrawalNotice: act.notice.trim() });
  }
}

function schedule(
  story: Story,
  act: Extract<StoryAct, { kind: 'schedule' }>,
  now: Instant,
): Result<LifecyclePatch, LifecycleRefusal> {
  const incomplete = incompleteness(story);
  if (incomplete) return refused(incomplete);
  if (act.at <= now) return refused({ kind: 'schedule-is-past', at: act.at });
  if (story.embargoedUntil !== undefined && act.at < story.embargoedUntil) {
    return refused({ kind: 'embargoed', until: story.embargoedUntil });
  }
  return accepted({
    status: 'scheduled',
    scheduledFor: act.at,
    scheduledLocal: act.local,
    scheduledZone: act.zone,
  });
}

function publish(story: Story, now: Instant): Result<LifecyclePatch, LifecycleRefusal> {
  const incomplete = incompleteness(story);
  if (incomplete) return refused(incomplete);
  if (story.embargoedUntil !== undefined && now < story.embargoedUntil) {
    return refused({ kind: 'embargoed', until: story.embargoedUntil });
  }
  return accepted({
    status: 'published',
    ...unscheduled,
    firstPublishedAt: story.firstPublishedAt ?? now,
    withdrawnAt: undefined,
    withdrawalNotice: '',
  });
}

function incompleteness(story: Story): LifecycleRefusal | undefined {
  if (story.headline.trim() === '') return { kind: 'no-headline' };
  if (story.body.trim() === '' && story.standfirst.trim() === '') return { kind: 'no-body' };
  if (story.leadPicture !== null && story.leadPicture.altText.trim() === '') return { kind: 'no-alt-text' };
  return undefined;
}

/** The refusal in words for the person at the desk. */
export function wordRefusal(refusal: LifecycleRefusal): string {
  switch (refusal.kind) {
    case 'not-from-here':
      return `A story that is "${refusal.from}" cannot be given the act "${refusal.act}".`;
    case 'embargoed':
      return `The source forbids publication before ${new Date(refusal.until).toISOString()}. Schedule it for then.`;
    case 'no-headline':
      return 'Write a headline first.';
    case 'no-body':
      return 'Write a text or at least a standfirst first.';
    case 'no-alt-text':
      return 'Describe the lead picture (alt text) first.';
    case 'schedule-is-past':
      return `${new Date(refusal.at).toISOString()} is past. Choose a later time, or publish now.`;
    case 'no-notice':
      return 'Write the notice that readers will find in its place.';
  }
}
