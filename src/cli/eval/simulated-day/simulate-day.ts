import { dayMs } from '../../../base/clock.js';
import { fetchedAhead } from './ahead.js';
import type { Chance } from './chance.js';
import { honestCrawler, programLikeAPerson, stolenCrawler } from './crawlers.js';
import { farm } from './farms.js';
import type { RateName } from './rates.js';
import { reader, readerWithoutScripts, reloader, staff } from './readers.js';
import { badToken, replay } from './replays.js';
import type { Actor, SimulatedHit } from './simulated-hit.js';
import { Timeline } from './timeline.js';
import { actorChance, makeWorld, type World } from './world.js';

interface Source {
  /** Share of all hits; readers have what the others leave. */
  readonly share: (rates: World['rates']) => number;
  readonly startsAt: (world: World, chance: Chance) => number;
  readonly act: (world: World, chance: Chance, id: number, startsAt: number) => Actor;
}

const byDay: Source['startsAt'] = (world, chance) => world.readingTime(chance);
const anyTime: Source['startsAt'] = (world, chance) => world.anyTime(chance);
const rate =
  (name: RateName, part = 1): Source['share'] =>
  (rates) =>
    rates[name] * part;

const badTokenPart = 0.2;
const sources: readonly Source[] = [
  { share: rate('stormHits'), startsAt: byDay, act: reloader },
  { share: rate('noScriptHits'), startsAt: byDay, act: readerWithoutScripts },
  { share: rate('staffHits'), startsAt: byDay, act: staff },
  { share: rate('aheadHits'), startsAt: byDay, act: fetchedAhead },
  { share: rate('honestCrawlerHits'), startsAt: anyTime, act: honestCrawler },
  { share: rate('stolenCrawlerHits'), startsAt: anyTime, act: stolenCrawler },
  { share: rate('replayHits', 1 - badTokenPart), startsAt: anyTime, act: replay },
  { share: rate('replayHits', badTokenPart), startsAt: anyTime, act: badToken },
  { share: rate('farmHits'), startsAt: anyTime, act: farm },
  { share: rate('unknowableHits'), startsAt: anyTime, act: programLikeAPerson },
];

/** An actor that is to begin: it is made from its numbers when its time comes, so that none waits in memory. */
interface Planned {
  readonly startsAt: number;
  readonly source: number;
  readonly index: number;
  readonly hits: number;
}

/**
 * A day of exactly so many hits, in order of time; the same for the same seed and size. Actors are counted once to know
 * how many fill the day, and made again from their own chance as the day goes on.
 */
export function* simulateDay(seed: number, hits: number): Generator<SimulatedHit> {
  const world = makeWorld(seed, hits);
  const shares = sources.map(({ share }) => Math.round(share(world.rates) * hits));
  const ofReaders = hits - shares.reduce((sum, share) => sum + share, 0);
  const all = [...sources, { share: () => 1, startsAt: byDay, act: reader }];
  const planned = [...shares, ofReaders].flatMap((share, source) => plan(all[source]!, source, share));
  planned.sort((a, b) => a.startsAt - b.startsAt);
  const timeline = new Timeline();
  for (const { startsAt, source, index, hits: atMost } of planned) {
    yield* timeline.until(startsAt);
    timeline.join(firstOf(hitsOf(all[source]!, source, index), atMost));
  }
  yield* timeline.until(Number.POSITIVE_INFINITY);

  function plan(source: Source, number: number, share: number): Planned[] {
    const actors: Planned[] = [];
    for (let [index, left] = [0, share]; left > 0; index += 1) {
      const startsAt = source.startsAt(world, actorChance(seed, number, index));
      const count = countOf(firstOf(hitsOf(source, number, index), left));
      if (count > 0) actors.push({ startsAt, source: number, index, hits: count });
      left -= count;
    }
    return actors;
  }

  function* hitsOf(source: Source, number: number, index: number): Actor {
    const chance = actorChance(seed, number, index);
    const startsAt = source.startsAt(world, chance);
    const id = index * all.length + number;
    for (const hit of source.act(world, chance, id, startsAt)) {
      if (hit.at >= world.beginsAt + dayMs) return;
      yield { ...hit, at: Math.floor(hit.at) };
    }
  }
}

function* firstOf(actor: Actor, atMost: number): Actor {
  let count = 0;
  for (const hit of actor) {
    yield hit;
    count += 1;
    if (count >= atMost) return;
  }
}

function countOf(actor: Actor): number {
  let count = 0;
  for (const _ of actor) count += 1;
  return count;
}
