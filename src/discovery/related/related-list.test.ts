import { describe, expect, it } from 'vitest';
import { dayMs } from '../../base/clock.js';
import { analyse } from '../text/analyse.js';
import type { Candidate, Evidence } from './candidate.js';
import { withFollowed } from './followed.js';
import { reasonFor, reasonKinds } from './reason.js';
import { relatedList } from './related-list.js';
import { listWeights } from './related-weights.js';

const asking = analyse({
  id: 'asking',
  language: 'en',
  headline: 'Ferry sinks off Tarn Head',
  standfirst: '',
  paragraphs: ['In Tarn Head the ferry Ostara sank.'],
  section: '',
  topics: [],
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  sharedNames: [],
  sharedTopics: [],
  sharedDays: [],
  sharedWords: [],
  followed: 0,
  ...more,
});
/** By what its text alone scores. */
const candidate = (
  id: string,
  score: number,
  more: Partial<Evidence> = {},
  publishedAt?: number,
): Candidate => ({
  id,
  score: withFollowed(score, more.followed ?? 0),
  textScore: score,
  similarity: score,
  evidence: evidence(more),
  ...(publishedAt !== undefined && { publishedAt }),
});
const named = { sharedNames: [{ key: 'ostara', form: 'Ostara', rarity: 4 }] };
const common = { sharedNames: [{ key: 'us', form: 'US', rarity: 0.5 }] };
const now = 1000 * dayMs;

describe('a reason', () => {
  const dated = { ...asking, publishedAt: now };
  it.each([
    ['one event', candidate('c', 0.5, named, now - dayMs), { kind: 'same-event' }],
    ['one event by its day', candidate('c', 0.5, { sharedDays: ['05-03'] }), { kind: 'same-event' }],
    ['one event, dates unknown', candidate('c', 0.5, named), { kind: 'same-event' }],
    [
      'the event, long ago',
      candidate('c', 0.5, named, now - 90 * dayMs),
      { kind: 'background', instant: now - 90 * dayMs },
    ],
    ['a name', candidate('c', 0.4, named, now), { kind: 'also-about', name: 'Ostara' }],
    [
      'a newer story, days later',
      candidate('c', 0.5, named, now + 30 * dayMs),
      { kind: 'also-about', name: 'Ostara' },
    ],
    [
      'a topic',
      candidate('c', 0.45, { sharedTopics: ['ferries'] }),
      { kind: 'same-topic', topic: 'ferries' },
    ],
    ['a word', candidate('c', 0.45, { sharedWords: ['ferry'] }), { kind: 'also-about', name: 'ferry' }],
    [
      'a name that everyone has',
      candidate('c', 0.45, { ...common, sharedWords: ['ferry'] }),
      { kind: 'also-about', name: 'ferry' },
    ],
    ['readers enough for the floor alone', candidate('c', 0, { followed: 300 }), { kind: 'followed' }],
    [
      'readers who lift a text over floor and share',
      candidate('c', 0.3, { followed: 60, sharedWords: ['ferry'] }),
      { kind: 'followed' },
    ],
    [
      'readers who lift a name over the floor',
      candidate('c', 0.3, { followed: 60, ...named }),
      { kind: 'followed' },
    ],
    [
      'a word, whatever readers added',
      candidate('c', 0.48, { followed: 10, sharedWords: ['ferry'] }),
      { kind: 'also-about', name: 'ferry' },
    ],
    [
      'one event by what its text scores, not by its readers',
      candidate('c', 0.48, { followed: 20, ...named }, now),
      { kind: 'also-about', name: 'Ostara' },
    ],
    [
      'a look-alike that ten readers went on to',
      candidate('c', 0.34, { followed: 10, sharedWords: ['ferry'] }),
      undefined,
    ],
    [
      'no names and far from the best: a look-alike',
      candidate('c', 0.34, { sharedWords: ['ferry'] }),
      undefined,
    ],
    ['nothing at all', candidate('c', 0.45), undefined],
  ] as const)('%s', (_name, found, reason) => {
    expect(reasonFor(dated, found, 0.5)).toEqual(reason);
    if (reason !== undefined) expect(reasonKinds).toContain(reason.kind);
  });
});

describe('the list', () => {
  const apart = { similarity: () => 0 };
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

  it('is short rather than filled up', () => {
    const list = relatedList(
      asking,
      [candidate('a', 0.5, named), candidate('b', listWeights.floor - 0.01, named)],
      apart,
    );
    expect(ids(list)).toEqual(['a']);
    expect(relatedList(asking, [], apart)).toEqual([]);
  });

  it('holds one of each cluster, and no copy of the story itself', () => {
    const clusters: Record<string, string> = { b: 'a', d: 'asking' };
    const candidates = ['a', 'b', 'c', 'd'].map((id, at) => candidate(id, 0.5 - at / 100, named));
    const list = relatedList(asking, candidates, { ...apart, clusterOf: (id) => clusters[id] ?? id });
    expect(ids(list)).toEqual(['a', 'c']);
  });

  it('holds no more of another thread than three, but all of its own', () => {
    const thread = Array.from({ length: 8 }, (_, at) => candidate(`t${at}`, 0.38 - at / 1000, named));
    const alike = { similarity: () => 0.6 };
    expect(
      relatedList(asking, [candidate('best', 0.5, named), ...thread], {
        similarity: (a, b) => (a === 'best' || b === 'best' ? 0 : 0.6),
      }),
    ).toHaveLength(4);
    const own = Array.from({ length: 8 }, (_, at) => candidate(`o${at}`, 0.55 - at / 1000, named));
    expect(relatedList(asking, own, alike)).toHaveLength(8);
  });

  it('may be full of its own thread when that has gone on for weeks, in either direction', () => {
    const dated = { ...asking, publishedAt: now };
    const alike = { similarity: () => 0.6 };
    for (const direction of [-1, 1]) {
      const thread = (score: number) =>
        Array.from({ length: 8 }, (_, at) =>
          candidate(`t${at}`, score - at / 1000, named, now + direction * (10 + at) * dayMs),
        );
      expect(relatedList(dated, thread(0.55), alike)).toHaveLength(8);
      expect(relatedList(dated, thread(listWeights.threadAbove - 0.02), alike)).toHaveLength(3);
    }
  });

  it('takes a copy for as old as its source, and lists the source', () => {
    const dates: Record<string, number> = { source: now - 100 * dayMs, repost: now, asking: now };
    const options = {
      ...apart,
      clusterOf: (id: string) => (id === 'repost' ? 'source' : id),
      publishedAt: (id: string) => dates[id],
    };
    const [source, repost] = (['source', 'repost'] as const).map((id, at) =>
      candidate(id, 0.55 + at / 100, named, dates[id]),
    );
    const dated = { ...asking, publishedAt: now };
    const background = { kind: 'background', instant: dates.source };
    expect(relatedList(dated, [repost!, source!], options)).toMatchObject([
      { id: 'source', reason: background },
    ]);
    const brief = candidate('source', listWeights.floor - 0.01, named, dates.source);
    expect(relatedList(dated, [repost!, brief], options)).toMatchObject([
      { id: 'repost', reason: background },
    ]);
    // A repost that asks is as old as what it repeats.
    const old = candidate('old', 0.55, named, dates.source);
    expect(relatedList({ ...dated, id: 'repost' }, [old], options)).toMatchObject([
      { reason: { kind: 'same-event' } },
    ]);
  });

  it('keeps out copies of what an editor excluded', () => {
    const candidates = ['a', 'copy of a', 'b'].map((id, at) => candidate(id, 0.5 - at / 100, named));
    const clusterOf = (id: string) => (id === 'copy of a' ? 'a' : id);
    for (const excluded of ['a', 'copy of a'])
      expect(
        ids(relatedList(asking, candidates, { ...apart, clusterOf, excluded: new Set([excluded]) })),
      ).toEqual(['b']);
  });

  it('measures look-alikes by the best text, however many readers went elsewhere', () => {
    const candidates = [
      candidate('followed', 0.3, { followed: 1000 }),
      candidate('text', 0.4, { sharedWords: ['ferry'] }),
    ];
    expect(ids(relatedList(asking, candidates, apart))).toEqual(['followed', 'text']);
  });

  it('prefers what is not said already, keeps out what an editor excluded, stops at ten', () => {
    const candidates = [
      candidate('a', 0.5, named),
      candidate('a again', 0.49, named),
      candidate('b', 0.47, named),
    ];
    const similarity = (a: string, b: string) => (a.startsWith('a') && b.startsWith('a') ? 0.8 : 0);
    expect(ids(relatedList(asking, candidates, { similarity }))).toEqual(['a', 'b', 'a again']);
    expect(ids(relatedList(asking, candidates, { similarity, excluded: new Set(['b']) }))).toEqual([
      'a',
      'a again',
    ]);
    const many = Array.from({ length: 30 }, (_, at) => candidate(`m${at}`, 0.5, named));
    expect(relatedList(asking, many, apart)).toHaveLength(10);
  });
});
