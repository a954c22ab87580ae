import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPostgres } from '../support/postgres.js';
import { makeTempFolder } from '../support/temp-folder.js';
import { makeKeptFolder } from './kept-folder.js';
import { chaosKinds } from './kinds/all.js';
import { removeProgram } from './kinds/read-only.js';
import { playRound, type RoundResult } from './round.js';
import { roundLine, summaryLines } from './told.js';

/**
 * `npm run chaos -- --rounds N [--seed S] [--json]`: plays rounds from seed S on, one seed each. A seed names kind,
 * database and all that is drawn; the moment of a kill is drawn too, and what it meets is up to the machine.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const firstSeed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(firstSeed) || firstSeed < 0) {
  process.stderr.write('Say how many rounds, and from which seed: npm run chaos -- --rounds 20 --seed 1\n');
  process.exit(2);
}

/** Starting processes keeps a core busy, and waiting for them leaves another one idle. */
const roundsAtOnce = 2;

const print = (text: string) => void process.stdout.write(`${text}\n`);
const scratch = makeTempFolder('bs-chaos-run-');
const [shared, mortal] = [await startPostgres(), await startPostgres({ durable: true })];
const kinds = chaosKinds('unavailable' in mortal ? undefined : mortal);
// A round takes away what it made, such as a mounted disk: so those that are played come to their end.
let isInterrupted = false;
process.once('SIGINT', () => {
  isInterrupted = true;
});

try {
  const ground = {
    postgres: 'unavailable' in shared ? undefined : shared.address,
    keptFolder: await makeKeptFolder(scratch),
  };
  const results: RoundResult[] = [];
  let next = firstSeed;
  const playOn = async () => {
    while (next < firstSeed + rounds && !isInterrupted) {
      const seed = next;
      next += 1;
      const result = await playRound(kinds[seed % kinds.length]!, seed, ground);
      results.push(result);
      print(values.json ? JSON.stringify(result) : roundLine(result));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: roundsAtOnce }, playOn));
  const notHere = 'unavailable' in shared ? [`rounds on PostgreSQL: ${shared.unavailable}`] : [];
  if (!values.json) print(summaryLines(results, performance.now() - startedAt, notHere).join('\n'));
  if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
} finally {
  await removeProgram();
  for (const server of [shared, mortal]) if (!('unavailable' in server)) await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
