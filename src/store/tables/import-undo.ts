import type { Transaction } from 'kysely';
import { Problem } from '../../base/problem.js';
import type { UndoReport } from '../../exchange/import-store.js';
import { anyTime, finishNumbers } from '../../jobs/finish-erasures.js';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { ErasureTable } from './erasures.js';
import { isEditedHere } from './imported-before.js';
import { type CountChange, takeBackCount } from './imported-counts.js';
import { findStoryById } from './stories.js';
import { eraseStory } from './story-erasure.js';
import { saveStory } from './story-save.js';

/** One transaction each: whoever else wants to write, a running site with its events above all, waits for it. */
const linesAtOnce = 50;

/** `numbered`: the story was left as it was, and only what another system counted of it came in. */
type Outcome = 'removed' | 'restored' | 'edited' | 'gone' | 'numbered';

/** In pages of the record, newest item first, so that a story that came twice is taken back step by step. */
export async function undoRun(databases: Databases, runId: string, now: number): Promise<UndoReport> {
  await requireUndoable(databases, runId);
  const kept: string[] = [];
  const count = { removed: 0, restored: 0 };
  for await (const page of pagesOf(databases, runId)) {
    const outcomes = await takeBackPage(databases, page, now);
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === 'removed' || outcome === 'restored') count[outcome] += 1;
      else if (outcome === 'edited') kept.push(page[index]!.place);
    }
  }
  await databases.write.updateTable('import_runs').set({ undone_at: now }).where('id', '=', runId).execute();
  await finishNumbers(new ErasureTable(databases), anyTime);
  return { ...count, kept };
}

async function requireUndoable({ write }: Databases, runId: string): Promise<void> {
  const run = await write
    .selectFrom('import_runs')
    .select('undone_at')
    .where('id', '=', runId)
    .executeTakeFirst();
  if (run === undefined)
    throw new Problem('not_found', `There is no import run ${runId}. "broadsheet import list" shows all.`);
  if (run.undone_at !== null) throw new Problem('lifecycle', `The run ${runId} was undone already.`);
}

async function* pagesOf(
  { write }: Databases,
  runId: string,
): AsyncIterable<readonly Schema['import_items'][]> {
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = await write
      .selectFrom('import_items')
      .selectAll()
      .where('run_id', '=', runId)
      .where(({ or, eb }) =>
        or([eb('outcome', 'in', ['added', 'updated']), eb('count_before', 'is not', null)]),
      )
      .where('position', '<', before)
      .orderBy('position', 'desc')
      .limit(linesAtOnce)
      .execute();
    if (page.length === 0) return;
    yield page;
    before = page.at(-1)!.position;
  }
}

const takeBackPage = (
  databases: Databases,
  page: readonly Schema['import_items'][],
  now: number,
): Promise<readonly Outcome[]> =>
  databases.write.transaction().execute(async (trx) => {
    await databases.dialect.lockErasures(trx, 'alone');
    const tags = new Set<string>();
    const outcomes: Outcome[] = [];
    for (const line of page) outcomes.push(await takeBack(trx, databases, line, now, tags));
    await writeChange(trx, databases, now, [...tags]);
    return outcomes;
  });

async function takeBack(
  trx: Transaction<Schema>,
  databases: Databases,
  line: Schema['import_items'],
  now: number,
  tags: Set<string>,
): Promise<Outcome> {
  const story = line.story_id === null ? undefined : await findStoryById(trx, line.story_id as StoryId);
  if (story === undefined) return 'gone';
  const takesBackCount = async () => {
    if (line.count_before !== null)
      await takeBackCount(trx, story.id, JSON.parse(line.count_before) as CountChange, tags);
  };
  if (line.outcome !== 'added' && line.outcome !== 'updated') {
    await takesBackCount();
    return 'numbered';
  }
  if (await isEditedHere(trx, story.id)) return 'edited';
  if (line.outcome === 'added') {
    for (const tag of (await eraseStory(trx, databases.dialect, story, now)).tags) tags.add(tag);
    return 'removed';
  }
  await takesBackCount();
  const old = JSON.parse(line.before!) as Story;
  const write = {
    story: { ...old, version: story.version, path: story.path, slug: story.slug },
    act: 'undo',
    actor: `import:${line.run_id}`,
    at: now,
    wantedPath: '',
  };
  const saved = await saveStory(trx, databases, write);
  if (saved.ok) for (const tag of saved.value.tags) tags.add(tag);
  return 'restored';
}
