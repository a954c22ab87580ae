import { userInfo } from 'node:os';
import cliProgress from 'cli-progress';
import { type Command, Option } from 'commander';
import { Problem } from '../base/problem.js';
import { isZone } from '../base/zone.js';
import { type InputEntry, openInput } from '../exchange/archive/open-input.js';
import { fetchPublic } from '../exchange/fetch/fetch-public.js';
import { formats } from '../exchange/formats.js';
import { type ImportProgress, runImport } from '../exchange/import-run.js';
import type { ImportReport } from '../exchange/import-store.js';
import { ImportRunTable } from '../store/tables/import-runs.js';
import type { CliContext, OpenedSite } from './context.js';

interface ImportFlags {
  readonly format?: string;
  readonly as: 'source' | 'draft' | 'published';
  readonly own: boolean;
  readonly section?: string;
  readonly zone?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** An address is fetched whole before it is read; larger inputs are downloaded by hand and imported as files. */
const fetchLimits = { maxBytes: 200 * 1024 * 1024, timeoutMs: 120_000 };

export function register(program: Command, context: CliContext): void {
  const command = program
    .command('import')
    .description(
      'bring stories in: saved pages, text, RSS, Atom, RDF, JSON Feed, WordPress WXR, ninjs; a file, a folder, .gz, .zip, an address or - for standard input',
    );
  command
    .command('run <input>', { isDefault: true })
    .description('import a path, an address or - (the default)')
    .addOption(
      new Option('--format <format>', 'instead of recognising it').choices(formats.map(({ name }) => name)),
    )
    .addOption(
      new Option('--as <status>', 'source: exports keep their statuses, all else becomes drafts')
        .choices(['source', 'draft', 'published'])
        .default('source'),
    )
    .option('--own', 'the stories are ours: dates, addresses and authors are kept as ours', false)
    .option('--section <names>', 'section for all, from the top: "World" or "World/Asia"')
    .option('--zone <zone>', 'zone of dates that have none (default: the paper’s)')
    .option('--dry-run', 'say what would happen and save nothing', false)
    .option('--json', 'progress and report as JSON lines', false)
    .action((input: string, flags: ImportFlags) =>
      withSite(context, (site) => importInput(context, site, input, flags)),
    );
  command
    .command('list')
    .description('the last import runs')
    .action(() =>
      withSite(context, async (site) => {
        for (const { runId, status, input, startedAt } of await new ImportRunTable(
          site.databases,
          site.ids,
        ).runs(50)) {
          context.print(`${runId}  ${new Date(startedAt).toISOString()}  ${status}  ${input}`);
        }
      }),
    );
  command
    .command('report <run>')
    .description('what a run did')
    .option('--json', 'as one JSON object', false)
    .action((runId: string, { json }: { json: boolean }) =>
      withSite(context, async (site) =>
        printReport(context, await new ImportRunTable(site.databases, site.ids).report(runId), json),
      ),
    );
  command
    .command('undo <run>')
    .description(
      'take a run back: what it added goes, what it updated is as before, what was edited since stays',
    )
    .option('--json', 'as one JSON object', false)
    .action((runId: string, { json }: { json: boolean }) =>
      withSite(context, async (site) => {
        const undone = await new ImportRunTable(site.databases, site.ids).undo(runId, site.clock());
        if (json) return context.print(JSON.stringify({ runId, ...undone }));
        context.print(
          `${undone.removed} removed, ${undone.restored} as before, ${undone.kept.length} kept because they were edited since`,
        );
        for (const place of undone.kept) context.print(`  kept: ${place}`);
      }),
    );
}

export async function withSite(
  context: CliContext,
  work: (site: OpenedSite) => Promise<void>,
): Promise<void> {
  const site = await context.open();
  try {
    await work(site);
  } finally {
    await site.close();
  }
}

async function importInput(
  context: CliContext,
  site: OpenedSite,
  input: string,
  flags: ImportFlags,
): Promise<void> {
  const zone = flags.zone ?? site.paper().zone;
  if (!isZone(zone))
    throw new Problem(
      'invalid_input',
      `--zone: "${zone}" is no zone of the IANA list, such as Europe/London.`,
    );
  const progress = flags.json ? jsonProgress(context) : process.stderr.isTTY ? barProgress() : silentProgress;
  const report = await runImport(
    {
      input,
      entries: /^https?:\/\//i.test(input) ? fetched(input) : openInput(input),
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
  printReport(context, report, flags.json);
}

async function* fetched(address: string): AsyncIterable<InputEntry> {
  const { bytes, finalUrl } = await fetchPublic(address, fetchLimits);
  yield { kind: 'file', name: finalUrl, bytes: () => bytes };
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

function printReport(context: CliContext, report: ImportReport, json: boolean): void {
  if (json) {
    context.print(JSON.stringify({ report }));
    return;
  }
  const { added, updated, unchanged, skipped, failed } = report.outcomes;
  context.print(
    `${report.found} found = ${added} added + ${updated} updated + ${unchanged} unchanged + ${skipped} skipped + ${failed} failed`,
  );
  context.print(
    `${report.published} of them are public now. ${report.runId === 'dry-run' ? 'Dry run: nothing was saved.' : `Take it back with: broadsheet import undo ${report.runId}`}`,
  );
  for (const { outcome, reason, count, place } of report.reasons)
    context.print(`  ${outcome} ${count}×: ${reason} (first: ${place})`);
}
