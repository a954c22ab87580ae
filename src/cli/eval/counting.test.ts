import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../../test/support/source-files.js';
import type { Share } from './counting/score.js';
import { scoreDay } from './counting.js';

const share = ({ hits, right }: Share) => right / hits;

describe('a small simulated day, on a seed for building', () => {
  it('is counted as it is in truth, within slack for its few runs of machines', async () => {
    const score = await scoreDay(11, 20_000);
    expect(score.hits).toBe(20_000);
    expect(score.lost.hits).toBeGreaterThan(5000);
    expect(share(score.lost)).toBeLessThan(0.015);
    expect(score.behavingFound.hits).toBeGreaterThan(300);
    expect(share(score.behavingFound)).toBeGreaterThan(0.7);
    expect(share(score.countedTwice)).toBeLessThan(0.005);
    for (const kind of ['staff', 'crawler, honest agent', 'replay, bad token'] as const)
      expect(score.kinds.get(kind)).toMatchObject({ counted: 0 });
  }, 300_000);
});

describe('the generator and what judges hits', () => {
  const files = sourceFiles('src').filter(({ isTest }) => !isTest);
  const within = (folder: string) => files.filter(({ path }) => path.startsWith(folder));

  it('know nothing of each other', () => {
    const generator = within('src/cli/eval/simulated-day/');
    const judges = within('src/audience/');
    expect(generator.length).toBeGreaterThan(5);
    const known = [
      ...generator.flatMap(({ path, imports, packages }) => [
        ...imports
          .filter((name) => !/^src\/(cli\/eval\/simulated-day|base|discovery\/evaluation)\//.test(name))
          .map((name) => `${path} imports ${name}`),
        ...packages.map((name) => `${path} imports ${name}`),
      ]),
      ...judges.flatMap(({ path, imports }) =>
        imports.filter((name) => name.includes('simulated-day')).map((name) => `${path} imports ${name}`),
      ),
    ];
    expect(known).toEqual([]);
  });
});
