import { describe, expect, it } from 'vitest';
import { dayMs } from '../../base/clock.js';
import { analyse } from '../text/analyse.js';
import type { StoryText } from '../text/story-text.js';
import type { Candidate, Evidence } from './candidate.js';
import { neighbourScores } from './neighbour-scores.js';
import { reasonFor, reasonKinds } from './reason.js';
import { RelatedIndex } from './related-index.js';
import { relatedList } from './related-list.js';
import { listWeights, scoringWeights } from './related-weights.js';

const text = (id: string, headline: string, body: string, more: Partial<StoryText> = {}): StoryText => ({
  id,
  language: 'en',
  headline,
  standfirst: '',
  paragraphs: body.split('\n'),
  section: '',
  topics: [],
  ...more,
});

/** Two ferry accidents, and stories of other things so that words have a rarity. */
const tarn = (id: string, body: string, more: Partial<StoryText> = {}) =>
  analyse(text(id, 'Ferry sinks off Tarn Head', `In Tarn Head the ferry Ostara sank. ${body}`, more));
const lund = (id: string, body: string, more: Partial<StoryText> = {}) =>
  analyse(text(id, 'Ferry sinks near Lundsvik', `In Lundsvik the ferry Freyja sank. ${body}`, more));
const fillers = Array.from({ length: 40 }, (_, at) =>
  analyse(
    text(
      `f${at}`,
      `Council ${at} votes on budget`,
      `The council of Place${at} voted on taxes and schools number${at}.`,
    ),
  ),
);

function archive(...stories: ReturnType<typeof analyse>[]): RelatedIndex {
  const index = new RelatedIndex();
  for (const story of [...fillers, ...stories]) index.add(story);
  return index;
}

const asking = tarn('asking', 'Passengers were rescued by fishing boats in the storm.');
const same = tarn('same', 'Rescuers searched the sea for passengers through the night.');
const lookAlike = lund('look-alike', 'Passengers were rescued by fishing boats in calm weather.');

describe('scoring', () => {
  it('puts the same event before an event of the same kind, and that before the rest', () => {
    const found = archive(asking, same, lookAlike).score(asking);
    expect(found.slice(0, 2).map(({ id }) => id)).toEqual(['same', 'look-alike']);
    expect(found[0]!.evidence.sharedNames.map(({ form }) => form)).toEqual(
      expect.arrayContaining(['Tarn Head', 'Ostara']),
    );
    expect(found.map(({ id }) => id)).not.toContain('asking');
  });

  it('asks for a story that is not in the index, and for one without words', () => {
    expect(archive(same).score(asking)[0]?.id).toBe('same');
    expect(archive(same).score(analyse(text('empty', '', '')))).toEqual([]);
    expect(new RelatedIndex().score(asking)).toEqual([]);
  });

  it('keeps scores and similarities between 0 and 1, best first', () => {
    const found = archive(asking, same, lookAlike).score(asking);
    for (const { score, similarity } of found) {
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(similarity).toBeLessThanOrEqual(1);
    }
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('is the weighted sum of its parts', () => {
    const index = archive(asking, same, lookAlike);
    const { feedbackStrength, companyStrength, companyHalfTaught, neighbourStrength } = scoringWeights;
    const companyWeight = (companyStrength * index.size) / (index.size + companyHalfTaught);
    const most = (1 + feedbackStrength + companyWeight) * (1 + neighbourStrength);
    const scores = new Map(index.score(asking).map(({ id, score }) => [id, score]));
    const parts = index.parts(asking);
    expect(parts).toHaveLength(scores.size);
    for (const { id, text, company, neighbours } of parts) {
      const sum = text + companyWeight * company + neighbourStrength * neighbours;
      expect(scores.get(id)).toBeCloseTo(Math.min(1, sum / most), 10);
    }
    const byId = new Map(parts.map((part) => [part.id, part]));
    expect(byId.get('same')!.company).toBeGreaterThan(0);
    expect(byId.get('same')!.neighbours).toBeGreaterThan(byId.get('f3')?.neighbours ?? 0);
  });

  it('lets followed links in from ten readers on', () => {
    const index = archive(asking, same);
    const far = fillers[3]!.id;
    const scoreOf = (times: number) =>
      index.score(asking, { followed: new Map([[far, times]]) }).find(({ id }) => id === far);
    expect(scoreOf(9)?.evidence.followed ?? 0).toBe(0);
    expect(scoreOf(40)!.evidence.followed).toBe(40);
    expect(scoreOf(400)!.score).toBeGreaterThan(scoreOf(40)!.score);
  });

  it('lets readers alone, if they are many, carry a story into the list', () => {
    const index = archive(asking, same, analyse(text('pictures', '', '')));
    const reasonAfter = (times: number) => {
      const candidates = index.score(asking, { followed: new Map([['pictures', times]]) });
      return relatedList(asking, candidates, { similarity: () => 0 }).find(({ id }) => id === 'pictures')
        ?.reason;
    };
    expect(reasonAfter(200)).toBeUndefined();
    expect(reasonAfter(300)).toEqual({ kind: 'followed' });
  });

  it('finds no company for a story none of whose words is known', () => {
    const [wordless, pictures] = [analyse(text('wordless', '', '')), analyse(text('pictures', '', ''))];
    const [found] = archive(pictures).score(wordless, { followed: new Map([['pictures', 10]]) });
    expect(found).toMatchObject({ id: 'pictures', similarity: 0 });
    expect(found!.score).toBeLessThan(0.1);
    const unheard = analyse(text('unheard', 'Zamboni quokka', 'Xylem fjord.'));
    const [first] = archive(pictures).score(unheard, { followed: new Map([['pictures', 10]]) });
    expect(first!.score).toBeLessThan(0.1);
  });

  it('does not compare words across languages', () => {
    const french = analyse(text('fr', 'Ferry', 'Passengers rescued storm', { language: 'fr' }));
    expect(
      archive(asking, french)
        .score(asking)
        .map(({ id }) => id),
    ).not.toContain('fr');
  });
});

describe('the index', () => {
  it('replaces, removes and says which lists a new story may enter', () => {
    const index = archive(asking, same);
    expect(index.affectedBy(tarn('new', 'The captain of Ostara is questioned.'))).toEqual(
      expect.arrayContaining(['asking', 'same']),
    );
    index.add(analyse(text('same', 'Council votes', 'The council voted on taxes.')));
    expect(index.size).toBe(fillers.length + 2);
    expect(index.score(asking)[0]?.id).not.toBe('same');
    expect(index.remove('same')).toBe(true);
    expect(index.remove('same')).toBe(false);
    expect(index.has('same')).toBe(false);
  });

  it('answers the same after much was taken out', () => {
    const index = archive(asking, same, lookAlike);
    const before = index.score(asking);
    const passing = Array.from({ length: 1100 }, (_, at) =>
      analyse(text(`p${at}`, `Note ${at}`, `Short note ${at} about nothing at all ${at}`)),
    );
    for (const story of passing) index.add(story);
    for (const story of passing) index.remove(story.id);
    expect(index.size).toBe(fillers.length + 3);
    const after = index.score(asking);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    after.forEach(({ score }, at) => {
      expect(score).toBeCloseTo(before[at]!.score, 6);
    });
    expect(index.similarity('asking', 'same')).toBeGreaterThan(index.similarity('asking', 'look-alike'));
    expect(index.similarity('asking', 'p1')).toBe(0);
  });
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  sharedNames: [],
  sharedTopics: [],
  sharedDays: [],
  sharedWords: [],
  followed: 0,
  ...more,
});
const candidate = (
  id: string,
  score: number,
  more: Partial<Evidence> = {},
  publishedAt?: number,
): Candidate => ({
  id,
  score,
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
    ['followed links', candidate('c', 0.2, { followed: 30 }), { kind: 'followed' }],
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

it('neighbour scores are high for what stands among the well scored', () => {
  const near = (...rows: number[][]) => Float64Array.from(rows.flat());
  const means = neighbourScores([0.6, 0.4, 0.4], near([1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]), 1);
  expect(means).toEqual([0.4, 0.6, 0]);
});
