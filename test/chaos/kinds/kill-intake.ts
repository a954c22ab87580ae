import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../../support/postgres.js';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';

/** `kill -9` while readers are being counted, once or several times. */
export const killIntake: ChaosKind = {
  name: 'kill-intake',
  databases: ['SQLite', 'PostgreSQL'],
  async play(stage) {
    await stage.begin();
    const kills = stage.chance.pick([1, 1, 2]);
    stage.what = `${kills} × kill -9`;
    for (let kill = 1; kill <= kills; kill += 1) {
      if (kill > 1) await stage.start();
      await stage.killDuringIntake(stage.chance.whole(5, 500));
    }
  },
};

/** The database dies while the site runs, which has to find it again by itself. */
export const killDatabase = (server: PostgresServer | undefined): ChaosKind => ({
  name: 'kill-database',
  databases: ['PostgreSQL'],
  ...(server ? { postgres: server.address } : {}),
  notHere: () => (server ? undefined : 'there is no PostgreSQL that may be killed here'),
  async play(stage) {
    await stage.begin();
    let isOver = false;
    const sending = stage.visits.send(stage.site, () => isOver);
    await sleep(stage.chance.whole(5, 400));
    await server!.crash();
    isOver = true;
    await sending;
    stage.what = 'the database killed, the site left running';
    await untilItCounts(stage);
  },
});

const foundAgainMs = 20_000;

async function untilItCounts(stage: Stage): Promise<void> {
  const deadline = performance.now() + foundAgainMs;
  for (;;) {
    const before = stage.visits.acknowledged;
    await stage.visits.send(stage.site, () => false, 5);
    if (stage.visits.acknowledged > before) return;
    if (performance.now() > deadline) {
      stage.faults.push('the site did not find its database again');
      return;
    }
    await sleep(200);
  }
}
