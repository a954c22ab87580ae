import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaosKinds } from '../chaos/kinds/all.js';
import { removeProgram } from '../chaos/kinds/read-only.js';
import { type Ground, playRound } from '../chaos/round.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

/** One round of each kind; `npm run chaos` plays as many as one likes. */
const kindNames = chaosKinds(undefined).map(({ name }) => name);

describe('what was acknowledged is counted, whatever happens', () => {
  /** Its own, since it is killed, and durable. */
  let server: PostgresServer | undefined;
  let ground: Ground;
  beforeAll(async () => {
    const started = await startPostgres({ durable: true });
    server = 'unavailable' in started ? undefined : started;
    ground = { postgres: server?.address, keptFolder: undefined };
  }, 120_000);
  afterAll(async () => {
    await removeProgram();
    await server?.stop();
  });

  it.for(kindNames.map((name, index) => ({ name, index, seed: 1000 + index })))(
    '$name (seed $seed)',
    { timeout: 180_000 },
    async ({ index, seed }, { skip }) => {
      const kind = chaosKinds(server)[index]!;
      const { faults, notTried } = await playRound(kind, seed, ground);
      skip(notTried !== undefined, notTried);
      expect(faults).toEqual([]);
    },
  );
});
