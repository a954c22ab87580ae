import type { SimulatedHit } from './simulated-hit.js';

/**
 * The hits of an actor's steps in order of time. A step's first hit is its earliest and no earlier than that of the step
 * before, so only what reaches into later steps waits: a leave after the next page was opened.
 */
export function* inOrder(steps: Iterable<readonly SimulatedHit[]>): Generator<SimulatedHit> {
  let waiting: SimulatedHit[] = [];
  for (const step of steps) {
    const begins = step[0]?.at ?? 0;
    const isDue = (hit: SimulatedHit) => hit.at < begins;
    if (waiting.some(isDue)) {
      yield* waiting.filter(isDue).sort(byTime);
      waiting = waiting.filter((hit) => !isDue(hit));
    }
    waiting.push(...step);
  }
  yield* waiting.sort(byTime);
}

const byTime = (a: SimulatedHit, b: SimulatedHit): number => a.at - b.at;
