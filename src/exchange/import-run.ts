import type { Clock } from '../base/clock.js';
import type { IdSource } from '../base/ids.js';
import { Problem } from '../base/problem.js';
import type { ContributorId, SectionId } from '../newsroom/stories/story.js';
import type { InputEntry } from './archive/open-input.js';
import { decideItem, type ImportOptions, type ItemPlaces } from './decide-item.js';
import { decodeText } from './encoding.js';
import { detectFormat, formats } from './formats.js';
import type { FoundItem, ImportReport, ImportStore, ItemOutcome } from './import-store.js';
import type { ImportContext, ImportedItem, ImportFormat, ImportOutcome } from './imported-item.js';
import { sectionDivider } from './wxr/wxr-terms.js';

/** Items saved together: one commit for many, and still little to do again after a kill. */
const batchItems = 100;
const headCharacters = 4096;

export interface ImportRunTools {
  readonly store: ImportStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** The paper's language, for items that declare none and are too short to tell. */
  readonly language: string;
  readonly ensureSection: (names: readonly string[]) => Promise<SectionId>;
  readonly ensureContributor: (name: string) => Promise<ContributorId>;
}

export interface ImportRequest {
  /** What the operator named: path, address or `-`. */
  readonly input: string;
  readonly entries: AsyncIterable<InputEntry>;
  readonly options: ImportOptions & {
    readonly format?: string;
    /** Names from the top, for all items. */
    readonly section?: readonly string[];
    /** Zone of dates that have none. */
    readonly zone: string;
    readonly dryRun: boolean;
  };
}

export type ImportProgress = Readonly<Record<ItemOutcome, number>> & {
  readonly found: number;
  readonly place: string;
};

const noOutcomes: Record<ItemOutcome, number> = { added: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 };

/**
 * Runs an import from end to end: every item found is decided upon and recorded, one bad item stops nothing, and a run
 * that was killed goes on where it was. Returns the report, whose numbers add up by construction: each item has one line.
 */
export async function runImport(
  { input, entries, options }: ImportRequest,
  tools: ImportRunTools,
  onProgress: (progress: ImportProgress) => void = () => undefined,
): Promise<ImportReport> {
  const { store, clock } = tools;
  const { zone, format, dryRun, ...kept } = options;
  const { runId, done } = dryRun
    ? { runId: 'dry-run', done: 0 }
    : await store.openRun(input, JSON.stringify({ ...kept, zone, format }), clock());
  const totals = { ...noOutcomes };
  const dryReasons = new ReasonCounts();
  let position = 0;
  let batch: FoundItem[] = [];
  const flush = async (place: string) => {
    if (batch.length === 0) return;
    const outcomes = dryRun ? dryReasons.decide(batch) : await store.apply(runId, batch, clock());
    for (const [outcome, count] of Object.entries(outcomes)) totals[outcome as ItemOutcome] += count;
    batch = [];
    onProgress({ ...totals, found: position, place });
  };
  for await (const outcome of outcomesOf(entries, options, tools)) {
    position += 1;
    if (position <= done) continue;
    batch.push(await foundItem(outcome, position, options, tools, `import:${runId}`));
    if (batch.length >= batchItems) await flush(outcome.place);
  }
  await flush('');
  if (dryRun) return dryReasons.report(input, position, totals);
  await store.finish(runId, 'finished', clock());
  return store.report(runId);
}

async function* outcomesOf(
  entries: AsyncIterable<InputEntry>,
  options: ImportRequest['options'],
  { clock }: ImportRunTools,
): AsyncIterable<ImportOutcome> {
  for await (const entry of entries) {
    if (entry.kind === 'failed') {
      yield { kind: 'failed', place: entry.name, reason: entry.reason };
      continue;
    }
    const context: ImportContext = {
      zone: options.zone,
      now: clock(),
      origin: entry.name,
      ...(entry.file === undefined ? {} : { file: entry.file }),
    };
    try {
      yield* readEntry(entry, options.format, context);
    } catch (error) {
      yield {
        kind: 'failed',
        place: entry.name,
        reason: error instanceof Problem ? error.message : `it cannot be read: ${(error as Error).message}`,
      };
    }
  }
}

async function* readEntry(
  entry: Extract<InputEntry, { kind: 'file' }>,
  wanted: string | undefined,
  context: ImportContext,
): AsyncIterable<ImportOutcome> {
  const { head, bytes } = await withHead(entry.bytes());
  const format = wanted === undefined ? detectFormat(head, entry.name) : namedFormat(wanted);
  if (format === undefined) {
    yield { kind: 'skipped', place: entry.name, reason: 'it is in no format that is known' };
    return;
  }
  for await (const outcome of format.read(bytes, context)) {
    yield outcome.place.startsWith(entry.name)
      ? outcome
      : { ...outcome, place: `${entry.name}: ${outcome.place}` };
  }
}

function namedFormat(name: string): ImportFormat {
  const format = formats.find((each) => each.name === name);
  if (format === undefined)
    throw new Problem(
      'invalid_input',
      `There is no format "${name}". Known are: ${formats.map((each) => each.name).join(', ')}.`,
    );
  return format;
}

/** The first characters of a stream, and the whole stream again. */
async function withHead(
  input: AsyncIterable<Uint8Array>,
): Promise<{ head: string; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = input[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let size = 0;
  while (size < headCharacters) {
    const next = await iterator.next();
    if (next.done) break;
    held.push(next.value);
    size += next.value.length;
  }
  const bytes = (async function* () {
    yield* held;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  return { head: decodeText(Buffer.concat(held)).text.slice(0, headCharacters), bytes };
}

async function foundItem(
  outcome: ImportOutcome,
  position: number,
  options: ImportRequest['options'],
  tools: ImportRunTools,
  actor: string,
): Promise<FoundItem> {
  if (outcome.kind !== 'item')
    return { position, place: outcome.place, outcome: outcome.kind, reason: outcome.reason };
  const { item, place } = outcome;
  const places = options.dryRun
    ? { sectionId: null, contributorIds: [] }
    : await placesOf(item, options, tools);
  const { clock, ids, language } = tools;
  return {
    position,
    place,
    item,
    decide: (existing) =>
      decideItem(item, places, existing, options, { clock, ids, zone: options.zone, language, actor }),
  };
}

async function placesOf(
  item: ImportedItem,
  { section, own }: ImportRequest['options'],
  { ensureSection, ensureContributor }: ImportRunTools,
): Promise<ItemPlaces> {
  const names =
    section ??
    (item.section !== '' && (own || item.source.kind === 'cms')
      ? item.section.split(sectionDivider)
      : undefined);
  let sectionId: SectionId | null = null;
  try {
    if (names !== undefined) sectionId = await ensureSection(names);
  } catch (error) {
    // A section of the source whose name cannot be an address here costs the section, not the story.
    if (section !== undefined || !(error instanceof Problem)) throw error;
  }
  const contributorIds: ContributorId[] = [];
  if (own) for (const name of item.authors) contributorIds.push(await ensureContributor(name));
  return { sectionId, contributorIds };
}

/** Counts what a run would do, without a store: every item is looked at as if it were new. */
class ReasonCounts {
  readonly #reasons = new Map<
    string,
    { outcome: 'skipped' | 'failed'; reason: string; count: number; place: string }
  >();
  #published = 0;

  decide(batch: readonly FoundItem[]): Record<ItemOutcome, number> {
    const totals = { ...noOutcomes };
    for (const found of batch) {
      if ('item' in found) {
        const decision = found.decide(undefined);
        totals[decision.outcome] += 1;
        if ('write' in decision && decision.write.story.status === 'published') this.#published += 1;
        continue;
      }
      totals[found.outcome] += 1;
      const { outcome, reason, place } = found;
      const known = this.#reasons.get(reason);
      if (known) known.count += 1;
      else this.#reasons.set(reason, { outcome, reason, count: 1, place });
    }
    return totals;
  }

  report(input: string, found: number, outcomes: Record<ItemOutcome, number>): ImportReport {
    return {
      runId: 'dry-run',
      input,
      status: 'dry run: nothing was saved',
      found,
      outcomes,
      published: this.#published,
      reasons: [...this.#reasons.values()],
    };
  }
}
