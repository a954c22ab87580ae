import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import cliProgress from 'cli-progress';
import { Problem } from '../base/problem.js';
import { yieldToServing } from '../base/threads.js';
import { isZone } from '../base/zone.js';
import { type InputEntry, openInput } from '../exchange/archive/open-input.js';
import { fetchPublic } from '../exchange/fetch/fetch-public.js';
import { type ImportProgress, runImport } from '../exchange/import-run.js';
import type { ImportReport } from '../exchange/import-store.js';
import { ImportRunTable } from '../store/tables/import-runs.js';
import type { CliContext, OpenedSite } from './context.js';
import type { ImportFlags } from './import.js';

/** An address is fetched whole before it is read; larger inputs are downloaded by hand and imported as files. */
const fetchLimits = { maxBytes: 200 * 1024 * 1024, timeoutMs: 120_000 };

/** One import from end to end, with its progress shown as the terminal or the flags want it. */
export async function importInput(
  context: CliContext,
  site: OpenedSite,
  input: string,
  flags: ImportFlags,
): Promise<ImportReport> {
  yieldToServing();
  const zone = flags.zone ?? site.paper().zone;
  if (!isZone(zone))
    throw new Problem(
      'invalid_input',
      `--zone: "${zone}" is no zone of the IANA list, such as Europe/London.`,
    );
  const progress = flags.json ? jsonProgress(context) : process.stderr.isTTY ? barProgress() : silentProgress;
  const isAddress = /^https?:\/\//i.test(input);
  const report = await runImport(
    {
      // Whole, because a run that was interrupted is found again by it: "." is another folder tomorrow.
      input: isAddress || input === '-' ? input : resolve(input),
      entries: await begun(isAddress ? fetched(input) : openInput(input)),
      options: {
        as: flags.as,
        own: flags.own,
        zone,
        dryRun: flags.dryRun,
        ...(flags.format === undefined ? {} : { format: flags.format }),
        ...(flags.section === undefined ? {} : { section: flags.section.split('/') }),
      },
    },
    {
      store: new ImportRunTable(site.databases, site.ids),
      clock: site.clock,
      ids: site.ids,
      language: site.paper().language,
      ensureSection: (names) => site.directory.ensureSection(names, site.clock()),
      ensureContributor: (name) => site.directory.ensureContributor(name),
    },
    progress.show,
  );
  progress.end();
  site.log.info({ actor: userInfo().username, run: report.runId }, 'import finished');
  return report;
}

async function* fetched(address: string): AsyncIterable<InputEntry> {
  const { bytes, finalUrl } = await fetchPublic(address, fetchLimits);
  yield { kind: 'file', name: finalUrl, bytes: () => bytes };
}

/** The same, with the first entry already asked for: what cannot be opened at all throws here, and leaves no run. */
async function begun(entries: AsyncIterable<InputEntry>): Promise<AsyncIterable<InputEntry>> {
  const iterator = entries[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

interface ProgressShown {
  readonly show: (progress: ImportProgress) => void;
  readonly end: () => void;
}

const silentProgress: ProgressShown = { show: () => undefined, end: () => undefined };

const jsonProgress = (context: CliContext): ProgressShown => ({
  show: (progress) => context.print(JSON.stringify({ progress })),
  end: () => undefined,
});

/** The total of a stream is not known before its end, so the bar counts and promises no percentage. */
function barProgress(): ProgressShown {
  const bar = new cliProgress.SingleBar({
    format:
      '{value} found · {added} added · {updated} updated · {unchanged} unchanged · {skipped} skipped · {failed} failed',
    stream: process.stderr,
  });
  bar.start(0, 0, { added: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 });
  return { show: ({ found, ...outcomes }) => bar.update(found, outcomes), end: () => bar.stop() };
}
