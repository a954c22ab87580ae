import { type Command, Option } from 'commander';
import { csvHead, csvLinesOf, jsonLinesOf } from '../audience/ledger/export-lines.js';
import { slateLine } from '../audience/ledger/slate-log.js';
import { type DayCheck, verifyChain } from '../audience/ledger/verify-chain.js';
import { trainingLines } from '../discovery/evaluation/own-training.js';
import { closedDays } from '../store/tables/closed-days.js';
import { ownListLog } from '../store/tables/own-log.js';
import { slateLog } from '../store/tables/slates.js';
import type { CliContext, OpenedSite } from './context.js';
import { folderDaySigner } from './day-signing.js';
import { withSite } from './import.js';

export function register(program: Command, context: CliContext): void {
  const command = program
    .command('ledger')
    .description('the closed days: check them, write them out; what was shown in the lists');
  command
    .command('verify')
    .description('check records, signatures, chain, lines and tallies of every closed day')
    .option('--json', 'one object a day', false)
    .action(({ json }: { json: boolean }) => withSite(context, (site) => printCheck(context, site, json)));
  command
    .command('export')
    .description('write the closed days to standard output, as docs/counting.md describes the format')
    .addOption(new Option('--format <format>').choices(['jsonl', 'csv']).default('jsonl'))
    .action(({ format }: { format: 'jsonl' | 'csv' }) =>
      withSite(context, async (site) => {
        if (format === 'csv') context.print(csvHead);
        const linesOf = format === 'csv' ? csvLinesOf : jsonLinesOf;
        for await (const day of closedDays(site.databases).all())
          for (const line of linesOf(day)) context.print(line);
      }),
    );
  command
    .command('slates')
    .description(
      'write what was seen and followed in the lists, with propensities, as docs/ranking-details.md describes it',
    )
    .action(() =>
      withSite(context, async (site) => {
        for await (const tally of slateLog(site.databases).all()) context.print(slateLine(tally));
      }),
    );
  command
    .command('training')
    .description('write what was known of each recommended place before it was shown, and what came of it')
    .action(() =>
      withSite(context, async (site) => {
        for await (const line of trainingLines(ownListLog(site.databases), 'recommendation'))
          context.print(line);
      }),
    );
}

export async function checkChain(site: OpenedSite): Promise<readonly DayCheck[]> {
  const checks: DayCheck[] = [];
  const trusted = [folderDaySigner(site.folder).publicKey];
  for await (const check of verifyChain(closedDays(site.databases), trusted)) checks.push(check);
  return checks;
}

async function printCheck(context: CliContext, site: OpenedSite, json: boolean): Promise<void> {
  const checks = await checkChain(site);
  for (const check of checks) {
    if (json) context.print(JSON.stringify(check));
    else
      context.print(
        `${check.day}  ${check.stories} stories  ${check.hash}  ${check.faults.length === 0 ? 'holds' : 'DOES NOT HOLD'}`,
      );
    if (!json) for (const fault of check.faults) context.print(`  ${fault}`);
  }
  const broken = checks.filter(({ faults }) => faults.length > 0).length;
  if (!json) context.print(`${checks.length} closed days, ${broken} do not hold.`);
  if (broken > 0) process.exitCode = 1;
}
