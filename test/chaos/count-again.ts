import { recount } from '../../src/audience/ledger/recount.js';
import { cliContext } from '../../src/cli/context.js';
import { checkChain } from '../../src/cli/ledger.js';
import { recountStore } from '../../src/store/tables/recount.js';
import type { Place } from './place.js';

/** What `broadsheet recount` and `broadsheet ledger verify` do, without the second that a process takes to start. */
export async function countedHereAgain(place: Place): Promise<string[]> {
  const site = await cliContext({ ...place.env, BROADSHEET_LOG_LEVEL: 'silent' }).open();
  try {
    const checks = await checkChain(site);
    const { differences } = await recount(recountStore(site.databases.scan), 0);
    return [
      ...checks.flatMap(({ day, faults }) => faults.map((fault) => `chain, ${day}: ${fault}`)),
      ...differences.map(({ what, kept, recounted }) => `${what}: kept ${kept}, recounted ${recounted}`),
    ];
  } finally {
    await site.close();
  }
}
