import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { rows, shuffledLater } from './logs.fixture.js';
import { ourSlateScorer, replaySlates, slateBaselines } from './slate-replay.js';

describe('replaySlates', () => {
  it('scores what comes after the first fifth, by order alone', () => {
    const row = {
      at: 1,
      personId: 'p',
      history: [],
      storyIds: ['a', 'b', 'c'],
      clicked: [false, true, false],
    };
    const scorer = { name: 'fixed', score: () => [3, 2, 1], learn: () => {} };
    const { slates, scores } = replaySlates([row, row, row, row, row], [scorer]);
    expect(slates).toBe(4);
    expect(scores.get('fixed')).toEqual({ auc: 0.5, ndcg10: 1 / Math.log2(3) });
  });

  it('knows no future: earlier scores stay when later slates are dealt anew', () => {
    const scorersOf = () => [ourSlateScorer(), ...slateBaselines()];
    const one = replaySlates(rows, scorersOf()).aucs;
    const other = replaySlates(shuffledLater(rows, seededRandom(9)), scorersOf()).aucs;
    const early = rows.length / 2 - rows.length / 5;
    for (const [name, aucs] of one) {
      expect(other.get(name)!.slice(0, early)).toEqual(aucs.slice(0, early));
      expect(other.get(name)).not.toEqual(aucs);
    }
  });
});
