import type { ErasureStore } from '../../jobs/erasure-store.js';
import type { Databases } from '../databases.js';
import { eraseFromAudience } from './audience-erasure.js';
import { erasureJobs, isDue } from './erasure-jobs.js';

/** What erasures have left to be done, as rows of jobs. */
export class ErasureTable implements ErasureStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  storiesLeft(dueBy: number, limit: number): Promise<readonly string[]> {
    return this.#left('numbers', dueBy, limit);
  }

  eraseNumbers(storyIds: readonly string[]): Promise<void> {
    const { dialect, write } = this.#databases;
    return dialect.deletingForGood(write, () => eraseFromAudience(this.#databases, storyIds));
  }

  async picturesLeft(dueBy: number): Promise<readonly string[]> {
    const left = await this.#left('picture', dueBy);
    const again = await this.#databases.write
      .selectFrom('jobs')
      .innerJoin('media', 'media.hash', 'jobs.subject')
      .select('subject')
      .where('kind', '=', erasureJobs.picture)
      .execute();
    const kept = new Set(again.map(({ subject }) => subject));
    for (const hash of kept) await this.pictureIsGone(hash);
    return left.filter((hash) => !kept.has(hash));
  }

  async pictureIsGone(hash: string): Promise<void> {
    await this.#databases.write
      .deleteFrom('jobs')
      .where('kind', '=', erasureJobs.picture)
      .where('subject', '=', hash)
      .execute();
  }

  async overwriteTraces(dueBy: number): Promise<boolean> {
    const { write, dialect } = this.#databases;
    const asked = await write
      .selectFrom('jobs')
      .select('run_at')
      .where('kind', '=', erasureJobs.traces)
      .where(isDue(dueBy))
      .executeTakeFirst();
    if (asked === undefined) return true;
    if (!(await dialect.overwriteDeleted(write))) return false;
    // An erasure that came meanwhile has put it later.
    await write
      .deleteFrom('jobs')
      .where('kind', '=', erasureJobs.traces)
      .where('run_at', '=', asked.run_at)
      .execute();
    return true;
  }

  async #left(part: keyof typeof erasureJobs, dueBy: number, limit = 10_000): Promise<readonly string[]> {
    const rows = await this.#databases.write
      .selectFrom('jobs')
      .select('subject')
      .where('kind', '=', erasureJobs[part])
      .where(isDue(dueBy))
      .orderBy('run_at')
      .limit(limit)
      .execute();
    return rows.map(({ subject }) => subject);
  }
}
