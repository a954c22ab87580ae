import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { recount } from '../audience/ledger/recount.js';
import { type RestatementRules, restate, restatementRulesSchema } from '../audience/ledger/restatement.js';
import { dayMs } from '../base/clock.js';
import { Problem } from '../base/problem.js';
import { recountStore } from '../store/tables/recount.js';
import { restatementStore } from '../store/tables/restatements.js';
import type { CliContext, OpenedSite } from './context.js';
import { withSite } from './import.js';
import { checkChain } from './ledger.js';

interface RecountFlags {
  readonly json: boolean;
  readonly rules?: string;
  readonly reason?: string;
}

export function register(program: Command, context: CliContext): void {
  program
    .command('recount')
    .description(
      'count again from the evidence that is kept, compare with every tally, and check the closed days',
    )
    .option('--rules <file>', 'count by other rules (JSON) and keep the result as a restatement')
    .option('--reason <text>', 'why, as the counted page will say it; needed with --rules')
    .option('--json', 'one object', false)
    .action((flags: RecountFlags) =>
      withSite(context, (site) =>
        flags.rules === undefined
          ? compare(context, site, flags.json)
          : makeRestatement(context, site, flags),
      ),
    );
}

const evidenceFrom = ({ clock, configuration }: OpenedSite): number =>
  clock() - configuration.eventDays * dayMs;

async function compare(context: CliContext, site: OpenedSite, json: boolean): Promise<void> {
  const result = await recount(recountStore(site.databases.scan), evidenceFrom(site));
  const chain = await checkChain(site);
  const faults = chain.flatMap(({ day, faults }) => faults.map((fault) => `${day}: ${fault}`));
  const found = result.differences.length + faults.length;
  if (found > 0) process.exitCode = 1;
  if (json) return context.print(JSON.stringify({ ...result, closedDays: chain.length, faults }));
  context.print(
    `${result.views} views in ${result.hours} tallies of ${result.stories} stories counted again`,
  );
  for (const { what, kept, recounted } of result.differences)
    context.print(`  ${what}: kept ${kept}, recounted ${recounted}`);
  context.print(`${chain.length} closed days checked`);
  for (const fault of faults) context.print(`  ${fault}`);
  context.print(found === 0 ? 'All agree.' : `${found} differences.`);
}

async function makeRestatement(context: CliContext, site: OpenedSite, flags: RecountFlags): Promise<void> {
  if (!flags.reason)
    throw new Problem('invalid_input', 'Say why with --reason: readers will see it beside the numbers.');
  const rules = readRules(flags.rules!);
  const madeAt = site.clock();
  const counts = await restate(restatementStore(site.databases), rules, {
    id: site.ids<'restatement'>(),
    madeAt,
    rulesVersion: rules.version,
    reason: flags.reason,
    startsAt: evidenceFrom(site),
    endsAt: madeAt,
  });
  if (flags.json) return context.print(JSON.stringify({ rules, reason: flags.reason, counts }));
  for (const { storyId, viewsBefore, viewsAfter } of counts)
    context.print(`  ${storyId}: ${viewsBefore} views, restated ${viewsAfter}`);
  context.print(
    `${counts.length} stories restated by version ${rules.version}; the first numbers stand beside.`,
  );
}

function readRules(file: string): RestatementRules {
  try {
    const parsed = restatementRulesSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    const { path, message } = parsed.error.issues[0]!;
    throw new Problem('invalid_input', `${file}: ${path.join('.')} ${message}`);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('invalid_input', `${file} cannot be read as JSON: ${(error as Error).message}`);
  }
}
