import { minuteMs, secondMs } from '../../../base/clock.js';
import type { Chance } from './chance.js';
import { inOrder } from './in-order.js';
import { makePerson, type Person } from './people.js';
import { Reading } from './reading.js';
import type { Actor, HitKind, SimulatedHit } from './simulated-hit.js';
import type { World } from './world.js';

const longestSeconds = 1500;

/** A person's day: sessions of stories. */
export function reader(world: World, chance: Chance, person: number, startsAt: number): Actor {
  const who = makePerson(person, world, chance);
  const kind = who.isShared ? 'reader behind a shared address' : 'reader at home';
  return inOrder(sessions(kind, who, world, chance, startsAt));
}

/** Without scripts only the page's picture tells of a person. */
export function readerWithoutScripts(world: World, chance: Chance, id: number, startsAt: number): Actor {
  const person = makePerson(id, world, chance);
  const { 'sec-ch-ua': _, ...headers } = person.headers as Record<string, string>;
  return inOrder(sessions('reader without scripts', { ...person, headers }, world, chance, startsAt));
}

/** Staff look at what they made, again and again, signed in. */
export function staff(world: World, chance: Chance, id: number, startsAt: number): Actor {
  const person = makePerson(id, world, chance);
  const headers = { ...person.headers, cookie: 'newsroom=signed-in' };
  return inOrder(sessions('staff', { ...person, headers }, world, chance, startsAt));
}

function* sessions(kind: HitKind, person: Person, world: World, chance: Chance, startsAt: number) {
  const { rates } = world;
  const reading = new Reading(kind, person, world, chance);
  const known: number[] = [];
  let now = startsAt;
  for (let more = chance.goesOn(rates.sessionsMore, 5); more >= 0; more -= 1) {
    now = yield* session(reading, world, chance, now, known);
    now += chance.logNormal(150, 0.8) * minuteMs;
    reading.reconnect();
  }
}

/** Stories one after the other; hands back when the session ended. */
function* session(
  reading: Reading,
  world: World,
  chance: Chance,
  startsAt: number,
  known: number[],
): Generator<readonly SimulatedHit[], number> {
  const { rates } = world;
  const isGallery = chance.happens(rates.galleries);
  const count = isGallery ? 15 + chance.whole(26) : 1 + chance.goesOn(rates.storiesMore, 30);
  const movesAt = chance.happens(rates.addressMoves) ? chance.whole(count * 2) : -1;
  let now = startsAt;
  for (let at = 0; at < count; at += 1) {
    const story =
      known.length > 0 && chance.happens(rates.returns) ? chance.pick(known) : world.story(chance);
    const spans = isGallery ? flick(chance) : stay(world, chance);
    if (movesAt === at) reading.reconnect();
    now = yield* opened(reading, world, chance, story, now, spans);
    if (known.length > 0 && chance.happens(rates.goneBack))
      now = yield* opened(reading, world, chance, known.at(-1)!, now, flick(chance));
    known.push(story);
    now += (1 + chance.exponential(6)) * secondMs;
  }
  return now;
}

/** A story opened, and perhaps reloaded after a moment. */
function* opened(
  reading: Reading,
  world: World,
  chance: Chance,
  story: number,
  at: number,
  spans: readonly { seconds: number; pauseSeconds: number }[],
): Generator<readonly SimulatedHit[], number> {
  let now = at;
  if (chance.happens(world.rates.reloads)) {
    const before = reading.visit(story, now, [{ seconds: chance.between(2, 25), pauseSeconds: 0 }]);
    yield before.hits;
    now = before.endsAt + 300;
  }
  const { hits, endsAt } = reading.visit(story, now, spans);
  yield hits;
  return endsAt;
}

const flick = (chance: Chance) => [{ seconds: chance.between(2, 9), pauseSeconds: 0 }];

function stay({ rates }: World, chance: Chance) {
  if (chance.happens(rates.shortVisits)) return [{ seconds: chance.between(1.2, 8), pauseSeconds: 0 }];
  const seconds = Math.min(longestSeconds, 3 + chance.logNormal(rates.readMedianSeconds, 0.9));
  if (!chance.happens(rates.tabsLeft)) return [{ seconds, pauseSeconds: 0 }];
  return [
    { seconds: seconds * 0.6, pauseSeconds: chance.exponential(60) },
    { seconds: seconds * 0.4, pauseSeconds: 0 },
  ];
}

const liveStories = 3;

/** One of those who keep a live page open and reload it; a fifth have an extension do it, to the second. */
export function* reloader(world: World, chance: Chance, id: number, startsAt: number): Actor {
  const reading = new Reading('reload storm', makePerson(id, world, chance), world, chance);
  const story = chance.whole(liveStories);
  const endsAt = startsAt + chance.between(30, 180) * minuteMs;
  const isByClock = chance.happens(0.2);
  const usual = isByClock ? chance.pick([10, 15, 30, 45, 60]) : chance.between(10, 60);
  let now = startsAt;
  while (now < endsAt) {
    const seconds = isByClock ? usual : Math.max(4, Math.min(120, chance.logNormal(usual, 0.4)));
    const visit = reading.visit(story, now, [{ seconds, pauseSeconds: 0 }]);
    yield* inOrder([visit.hits]);
    now = Math.max(visit.endsAt, visit.hits.at(-1)!.at) + (isByClock ? 300 : 500);
  }
}
