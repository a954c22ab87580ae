import { describe, expect, it } from 'vitest';
import { dayMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import type { StoryText } from '../text/story-text.js';
import { compare } from './compare.js';
import { DuplicateIndex } from './duplicate-index.js';
import { fingerprint } from './fingerprint.js';

/** Sentences of made-up words, so that no two texts share anything by chance. */
function sentences(seed: number, count: number): string[] {
  const random = seededRandom(seed);
  const word = () => Array.from({ length: 6 }, () => 'abdeiklmnorstu'[Math.floor(random() * 14)]).join('');
  return Array.from({ length: count }, () => `${Array.from({ length: 12 }, word).join(' ')}.`);
}

const text = (...paragraphs: string[]): StoryText => ({
  id: 'x',
  language: 'en',
  headline: 'Headline',
  standfirst: '',
  paragraphs,
  section: '',
  topics: [],
});
const print = (...paragraphs: string[]) => fingerprint(text(...paragraphs));

const story = sentences(1, 20);
const other = sentences(2, 20);
/** Sentences with a date and a figure each. */
const figures = sentences(6, 10).map((each, at) => `On May 3, 2026 ${each.slice(0, -1)} by ${30 + at} pct.`);
const newNumbers = (texts: readonly string[]) => texts.map((each) => each.replaceAll(/\d(?=\d pct)/g, '7'));
const bond = (name: string, sum: string) =>
  `The company ${name} said today that ${name} is selling bonds worth ${sum} to investors abroad, with proceeds going to debt and to general corporate purposes as before.`;

describe('two texts', () => {
  it.each([
    ['the same', story, story, 'same'],
    ['another headline only', story, story, 'same'],
    ['a few more words', story, [...story, 'Reporting by the desk.'], 'same'],
    ['sentences moved', story, [...story.slice(10), ...story.slice(0, 10)], 'same'],
    ['a fuller version', story, [...story, ...other.slice(0, 10)], 'rewrite'],
    ['cut from the end', story, story.slice(0, 6), 'excerpt'],
    ['one sentence quoted', story, [...other, story[3]!], 'distinct'],
    ['nothing in common', story, other, 'distinct'],
    [
      'a brief in a long round-up',
      story.slice(0, 2),
      [...story.slice(0, 2), ...sentences(3, 30)],
      'distinct',
    ],
    [
      'one template, other names',
      [bond('Ardent Mills', '12 million')],
      [bond('Corvane', '30 million')],
      'distinct',
    ],
    ['no text', [], story, 'distinct'],
  ] as const)('%s', (_name, a, b, kind) => {
    expect(compare(print(...a), print(...b)).kind).toBe(kind);
    expect(compare(print(...b), print(...a))).toEqual(compare(print(...a), print(...b)));
  });

  it('too short to judge are the same only word for word', () => {
    expect(compare(print('Markets closed.'), print('Markets closed.')).kind).toBe('same');
    expect(compare(print('Markets closed early.'), print('Markets closed.')).kind).toBe('distinct');
  });
});

it('a fingerprint takes less than a kilobyte in 32-bit numbers', () => {
  const { sketch, keys, names, numbers } = print(
    ...sentences(4, 400),
    ...Array.from(Array(99).keys(), String),
  );
  expect((sketch.length + keys.length + names.length + numbers.length) * 4).toBeLessThan(1024);
});

describe('the index', () => {
  const index = () => new DuplicateIndex();

  it('names a cluster by the story published first, in whatever order they come', () => {
    const duplicates = index();
    duplicates.add('repost', print(...story), 2 * dayMs);
    duplicates.add('undated', print(...story));
    duplicates.add('source', print(...story), dayMs);
    duplicates.add('other', print(...other), dayMs);
    expect(duplicates.clusterOf('repost')).toEqual(['source', 'repost', 'undated']);
    expect(duplicates.headOf('undated')).toBe('source');
    expect(duplicates.clusterOf('other')).toEqual(['other']);
  });

  it('lets a cluster fall apart when the story that held it together goes', () => {
    const duplicates = index();
    duplicates.add('first half', print(...story.slice(0, 10)));
    duplicates.add('second half', print(...story.slice(10)));
    duplicates.add('whole', print(...story));
    expect(duplicates.clusterOf('first half')).toHaveLength(3);
    expect(duplicates.remove('whole')).toBe(true);
    expect(duplicates.clusterOf('first half')).toEqual(['first half']);
    expect(duplicates.remove('whole')).toBe(false);
  });

  it.each([[[0, 1, 2, 3, 4, 5]], [[5, 4, 3, 2, 1, 0]]])(
    'ends a chain of daily reports two days after its first, added in the order %j',
    (order) => {
      const duplicates = index();
      const report = (day: number) => [
        ...story,
        ...figures.map((each) => each.replaceAll(/\d+(?= pct)/g, `${day}`)),
      ];
      for (const day of order) duplicates.add(`day ${day}`, print(...report(day)), day * dayMs);
      const clusters = () => [
        ...new Set([0, 1, 2, 3, 4, 5].map((day) => duplicates.clusterOf(`day ${day}`))),
      ];
      expect(clusters().flat().sort()).toEqual([0, 1, 2, 3, 4, 5].map((day) => `day ${day}`));
      expect(clusters().map(({ length }) => length)).toEqual([3, 3]);
      duplicates.remove('day 1');
      expect(clusters().map(({ length }) => length)).toContain(2);
    },
  );

  it('takes a new version in the place of the old one', () => {
    const duplicates = index();
    duplicates.add('a', print(...story));
    duplicates.add('b', print(...story));
    duplicates.add('b', print(...other));
    expect(duplicates.size).toBe(2);
    expect(duplicates.headOf('b')).toBe('b');
    expect(duplicates.headOf('a')).toBe('a');
  });

  it('takes a changed report days later for the next report, an unchanged one for a repost', () => {
    const duplicates = index();
    const changed = [...story.slice(0, 14), ...other.slice(0, 6)];
    duplicates.add('report', print(...story), 0);
    expect(duplicates.candidates(print(...changed), undefined, dayMs)).toHaveLength(1);
    expect(duplicates.candidates(print(...changed), undefined, 9 * dayMs)).toHaveLength(0);
    expect(duplicates.candidates(print(...story), undefined, 900 * dayMs)).toHaveLength(1);
  });

  it.each([
    ['cut from the end', figures.slice(0, 7), 'a copy'],
    ['cut to an excerpt', figures.slice(0, 4), 'a copy'],
    ['a fuller version', [...figures, ...other.slice(0, 5)], 'a copy'],
    ['a new lead', [...other.slice(0, 2), ...figures], 'a copy'],
    ['boilerplate around', ['Read on in our app.', ...figures, 'All rights reserved by the desk.'], 'a copy'],
    ['sentences moved', [...figures.slice(6), ...figures.slice(0, 6)], 'a copy'],
    ['another date', figures.map((each) => each.replaceAll('May 3, 2026', 'June 14, 2027')), 'a copy'],
    ['all numbers new', newNumbers(figures), 'the next report'],
    ['an excerpt with new numbers', newNumbers(figures.slice(0, 4)), 'the next report'],
    ['half of it written anew', [...figures.slice(0, 6), ...other.slice(0, 4)], 'the next report'],
  ] as const)('a year later: %s', (_name, changed, verdict) => {
    const duplicates = index();
    duplicates.add('report', print(...figures), 0);
    const found = (publishedAt: number) =>
      duplicates.candidates(print(...changed), undefined, publishedAt).length > 0;
    expect(found(dayMs)).toBe(true);
    expect(found(365 * dayMs)).toBe(verdict === 'a copy');
  });

  it('takes a template that comes back with other figures for the next report, alike as it may be', () => {
    const duplicates = index();
    duplicates.add('draw', print(...figures, ...other), 0);
    const next = print(...newNumbers(figures), ...other);
    expect(duplicates.candidates(next, undefined, dayMs)[0]?.kind).toBe('same');
    expect(duplicates.candidates(next, undefined, 7 * dayMs)).toEqual([]);
  });

  it.each([
    [2, 'a correction', 1],
    [3, 'the next report', 0],
  ])('takes %d new numbers in a long text, later, for %s', (changed, _verdict, found) => {
    const duplicates = index();
    const long = [...story, ...sentences(9, 60)];
    duplicates.add('report', print(...long, ...figures.slice(0, 6)), 0);
    const later = [...newNumbers(figures.slice(0, changed)), ...figures.slice(changed, 6)];
    expect(duplicates.candidates(print(...long, ...later), undefined, 9 * dayMs)).toHaveLength(found);
  });

  it('tells its memory by the tables that it holds', () => {
    const duplicates = index();
    const before = duplicates.bytes;
    for (let n = 0; n < 1000; n += 1) duplicates.add(`s${n}`, print(...sentences(n + 100, 4)));
    expect(duplicates.bytes).toBeGreaterThan(before + 1000 * 300);
  });

  it('finds a copy whose passages are all boilerplate, by the whole text', () => {
    const duplicates = index();
    for (let n = 0; n < 100; n += 1)
      duplicates.add(`n${n}`, print(story[0]!, `Figure ${n} ${sentences(50 + n, 1)[0]}`));
    const [found] = duplicates.candidates(print(story[0]!, `Figure 7 ${sentences(57, 1)[0]}`));
    expect(found?.id).toBe('n7');
  });

  it('forgets what was taken out, however much it was', () => {
    const duplicates = index();
    for (let n = 0; n < 2500; n += 1) duplicates.add(`s${n}`, print(...sentences(n + 100, 2)));
    for (let n = 0; n < 2000; n += 1) duplicates.remove(`s${n}`);
    expect(duplicates.size).toBe(500);
    expect(duplicates.candidates(print(...sentences(102, 2)))).toEqual([]);
    expect(duplicates.candidates(print(...sentences(2402, 2)))[0]?.id).toBe('s2302');
  });
});
