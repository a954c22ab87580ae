import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import type { DeskdropView } from './deskdrop.js';
import { shuffledLater, trace, views } from './logs.fixture.js';
import { nextReadBaselines, nextReadOracle } from './next-read-baselines.js';
import { ourNextReadScorer, replayNextReads } from './next-read-replay.js';

const nextReadTrace = (events: readonly DeskdropView[]) =>
  trace((note) => {
    const scorers = [ourNextReadScorer(), ...nextReadBaselines()].map((scorer) => ({
      ...scorer,
      score: (...[candidates, read, now]: Parameters<typeof scorer.score>) => {
        const scores = scorer.score(candidates, read, now);
        note(now, [scorer.name, ...scores]);
        return scores;
      },
    }));
    replayNextReads(events, scorers, 0.9);
  });

describe('replayNextReads', () => {
  const view = (storyId: string, personId: string, at: number): DeskdropView => ({ storyId, personId, at });

  it('scores views of stories that are new to the person, and says how many any list could hold', () => {
    const log = [
      view('a', 'p', 1),
      view('b', 'q', 2),
      view('a', 'p', 3),
      view('b', 'p', 4),
      view('c', 'q', 5),
    ];
    const asked: string[][] = [];
    const scorer = {
      name: 'any',
      score: (candidates: readonly string[]) => {
        asked.push([...candidates]);
        return candidates.map(() => 0);
      },
      learn: () => {},
    };
    expect(replayNextReads(log, [scorer], 1)).toEqual({
      reads: 4,
      ceiling: 1 / 4,
      hit10: new Map([['any', 1 / 4]]),
      hits: new Map([['any', [0, 0, 1, 0]]]),
      personIds: ['p', 'q', 'p', 'q'],
    });
    expect(asked).toEqual([['b']]);
  });

  it('asks the quick recipes too: fading by half in six hours, and what the readers of the same stories read', () => {
    const hour = 3_600_000;
    const log = [
      view('old', 'p', 0),
      view('old', 'q', 0),
      view('old', 'r', 0),
      view('new', 's', 6 * hour),
      view('new', 't', 6 * hour),
    ];
    const scores = Object.fromEntries(
      nextReadBaselines().map((scorer) => {
        for (const each of log) scorer.learn(each, undefined);
        return [scorer.name, scorer];
      }),
    );
    scores['co-read']!.learn(view('new', 'p', 6 * hour), undefined);
    const ask = (name: string) => scores[name]!.score(['old', 'new'], ['old'], 6 * hour);
    expect(ask('6 h decay')).toEqual([1.5, 2]);
    const [old, fresh] = ask('6 h decay × freshness of 96 h');
    expect(old).toBeCloseTo(1.5 * 2 ** (-6 / 96), 9);
    expect(fresh).toBe(2);
    const [same, shared] = ask('co-read');
    expect(same).toBeCloseTo(1, 9);
    expect(shared).toBeCloseTo(1 / 3, 9);
  });

  it('the oracle knows what others read next, and not what its person does', () => {
    const hour = 3_600_000;
    const log = [
      view('a', 'q', 0),
      view('b', 'r', 0),
      view('b', 'p', 4 * hour),
      view('a', 's', 8 * hour),
      view('b', 'p', 9 * hour),
    ];
    const scores: number[][] = [];
    const oracle = nextReadOracle(log);
    const score: typeof oracle.score = (...asked) => {
      scores.push(oracle.score(...asked));
      return scores.at(-1)!;
    };
    const { hit10 } = replayNextReads(log, [{ ...oracle, score }], 0.6);
    expect(scores[0]).toEqual([1, 0.5]);
    expect(hit10.get(oracle.name)).toBe(1);
  });

  it('knows no future: what is said before the middle does not depend on what comes after it', () => {
    const one = nextReadTrace(views);
    const other = nextReadTrace(shuffledLater(views, seededRandom(9)));
    expect(one.before.length).toBeGreaterThan(50);
    expect(other.before).toEqual(one.before);
    expect(other.after).not.toEqual(one.after);
  });
});
