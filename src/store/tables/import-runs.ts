import { sql, type Transaction } from 'kysely';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import type {
  FoundItem,
  ImportReport,
  ImportStore,
  ItemOutcome,
  UndoReport,
} from '../../exchange/import-store.js';
import { wordsOfPage } from '../../exchange/page/page-identity.js';
import type { Story } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { erasedSources, identitiesOf } from './erased-sources.js';
import { undoRun } from './import-undo.js';
import { findImportedBefore, isEditedHere } from './imported-before.js';
import { keepCountOf } from './imported-counts.js';
import { saveStory } from './story-save.js';

const noOutcomes: Readonly<Record<ItemOutcome, number>> = {
  added: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
};

interface ItemLine {
  readonly outcome: ItemOutcome;
  readonly reason: string;
  readonly storyId: string | null;
  readonly storyVersion: number | null;
  readonly before: Story | null;
  readonly isErased?: true;
}

/** Import runs and what became of each item. */
export class ImportRunTable implements ImportStore {
  readonly #databases: Databases;
  readonly #ids: IdSource;

  constructor(databases: Databases, ids: IdSource) {
    this.#databases = databases;
    this.#ids = ids;
  }

  async openRun(
    input: string,
    options: string,
    now: number,
  ): Promise<{ readonly runId: string; readonly done: number }> {
    const { write } = this.#databases;
    const interrupted = await write
      .selectFrom('import_runs')
      .select('id')
      .where('input', '=', input)
      .where('options', '=', options)
      .where('status', '=', 'running')
      .orderBy('started_at', 'desc')
      .executeTakeFirst();
    if (interrupted) {
      const { done } = await write
        .selectFrom('import_items')
        .select(({ fn }) => fn.max('position').as('done'))
        .where('run_id', '=', interrupted.id)
        .executeTakeFirstOrThrow();
      return { runId: interrupted.id, done: done ?? 0 };
    }
    const id = this.#ids<'run'>();
    await write
      .insertInto('import_runs')
      .values({ id, input, options, status: 'running', started_at: now, finished_at: null, undone_at: null })
      .execute();
    return { runId: id, done: 0 };
  }

  apply(
    runId: string,
    items: readonly FoundItem[],
    now: number,
  ): Promise<Readonly<Record<ItemOutcome, number>>> {
    return this.#databases.write.transaction().execute(async (trx) => {
      await this.#databases.dialect.lockErasures(trx, 'shared');
      const totals: Record<ItemOutcome, number> = { ...noOutcomes };
      const tags = new Set<string>();
      const isErased = await erasedSources(trx);
      for (const found of items) {
        const line = await this.#lineOf(trx, found, isErased, tags);
        totals[line.outcome] += 1;
        const count =
          'item' in found && line.storyId !== null
            ? await keepCountOf(trx, line.storyId, found.item, now, tags)
            : undefined;
        await trx
          .insertInto('import_items')
          .values({
            run_id: runId,
            position: found.position,
            place: line.isErased ? 'erased' : found.place.slice(0, 500),
            outcome: line.outcome,
            reason: line.reason.slice(0, 1000),
            story_id: line.storyId,
            story_version: line.storyVersion,
            before: line.before === null ? null : JSON.stringify(line.before),
            words: 'item' in found && line.storyId !== null ? (wordsOfPage(found.item) ?? null) : null,
            count_before: count === undefined ? null : JSON.stringify(count),
          })
          .execute();
      }
      await writeChange(trx, this.#databases, now, [...tags]);
      return totals;
    });
  }

  async #lineOf(
    trx: Transaction<Schema>,
    found: FoundItem,
    isErased: Awaited<ReturnType<typeof erasedSources>>,
    tags: Set<string>,
  ): Promise<ItemLine> {
    if (!('item' in found)) return noStory(found.outcome, found.reason);
    if (identitiesOf(found.item, found.place).some(isErased))
      return { ...noStory('skipped', 'it was erased here and does not come back'), isErased: true };
    return this.#applyItem(trx, found, tags);
  }

  async #applyItem(
    trx: Transaction<Schema>,
    { item, place, decide }: Extract<FoundItem, { item: unknown }>,
    tags: Set<string>,
  ): Promise<ItemLine> {
    const known = await findImportedBefore(trx, item, place);
    const story = known?.story;
    // A copy changes nothing: two files of one text would else take turns in what they differ in, at every run.
    if (known?.isCopy)
      return { ...noStory('unchanged', 'the same words came in from another file'), storyId: known.story.id };
    const decision = decide(story && { story, isEditedHere: await isEditedHere(trx, story.id) });
    if (!('write' in decision))
      return { ...noStory(decision.outcome, decision.reason), storyId: story?.id ?? null };
    const saved = await saveStory(trx, this.#databases, decision.write);
    if (!saved.ok) return noStory('failed', 'somebody saved the story at the same moment; import it again');
    for (const tag of saved.value.tags) tags.add(tag);
    return {
      outcome: decision.outcome,
      reason: decision.reason,
      storyId: saved.value.after.id,
      storyVersion: saved.value.after.version,
      before: story ?? null,
    };
  }

  async finish(runId: string, status: 'finished' | 'interrupted', now: number): Promise<void> {
    await this.#databases.write
      .updateTable('import_runs')
      .set({ status, finished_at: now })
      .where('id', '=', runId)
      .execute();
  }

  async report(runId: string): Promise<ImportReport> {
    const { scan } = this.#databases;
    const run = await scan.selectFrom('import_runs').selectAll().where('id', '=', runId).executeTakeFirst();
    if (run === undefined)
      throw new Problem('not_found', `There is no import run ${runId}. "broadsheet import list" shows all.`);
    const outcomes: Record<ItemOutcome, number> = { ...noOutcomes };
    const counts = await scan
      .selectFrom('import_items')
      .select(['outcome', sql<number>`count(*)`.as('count')])
      .where('run_id', '=', runId)
      .groupBy('outcome')
      .execute();
    for (const { outcome, count } of counts) outcomes[outcome as ItemOutcome] = Number(count);
    const published = await scan
      .selectFrom('import_items')
      .innerJoin('stories', 'stories.id', 'import_items.story_id')
      .select(sql<number>`count(distinct stories.id)`.as('count'))
      .where('run_id', '=', runId)
      .where('outcome', 'in', ['added', 'updated'])
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .executeTakeFirstOrThrow();
    const reasons = await scan
      .selectFrom('import_items')
      .select(['outcome', 'reason', sql<number>`count(*)`.as('count'), sql<string>`min(place)`.as('place')])
      .where('run_id', '=', runId)
      .where('outcome', 'in', ['skipped', 'failed'])
      .groupBy(['outcome', 'reason'])
      .orderBy('count', 'desc')
      .limit(200)
      .execute();
    return {
      runId,
      input: run.input,
      status: run.undone_at === null ? run.status : 'undone',
      found: Object.values(outcomes).reduce((sum, count) => sum + count, 0),
      outcomes,
      published: Number(published.count),
      reasons: reasons.map(({ outcome, reason, count, place }) => ({
        outcome: outcome as 'skipped' | 'failed',
        reason,
        count: Number(count),
        place,
      })),
    };
  }

  async runs(limit: number) {
    const rows = await this.#databases.read
      .selectFrom('import_runs')
      .selectAll()
      .orderBy('started_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, input, status, started_at, undone_at }) => ({
      runId: id,
      input,
      status: undone_at === null ? status : 'undone',
      startedAt: started_at,
    }));
  }

  undo(runId: string, now: number): Promise<UndoReport> {
    return undoRun(this.#databases, runId, now);
  }
}

const noStory = (outcome: ItemOutcome, reason: string): ItemLine => ({
  outcome,
  reason,
  storyId: null,
  storyVersion: null,
  before: null,
});
