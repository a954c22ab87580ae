import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBatchSchema } from './event-schema.js';

const id = 'abcdefghijklmnop';
const view = { id, kind: 'view', ageMs: 0 };
const leave = { id, kind: 'leave', ageMs: 20, dwellSeconds: 61.4, scrollPercent: 80 };
const click = { id, kind: 'click', ageMs: 5, list: 'related', position: 3, edition: 12 };
const batch = (...events: readonly unknown[]) => ({ v: 1, token: '1.k.s.a.b.c', events });
const isAccepted = (value: unknown) => eventBatchSchema.safeParse(value).success;

describe('event schema', () => {
  it.each<[string, unknown]>([
    ['a view', batch(view)],
    ['a leave', batch(leave)],
    [
      'list events',
      batch({ id, kind: 'impression', ageMs: 9, list: 'ranking', position: 0, edition: 12 }, click),
    ],
    ['a personal list, without position', batch({ id, kind: 'click', ageMs: 0, list: 'personal' })],
    ['a slate', { ...batch(click), slate: '12;related=story-2;mac' }],
    ['signs', { ...batch(view), signs: ['webdriver'] }],
    ['fifty events', batch(...Array(50).fill(view))],
  ])('accepts %s', (_what, value) => expect(isAccepted(value)).toBe(true));

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', []],
    ['another version', { ...batch(view), v: 2 }],
    ['no events', batch()],
    ['fifty-one events', batch(...Array(51).fill(view))],
    ['a short id', batch({ ...view, id: 'abc' })],
    ['an id with spaces', batch({ ...view, id: 'abcdefgh ijklmnop' })],
    ['a future event', batch({ ...view, ageMs: -1 })],
    ['a fraction of a millisecond', batch({ ...view, ageMs: 0.5 })],
    ['an unknown kind', batch({ ...view, kind: 'scroll' })],
    ['an unknown field', batch({ ...view, userId: 'u1' })],
    ['an address field', { ...batch(view), referrer: 'https://example.com' }],
    ['a leave without dwell', batch({ id, kind: 'leave', ageMs: 0 })],
    ['more than all of the page', batch({ ...leave, scrollPercent: 101 })],
    ['an unknown list', batch({ ...click, list: 'sidebar' })],
    [
      'a personal list with a position',
      batch({ id, kind: 'click', ageMs: 0, list: 'personal', position: 1 }),
    ],
    ['a story that was followed', batch({ ...click, to: 's2' })],
    ['a slate without end', { ...batch(click), slate: 'x'.repeat(5000) }],
    ['an unknown sign', { ...batch(view), signs: ['tall'] }],
  ])('refuses %s', (_what, value) => expect(isAccepted(value)).toBe(false));

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 5 }), (value) => {
        expect(isAccepted(value)).toBe(false);
      }),
    );
  });
});
