import { secondMs } from '../../../base/clock.js';
import type { Chance } from './chance.js';
import type { Person } from './people.js';
import type { HitKind, RightClass, SimulatedEvent, SimulatedHit, Truth } from './simulated-hit.js';
import type { World } from './world.js';

/** docs/simulated-day.md: back on a story after so long is a view of its own. */
const sameViewMs = 30 * secondMs;
const shownMs = secondMs;

/** What one person does with pages, and what of it is a view: the truth is kept here, hit by hit. */
export class Reading {
  readonly #kind: HitKind;
  readonly #person: Person;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #seen = new Map<number, { at: number; times: number }>();
  #address: string;

  constructor(kind: HitKind, person: Person, world: World, chance: Chance) {
    [this.#kind, this.#person, this.#world, this.#chance] = [kind, person, world, chance];
    this.#address = person.address(chance);
  }

  /** The next session may come from elsewhere. */
  reconnect(): void {
    this.#address = this.#person.address(this.#chance);
  }

  /** A story on screen from then on, for these spans of seconds with pauses between: its view, and its leaves. */
  visit(story: number, at: number, spans: readonly { seconds: number; pauseSeconds: number }[]): Visit {
    const chance = this.#chance;
    const viewAt = at + shownMs;
    const hits = this.#viewed(story, viewAt);
    let now = at;
    for (const { seconds, pauseSeconds } of spans) {
      now += seconds * secondMs;
      if (this.#kind !== 'reader without scripts') hits.push(...this.#left(story, now, seconds));
      now += pauseSeconds * secondMs;
    }
    return { hits: hits.map((hit) => ({ ...hit, at: hit.at + 20 + chance.whole(200) })), endsAt: now };
  }

  #viewed(story: number, at: number): SimulatedHit[] {
    const before = this.#seen.get(story);
    const isSame = before !== undefined && at - before.at < sameViewMs;
    const times = (before?.times ?? 0) + (isSame ? 0 : 1);
    this.#seen.set(story, { at, times });
    const right = this.#rightOf(isSame ? 'repeat' : 'valid');
    const view = `${this.#person.id} ${story} ${times}`;
    if (this.#kind === 'reader without scripts')
      return [this.#hit(story, at, { kind: 'pixel' }, { right, view })];
    const event = { kind: 'view' as const, id: this.#chance.id(), ageMs: 0 };
    return this.#sent(story, at, event, { right, view });
  }

  #left(story: number, at: number, seconds: number): SimulatedHit[] {
    const chance = this.#chance;
    const dwellSeconds = Math.round(seconds);
    if (dwellSeconds < 1 || !this.#person.tellsLeaves || chance.happens(this.#world.rates.leavesLost))
      return [];
    const scrollPercent = Math.min(100, 20 + chance.whole(100));
    const event = { kind: 'leave' as const, id: chance.id(), ageMs: 0, dwellSeconds, scrollPercent };
    return this.#sent(story, at, event, { right: this.#rightOf('valid') });
  }

  /** A beacon and what becomes of it: lost and sent again, sent again though it had arrived, or doubled. */
  #sent(
    story: number,
    at: number,
    event: Exclude<SimulatedEvent, { kind: 'pixel' }>,
    truth: Pick<Truth, 'right' | 'view'>,
  ): SimulatedHit[] {
    const { retries, doubled } = this.#world.rates;
    const chance = this.#chance;
    const first = this.#hit(story, at, event, truth);
    const again = { ...truth, right: this.#rightOf('seen-id') };
    if (chance.happens(doubled)) return [first, this.#hit(story, at + chance.whole(50), event, again)];
    if (!chance.happens(retries)) return [first];
    const late = { ...event, ageMs: 3000 };
    return chance.happens(0.5)
      ? [first, this.#hit(story, at + 3000, late, again)]
      : [this.#hit(story, at + 3000, late, truth)];
  }

  #hit(story: number, at: number, event: SimulatedEvent, truth: Pick<Truth, 'right' | 'view'>): SimulatedHit {
    const { id, headers, isShared } = this.#person;
    return {
      at,
      address: this.#address,
      headers,
      story,
      token: 'today',
      event,
      truth: { kind: this.#kind, person: id, isShared, ...truth },
    };
  }

  #rightOf(ofReader: RightClass): readonly RightClass[] {
    return this.#kind === 'staff' ? ['staff'] : [ofReader];
  }
}

export interface Visit {
  /** The first is the earliest. */
  readonly hits: readonly SimulatedHit[];
  readonly endsAt: number;
}
