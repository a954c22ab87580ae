import { describe, expect, it } from 'vitest';
import { idSource } from '../../base/ids.js';
import { applyAct, type LifecycleRefusal, type StoryAct, wordRefusal } from './lifecycle.js';
import { type Story, storyStatuses } from './story.js';
import { newStory } from './story-desk.js';

const now = Date.UTC(2026, 2, 12, 10);
const tools = { clock: () => now, ids: idSource(() => now) };
const story = (more: Partial<Story> = {}): Story => ({
  ...newStory({ headline: 'Ferry runs', body: '<p>It runs.</p>' }, tools),
  ...more,
});

const acts: readonly StoryAct[] = [
  { kind: 'submit' },
  { kind: 'approve' },
  { kind: 'return' },
  { kind: 'schedule', at: now + 1, local: '2026-03-12T11:00', zone: 'Europe/Berlin' },
  { kind: 'unschedule' },
  { kind: 'publish' },
  { kind: 'withdraw', notice: 'Wrong' },
  { kind: 'spike' },
  { kind: 'revive' },
];

describe('applyAct', () => {
  it.each([
    ['draft', ['submit', 'schedule', 'publish', 'spike']],
    ['review', ['approve', 'return', 'schedule', 'publish', 'spike']],
    ['approved', ['return', 'schedule', 'publish', 'spike']],
    ['scheduled', ['schedule', 'unschedule', 'publish', 'spike']],
    ['published', ['withdraw']],
    ['withdrawn', ['publish']],
    ['spiked', ['revive']],
  ] as const)('lets a story that is %s do just %j', (status, allowed) => {
    const done = acts.filter((act) => applyAct(story({ status }), act, now).ok).map(({ kind }) => kind);
    expect(done).toEqual(allowed);
  });

  it('has a row for every status', () => {
    expect(storyStatuses).toHaveLength(7);
  });

  it('never moves the first publication, not even when a withdrawn story returns', () => {
    const returned = applyAct(
      story({ status: 'withdrawn', firstPublishedAt: 5, withdrawnAt: 9, withdrawalNotice: 'Wrong' }),
      { kind: 'publish' },
      now,
    );
    expect(returned).toMatchObject({
      ok: true,
      value: { status: 'published', firstPublishedAt: 5, withdrawnAt: undefined, withdrawalNotice: '' },
    });
  });

  it.each<[string, Partial<Story>, StoryAct, LifecycleRefusal['kind']]>([
    ['before an embargo ends', { embargoedUntil: now + 1 }, { kind: 'publish' }, 'embargoed'],
    ['scheduled before an embargo ends', { embargoedUntil: now + 100 }, acts[3]!, 'embargoed'],
    ['without a headline', { headline: ' ' }, { kind: 'publish' }, 'no-headline'],
    ['without text', { body: '' }, { kind: 'publish' }, 'no-body'],
    [
      'with a picture that nobody described',
      { leadPicture: { mediaId: 'm' as never, caption: '', credit: '', altText: '' } },
      { kind: 'publish' },
      'no-alt-text',
    ],
    ['scheduled for the past', {}, { kind: 'schedule', at: now, local: '', zone: 'UTC' }, 'schedule-is-past'],
    ['withdrawn without a word', { status: 'published' }, { kind: 'withdraw', notice: ' ' }, 'no-notice'],
  ])('refuses a story %s, and says what to do', (_, more, act, kind) => {
    const outcome = applyAct(story(more), act, now);
    expect(outcome).toMatchObject({ ok: false, refusal: { kind } });
    if (!outcome.ok) expect(wordRefusal(outcome.refusal)).toMatch(/\w{3,}/);
  });
});
