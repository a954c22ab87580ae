import { type Command, Option } from 'commander';
import { eventClasses } from '../audience/ledger/counted-story.js';
import type { DayLine } from '../audience/ledger/day-record.js';
import { type DayCheck, verifyChain } from '../audience/ledger/verify-chain.js';
import { closedDays } from '../store/tables/closed-days.js';
import type { CliContext, OpenedSite } from './context.js';
import { folderDaySigner } from './day-signing.js';
import { withSite } from './import.js';

export function register(program: Command, context: CliContext): void {
  const command = program.command('ledger').description('the closed days: check them, write them out');
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
        const write = format === 'csv' ? csvLines : jsonLines;
        for await (const line of write(site)) context.print(line);
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

/** A line for each record, followed by one for each of its stories. */
async function* jsonLines(site: OpenedSite): AsyncIterable<string> {
  for await (const { record, lines } of closedDays(site.databases).all()) {
    const { day, record: text, hash, signature } = record;
    yield JSON.stringify({ kind: 'day', day, record: text, hash, signature });
    for (const [position, { digest, salt, line }] of lines.entries())
      yield JSON.stringify({ kind: 'line', day, position, digest, salt, line });
  }
}

const csvColumns = [
  'day',
  'story',
  ...eventClasses.map((name) => `views ${name}`),
  'reads',
  'readers',
  'dwell seconds',
  'reactions given',
  'reactions taken',
  'without script',
  'hash of the day',
];

/** One row for each story and day that was not erased; names and ids hold neither commas nor quotes. */
async function* csvLines(site: OpenedSite): AsyncIterable<string> {
  yield csvColumns.join(',');
  for await (const { record, lines } of closedDays(site.databases).all())
    for (const { line } of lines) {
      if (line === null) continue;
      const sums = JSON.parse(line) as DayLine;
      yield [
        record.day,
        sums.storyId,
        ...eventClasses.map((name) => sums.views[name] ?? 0),
        sums.reads,
        sums.readers,
        sums.dwellSeconds,
        sums.reactionsGiven,
        sums.reactionsTaken,
        sums.withoutScript,
        record.hash,
      ].join(',');
    }
}
