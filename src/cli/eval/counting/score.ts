import { type HitKind, hitKinds, type RightClass } from '../simulated-day/simulated-hit.js';
import type { BookedHit } from './counting-site.js';

/** Hits that were called something, and how many of them rightly. */
export interface Share {
  readonly hits: number;
  readonly right: number;
}

const classNames = ['valid', 'machine', 'repeat', 'seen-id', 'staff', 'prefetch', 'token', 'other'] as const;
type ClassName = (typeof classNames)[number];

/** Names of the evaluation: all steps that find a machine are one class, and bad tokens another. */
function classOf({ booking }: BookedHit): ClassName {
  if (booking.reason === 'forged-token' || booking.reason === 'expired-token') return 'token';
  if (booking.reason === 'too-old' || booking.reason === 'no-view') return 'other';
  const { class: booked } = booking;
  return booked === 'bot' || booked === 'data-centre' || booked === 'unverified' ? 'machine' : booked;
}

/** Compares what views were booked as with what they are. Leaves are counted as hits, and not judged. */
export class Score {
  hits = 0;
  readonly kinds = new Map<HitKind, { hits: number; judged: number; right: number; counted: number }>(
    hitKinds.map((kind) => [kind, { hits: 0, judged: 0, right: 0, counted: 0 }]),
  );
  readonly classes = new Map(
    classNames.map((name) => [name, { booked: 0, bookedRight: 0, due: 0, dueRight: 0 }]),
  );
  readonly reasons = new Map<string, { hits: number; ofPeople: number }>();
  readonly #due = new Set<string>();
  readonly #counted = new Set<string>();
  readonly #lostBy = new Map<string, string>();
  #countedTwice = 0;
  #countedViews = 0;
  #behaving = { hits: 0, right: 0 };
  readonly #crowds = { shared: new Crowd(), own: new Crowd() };

  add(booked: BookedHit): void {
    const { hit, booking } = booked;
    const { truth } = hit;
    const ofKind = this.kinds.get(truth.kind)!;
    this.hits += 1;
    ofKind.hits += 1;
    if (hit.event.kind === 'leave') return;
    const isCounted = booking.class === 'valid';
    const name = classOf(booked);
    const isRight = truth.right.includes(name as RightClass);
    ofKind.judged += 1;
    ofKind.right += isRight ? 1 : 0;
    ofKind.counted += isCounted ? 1 : 0;
    this.#addClass(name, truth.right, isRight);
    this.#addReason(
      booking.reason,
      truth.person !== undefined && truth.kind !== 'staff' && truth.kind !== 'fetched ahead',
    );
    if (isCounted) this.#countedViews += 1;
    if (truth.onlyBehaves) this.#behaving = plus(this.#behaving, !isCounted);
    if (truth.view !== undefined && truth.kind !== 'staff') this.#addView(booked, truth.view, isCounted);
  }

  #addClass(name: ClassName, right: readonly RightClass[], isRight: boolean): void {
    const booked = this.classes.get(name)!;
    booked.booked += 1;
    booked.bookedRight += isRight ? 1 : 0;
    const due = this.classes.get(right[0]!)!;
    due.due += 1;
    due.dueRight += isRight ? 1 : 0;
  }

  #addReason(reason: string, isOfPerson: boolean): void {
    const known = this.reasons.get(reason) ?? { hits: 0, ofPeople: 0 };
    this.reasons.set(reason, { hits: known.hits + 1, ofPeople: known.ofPeople + (isOfPerson ? 1 : 0) });
  }

  #addView({ hit, event, booking }: BookedHit, view: string, isCounted: boolean): void {
    this.#due.add(view);
    if (!isCounted) {
      if (!this.#counted.has(view)) this.#lostBy.set(view, booking.reason);
      return;
    }
    if (this.#counted.has(view)) this.#countedTwice += 1;
    this.#counted.add(view);
    this.#lostBy.delete(view);
    const crowd = hit.truth.isShared ? this.#crowds.shared : this.#crowds.own;
    if (hit.event.kind === 'view') crowd.add(hit.truth.person!, hit.story, event);
  }

  /** Views of people of which no beacon counted. */
  get lost(): Share {
    return { hits: this.#due.size, right: this.#due.size - this.#counted.size };
  }

  get lostBy(): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const reason of this.#lostBy.values()) sums.set(reason, (sums.get(reason) ?? 0) + 1);
    return sums;
  }

  get countedTwice(): Share {
    return { hits: this.#countedViews, right: this.#countedTwice };
  }

  get behavingFound(): Share {
    return this.#behaving;
  }

  get crowds(): { readonly shared: Crowd; readonly own: Crowd } {
    return this.#crowds;
  }
}

const plus = ({ hits, right }: Share, isRight: boolean): Share => ({
  hits: hits + 1,
  right: right + (isRight ? 1 : 0),
});

/** People whose views counted, and the keys that stood for them: of a story's day, and of the site's. */
class Crowd {
  readonly people = new Set<number>();
  readonly browserKeys = new Set<string>();
  readonly readersOfStories = new Set<number>();
  readonly readerKeys = new Set<string>();

  add(
    person: number,
    story: number,
    event: { readonly browserKey: string; readonly readerKey: string },
  ): void {
    this.people.add(person);
    this.browserKeys.add(event.browserKey);
    this.readersOfStories.add(person * 4096 + story);
    this.readerKeys.add(event.readerKey);
  }
}
