import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import type { StoryText } from '../text/story-text.js';
import { scoreVariants } from './duplicate-measures.js';
import { nextReports, operations } from './duplicate-variants.js';

const random = seededRandom(5);
const word = () => Array.from({ length: 6 }, () => 'abdeiklmnorstu'[Math.floor(random() * 14)]).join('');
const sentence = () =>
  `The ${Array.from({ length: 12 }, word).join(' ')} 12 of ${10 + Math.floor(random() * 90)}.`;
const sources: StoryText[] = Array.from({ length: 40 }, (_, place) => ({
  id: `source ${place}`,
  language: 'en',
  headline: `Headline ${place}`,
  standfirst: '',
  paragraphs: Array.from({ length: 9 }, sentence),
  section: '',
  topics: [],
}));

describe('scoreVariants', () => {
  const { undated, soon, later, nextReports: next } = scoreVariants(sources);

  it('asks for every variant: as if undated, soon, later, or as the next report', () => {
    expect(undated.asked).toBe(sources.length * Object.keys(operations).length);
    expect(soon.asked + later.asked + next.asked).toBe(undated.asked);
    expect([...next.byOperation.keys()].sort()).toEqual([...nextReports].sort());
    expect([...later.byOperation.keys()]).not.toEqual(expect.arrayContaining([...nextReports]));
  });

  it('looks at dates: new numbers are found within two days, and seldom later', () => {
    for (const operation of nextReports) expect(soon.byOperation.get(operation)!.recall).toBe(1);
    expect(next.recall).toBeLessThan(0.2);
  });

  it('finds what says nothing anew however late', () => {
    for (const [operation, { recall }] of later.byOperation) {
      expect(recall, operation).toBeGreaterThanOrEqual(operation === 'cutFromEnd' ? 0.9 : 1);
    }
  });
});
