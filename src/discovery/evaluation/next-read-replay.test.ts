import { describe, expect, it } from 'vitest';
import type { DeskdropView } from './deskdrop.js';
import { shuffledLater, trace, views } from './logs.fixture.js';
import { seededRandom } from './metrics.js';
import { nextReadBaselines, ourNextReadScorer, replayNextReads } from './next-read-replay.js';

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
    });
    expect(asked).toEqual([['b']]);
  });

  it('knows no future: what is said before the middle does not depend on what comes after it', () => {
    const one = nextReadTrace(views);
    const other = nextReadTrace(shuffledLater(views, seededRandom(9)));
    expect(one.before.length).toBeGreaterThan(50);
    expect(other.before).toEqual(one.before);
    expect(other.after).not.toEqual(one.after);
  });
});
