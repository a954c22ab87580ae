import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ProgramRun,
  type RunningSite,
  runProgram,
  type SiteOptions,
  startSite,
} from '../support/app.js';
import { addBareStories } from '../support/bare-stories.js';
import { auditCounts, type Sums, validSums } from './audit.js';
import type { Chance } from './chance.js';
import type { Place, ShiftedClock } from './place.js';
import { Visits } from './visits.js';

/** Enough to see why, where a round is red. */
const loggedLines = 3;
/** A site that has just started, or is full, may acknowledge nothing for a while. */
const firstAnswerMs = 1500;
const mostVisits = 1500;

/** A round while it is played: its place, its site, its readers, and what was found wrong. */
export class Stage {
  readonly faults: string[] = [];
  readonly visits: Visits;
  readonly chance: Chance;
  readonly place: Place;
  readonly clock: ShiftedClock;
  /** What happened, in words, for the line of the round. */
  what = '';
  /** What was counted before the first visit of this round. */
  before: Sums = { views: 0, leaves: 0 };
  /** Visits that were acknowledged before any of them came again. */
  acknowledged = 0;
  /** What the last start took. */
  startMs = 0;
  #hasStories = false;
  #site: RunningSite | undefined;
  #options: Pick<SiteOptions, 'spawn'> = {};
  readonly #undo: (() => void)[] = [];
  #log: readonly string[] = [];

  constructor(parts: {
    readonly chance: Chance;
    readonly trafficChance: Chance;
    readonly place: Place;
    readonly clock: ShiftedClock;
  }) {
    this.chance = parts.chance;
    this.place = parts.place;
    this.clock = parts.clock;
    this.visits = new Visits(parts.place, parts.clock, parts.trafficChance);
  }

  get isRunning(): boolean {
    return this.#site !== undefined;
  }

  get site(): RunningSite {
    if (this.#site === undefined) throw new Error('No site runs in this round.');
    return this.#site;
  }

  /** How every start of this round is made. */
  startsBy(options: Pick<SiteOptions, 'spawn'>): void {
    this.#options = options;
  }

  /** Done when the round is over, whatever came of it. */
  atEnd(undo: () => void): void {
    this.#undo.push(undo);
  }

  async start({ env: more = {} }: Pick<SiteOptions, 'env'> = {}): Promise<RunningSite> {
    const env = { ...this.place.env, ...more };
    const startedAt = performance.now();
    this.#site = await startSite({ ...this.#options, folder: this.place.folder, env });
    this.startMs = performance.now() - startedAt;
    this.#site.process.stderr?.on('data', (said) => this.#keepLog(String(said)));
    if (!this.#hasStories) await this.#addStories(this.#site);
    return this.#site;
  }

  async #addStories(site: RunningSite): Promise<void> {
    const beside = await site.openBeside();
    await addBareStories(beside.databases, this.visits.stories);
    await beside.close();
    this.#hasStories = true;
  }

  /** The first start, from which on is counted. */
  async begin(): Promise<void> {
    await this.start();
    this.before = await validSums(this.place);
  }

  /** As a power cut would, while readers are being counted: so long after the first of them was acknowledged. */
  async killDuringIntake(afterMs: number): Promise<void> {
    let isOver = false;
    const before = this.visits.acknowledged;
    const sending = this.visits.send(this.site, () => isOver, mostVisits);
    const deadline = performance.now() + firstAnswerMs;
    while (this.visits.acknowledged === before && performance.now() < deadline) await sleep(2);
    await sleep(afterMs);
    await this.kill();
    isOver = true;
    await sending;
  }

  async kill(): Promise<void> {
    await this.#site?.kill();
    this.#site = undefined;
  }

  async stop(): Promise<void> {
    await this.#site?.stop();
    this.#site = undefined;
  }

  /** The last that the round's site said of what went wrong in it. */
  get log(): readonly string[] {
    return this.#log;
  }

  #keepLog(said: string): void {
    this.#log = [...this.#log, ...said.trim().split('\n')].slice(-loggedLines);
  }

  async end(): Promise<void> {
    await this.kill();
    for (const undo of this.#undo) undo();
  }

  command(...args: readonly string[]): Promise<ProgramRun> {
    return runProgram(args, { ...this.place.env, BROADSHEET_LOG_LEVEL: 'error' });
  }

  expect(isSo: boolean, otherwise: string): void {
    if (!isSo) this.faults.push(otherwise);
  }

  async audit(when: string): Promise<void> {
    this.faults.push(...(await auditCounts(this.place, this.visits, this.before, when)));
  }
}
