import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageTokens } from '../../src/audience/intake/page-token.js';
import type { RunningSite } from '../support/app.js';
import { sendEvents } from '../support/many-readers.js';
import type { Chance } from './chance.js';
import type { Place, ShiftedClock } from './place.js';

/** A reader who opens a story once, and perhaps tells of leaving it: one request, with ids that a retry keeps. */
interface Visit {
  readonly storyId: string;
  readonly address: string;
  readonly viewId: string;
  readonly leaveId: string | undefined;
  /** Told with 202: from here on it has to be kept. */
  isAcknowledged: boolean;
}

/** A visit of its own /24 each, so that no pace and no repeat is in the way of the plain sum. */
const addressOf = (visit: number): string => `81.${(visit >> 8) & 255}.${visit & 255}.7`;
const readSeconds = 10;
const connections = 24;
/** One request in so many carries a token that nobody signed: it must never be counted. */
const forgedOneIn = 12;

/** What was sent to a round's site, and what of it the site said that it has. */
export class Visits {
  readonly all: Visit[] = [];
  /** Answers that should not have been, in words. */
  readonly faults: string[] = [];
  readonly #place: Place;
  readonly #clock: ShiftedClock;
  readonly #chance: Chance;
  /** What the visits are to: a view of a story that is not there counts for none. */
  readonly stories: readonly string[];

  constructor(place: Place, clock: ShiftedClock, chance: Chance) {
    this.#place = place;
    this.#clock = clock;
    this.#chance = chance;
    this.stories = Array.from({ length: chance.whole(2, 30) }, () => randomUUID());
  }

  get acknowledged(): number {
    return this.all.filter(({ isAcknowledged }) => isAcknowledged).length;
  }

  /** Sends from several connections until `isOver` or `most` visits were made. */
  async send(site: RunningSite, isOver: () => boolean, most = 600): Promise<void> {
    const until = this.all.length + most;
    const sign = this.#signer();
    const connection = async () => {
      while (!isOver() && this.all.length < until) await this.#tell(site, sign, this.#make());
    };
    await Promise.all(Array.from({ length: connections }, connection));
  }

  /** Sends again what was not acknowledged and some of what was, as a page does after a time-out. */
  async sendAgain(site: RunningSite): Promise<void> {
    const sign = this.#signer();
    const again = this.all.filter(({ isAcknowledged }) => !isAcknowledged || this.#chance.isTrue(0.1));
    const waiting = [...again];
    const connection = async () => {
      for (let visit = waiting.pop(); visit; visit = waiting.pop()) await this.#tell(site, sign, visit);
    };
    await Promise.all(Array.from({ length: connections }, connection));
    const left = again.filter(({ isAcknowledged }) => !isAcknowledged).length;
    if (left > 0) this.faults.push(`${left} visits were not taken when they came again`);
  }

  #make(): Visit {
    const number = this.all.length;
    const visit = {
      // Each once to begin with, so that what comes later is told of the same stories.
      storyId: this.stories[number] ?? this.#chance.pick(this.stories),
      address: addressOf(number),
      viewId: randomUUID().slice(0, 30),
      leaveId: this.#chance.isTrue(0.4) ? randomUUID().slice(0, 30) : undefined,
      isAcknowledged: false,
    };
    this.all.push(visit);
    return visit;
  }

  async #tell(site: RunningSite, sign: (storyId: string) => string, visit: Visit): Promise<void> {
    const token = sign(visit.storyId);
    if (this.#chance.whole(1, forgedOneIn) === 1) await this.#forge(site, token, visit.address);
    const view = { id: visit.viewId, kind: 'view', ageMs: 0 };
    const leave = { id: visit.leaveId, kind: 'leave', ageMs: 0, dwellSeconds: 12, scrollPercent: 80 };
    const events = visit.leaveId === undefined ? [view] : [view, leave];
    const answer = await sendEvents(site, { token, address: visit.address, events }).catch(() => undefined);
    if (answer === undefined) return;
    if (answer.status === 202) visit.isAcknowledged = true;
    else if (answer.status !== 503) this.faults.push(`a view was answered with ${answer.status}`);
    else if (answer.headers.get('retry-after') === null)
      this.faults.push('a refusal under load names no time to come again');
    await answer.arrayBuffer().catch(() => undefined);
  }

  async #forge(site: RunningSite, token: string, address: string): Promise<void> {
    const events = [{ id: randomUUID().slice(0, 30), kind: 'view', ageMs: 0 }];
    const forged = `${token.slice(0, -22)}${'A'.repeat(22)}`;
    const answer = await sendEvents(site, { token: forged, address, events }).catch(() => undefined);
    if (answer && answer.status !== 400 && answer.status !== 503)
      this.faults.push(`a forged token was answered with ${answer.status}`);
  }

  /** Tokens as the site's pages would carry them at this time. */
  #signer(): (storyId: string) => string {
    const secret = readFileSync(join(this.#place.folder, 'secrets', 'page-token-1'), 'utf8').trim();
    const tokens = pageTokens([{ id: '1', secret: Buffer.from(secret, 'base64url') }]);
    return (storyId) => tokens.sign(storyId, readSeconds, this.#clock.now());
  }
}
