import type { Transaction } from 'kysely';
import { hourMs } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { Databases } from './databases.js';
import type { Schema } from './schema.js';

/**
 * Written in the very transaction that changed what readers can see: a crash between commit and purge loses nothing,
 * because the change is found again from the last seq.
 */
export async function writeChange(
  trx: Transaction<Schema>,
  databases: Pick<Databases, 'dialect'>,
  now: number,
  tags: readonly string[],
): Promise<void> {
  if (tags.length === 0) return;
  await databases.dialect.announceChange(trx);
  await trx
    .insertInto('changes')
    .values({ at: now, tags: JSON.stringify(tags) })
    .execute();
}

/** A process follows within seconds; whichever starts later has no pages that could be old. */
const changesKeptMs = hourMs;

/** Forgets changes that every process has followed: their tags name addresses and topics, of erased stories too. */
export async function pruneChanges({ write }: Pick<Databases, 'write'>, now: number): Promise<void> {
  await write
    .deleteFrom('changes')
    .where('at', '<', now - changesKeptMs)
    .execute();
}

export type ChangeListener = (tags: readonly string[]) => void | Promise<void>;

/** Follows `changes` from now on and hands each one's tags to the listener, in order, once per process. */
export class ChangeFollower {
  readonly #databases: Databases;
  readonly #listener: ChangeListener;
  readonly #log: Log;
  #seq = 0;
  #reading: Promise<void> | undefined;
  #again = false;
  #subscription: { close(): Promise<void> } | undefined;

  constructor(databases: Databases, listener: ChangeListener, log: Log) {
    this.#databases = databases;
    this.#listener = listener;
    this.#log = log;
  }

  async start(): Promise<void> {
    const last = await this.#databases.read
      .selectFrom('changes')
      .select('seq')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    this.#seq = last?.seq ?? 0;
    this.#subscription = await this.#databases.dialect.followCommits(() => this.wake());
  }

  wake(): void {
    this.#again = true;
    this.#reading ??= this.#drain().finally(() => {
      this.#reading = undefined;
    });
  }

  async stop(): Promise<void> {
    await this.#subscription?.close();
    await this.#reading;
  }

  async #drain(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        await this.#readOn();
      } catch (error) {
        this.#log.error({ error }, 'changes could not be followed; the next commit tries again');
      }
    }
  }

  async #readOn(): Promise<void> {
    const rows = await this.#databases.read
      .selectFrom('changes')
      .select(['seq', 'tags'])
      .where('seq', '>', this.#seq)
      .orderBy('seq')
      .limit(1000)
      .execute();
    for (const { seq, tags } of rows) {
      await this.#listener(JSON.parse(tags) as string[]);
      this.#seq = seq;
    }
    if (rows.length === 1000) this.#again = true;
  }
}
