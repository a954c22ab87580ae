import { type Command, Option } from 'commander';
import { formatNames } from '../exchange/format-names.js';
import type { ImportReport } from '../exchange/import-store.js';
import { ImportRunTable } from '../store/tables/import-runs.js';
import type { CliContext, OpenedSite } from './context.js';

export interface ImportFlags {
  readonly format?: string;
  readonly as: 'source' | 'draft' | 'published';
  readonly own: boolean;
  readonly section?: string;
  readonly zone?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function register(program: Command, context: CliContext): void {
  const command = program
    .command('import')
    .description(
      'bring stories in: saved pages, text, RSS, Atom, RDF, JSON Feed, WordPress WXR, ninjs; a file, a folder, .gz, .zip, an address or - for standard input',
    );
  command
    .command('run <input>', { isDefault: true })
    .description('import a path, an address or - (the default)')
    .addOption(new Option('--format <format>', 'instead of recognising it').choices(formatNames))
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
      withSite(context, async (site) => {
        // Loaded when asked for: readers of formats are half of all code, and every other command starts without them.
        const { importInput } = await import('./import-input.js');
        printReport(context, await importInput(context, site, input, flags), flags.json);
      }),
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
    `Public now: ${report.published}. ${report.runId === 'dry-run' ? 'Dry run: nothing was saved.' : `Take it back with: broadsheet import undo ${report.runId}`}`,
  );
  for (const { outcome, reason, count, place } of report.reasons)
    context.print(`  ${outcome} ${count}×: ${reason} (first: ${place})`);
}
