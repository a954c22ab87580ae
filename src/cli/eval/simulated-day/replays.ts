import { secondMs } from '../../../base/clock.js';
import type { Chance } from './chance.js';
import { inOrder } from './in-order.js';
import { drawMask, machineTruth, pageOpened, scriptDisguise } from './machines.js';
import type { Actor, SimulatedHit } from './simulated-hit.js';
import { storyCount, type World } from './world.js';

const smallestRun = 200;
const longestStaySeconds = 90;
const toolAgents = ['curl/8.16.0', 'python-requests/2.32.5', 'Wget/1.25.0', 'node-fetch/3.3'];

/** A script that sends beacons: the same event again, or new ones, for one story or for many. */
export function replay(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const { rates } = world;
  const isTool = chance.happens(0.3);
  const disguise = isTool
    ? () => ({ 'user-agent': chance.pick(toolAgents) })
    : scriptDisguise(chance.happens(rates.copiedHeaders), chance);
  const mask = drawMask(world, chance, disguise);
  const truth = machineTruth({ kind: 'replay of beacons', onlyBehaves: !isTool });
  const way = chance.weighed([
    ['same id', 3],
    ['one story', 4],
    ['many stories', 3],
  ]);
  const [gap, isLiar] = [chance.between(0.5, 40), chance.happens(rates.liarReplays)];
  const [id, story] = [chance.id(), world.story(chance)];
  const steps = function* () {
    let now = startsAt;
    for (let left = runLength(world, chance); left > 0; left -= 1) {
      const staysSeconds = isLiar ? 5 + chance.whole(longestStaySeconds) : undefined;
      const page = { story: way === 'many stories' ? chance.whole(storyCount) : story, at: now, truth };
      const hits = pageOpened(mask.next(), { ...page, staysSeconds }, chance);
      yield way === 'same id' ? hits.map((hit) => withId(hit, id)) : hits;
      now += gap * chance.between(0.8, 1.2) * secondMs;
    }
  };
  return inOrder(steps());
}

/** Tokens that are too old, or that we never signed. */
export function* badToken(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const mask = drawMask(world, chance, scriptDisguise(chance.happens(0.5), chance));
  const truth = machineTruth({ kind: 'replay, bad token', onlyBehaves: false, right: ['token'] });
  const token = chance.pick(['expired', 'forged'] as const);
  let now = startsAt;
  for (let left = runLength(world, chance); left > 0; left -= 1) {
    const page = { story: world.story(chance), at: now, truth };
    for (const hit of pageOpened(mask.next(), page, chance)) yield { ...hit, token };
    now += chance.exponential(5) * secondMs;
  }
}

const runLength = ({ runAtMost }: World, chance: Chance): number =>
  Math.round(Math.min(runAtMost, smallestRun * Math.max(1, runAtMost / smallestRun) ** chance.one()));

const withId = (hit: SimulatedHit, id: string): SimulatedHit =>
  hit.event.kind === 'view' ? { ...hit, event: { ...hit.event, id } } : hit;
