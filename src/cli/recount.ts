import type { Command } from 'commander';
import { recount } from '../audience/ledger/recount.js';
import { dayMs } from '../base/clock.js';
import { recountStore } from '../store/tables/recount.js';
import type { CliContext } from './context.js';
import { withSite } from './import.js';
import { checkChain } from './ledger.js';

export function register(program: Command, context: CliContext): void {
  program
    .command('recount')
    .description(
      'count again from the evidence that is kept, compare with every tally, and check the closed days',
    )
    .option('--json', 'one object', false)
    .action(({ json }: { json: boolean }) =>
      withSite(context, async (site) => {
        const since = site.clock() - site.configuration.eventDays * dayMs;
        const result = await recount(recountStore(site.databases.scan), since);
        const chain = await checkChain(site);
        const faults = chain.flatMap(({ day, faults }) => faults.map((fault) => `${day}: ${fault}`));
        if (json) context.print(JSON.stringify({ ...result, closedDays: chain.length, faults }));
        else {
          context.print(
            `${result.views} views in ${result.hours} tallies of ${result.stories} stories counted again`,
          );
          for (const { what, kept, recounted } of result.differences)
            context.print(`  ${what}: kept ${kept}, recounted ${recounted}`);
          context.print(`${chain.length} closed days checked`);
          for (const fault of faults) context.print(`  ${fault}`);
          const found = result.differences.length + faults.length;
          context.print(found === 0 ? 'All agree.' : `${found} differences.`);
        }
        if (result.differences.length + faults.length > 0) process.exitCode = 1;
      }),
    );
}
