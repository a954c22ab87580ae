import { describe, expect, it } from 'vitest';
import { analyse } from '../text/analyse.js';
import type { StoryText } from '../text/story-text.js';
import { neighbourScores } from './neighbour-scores.js';
import { RelatedIndex } from './related-index.js';
import { relatedList } from './related-list.js';
import { scoringWeights } from './related-weights.js';

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

it('neighbour scores are high for what stands among the well scored', () => {
  const near = (...rows: number[][]) => Float64Array.from(rows.flat());
  const means = neighbourScores([0.6, 0.4, 0.4], near([1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]), 1);
  expect(means).toEqual([0.4, 0.6, 0]);
});
