import type { Actor, SimulatedHit } from './simulated-hit.js';

interface Waiting {
  readonly next: SimulatedHit;
  readonly rest: Iterator<SimulatedHit>;
}

/** Actors that go on at once, merged by time: a binary heap with the next hit of each. */
export class Timeline {
  readonly #heap: Waiting[] = [];

  join(actor: Actor): void {
    const rest = actor[Symbol.iterator]();
    const { value, done } = rest.next();
    if (!done) this.#push({ next: value, rest });
  }

  /** All hits before this instant. */
  *until(instant: number): Generator<SimulatedHit> {
    while (this.#heap.length > 0 && this.#heap[0]!.next.at < instant) {
      const { next, rest } = this.#heap[0]!;
      yield next;
      const { value, done } = rest.next();
      if (done) this.#removeFirst();
      else this.#sinkFirst({ next: value, rest });
    }
  }

  #push(waiting: Waiting): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(waiting);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.next.at <= waiting.next.at) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = waiting;
  }

  #removeFirst(): void {
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sinkFirst(last);
  }

  #sinkFirst(waiting: Waiting): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child + 1 < heap.length && heap[child + 1]!.next.at < heap[child]!.next.at) child += 1;
      if (child >= heap.length || heap[child]!.next.at >= waiting.next.at) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = waiting;
  }
}
