import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dayMs, hourMs } from '../../../src/base/clock.js';
import { dayIn } from '../../../src/base/zone.js';
import { spawnProgram } from '../../support/app.js';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';

const closedMs = 20_000;

/** Days pass with readers on each; then `kill -9` while the start closes them. */
export const killClose: ChaosKind = {
  name: 'kill-close',
  databases: ['SQLite', 'PostgreSQL'],
  async play(stage) {
    // Not more: ids of events are known for four days, and all is sent again at the end.
    const days = stage.chance.whole(1, 2);
    await stage.clock.shift(-days * dayMs - stage.chance.whole(3, 20) * hourMs);
    await stage.begin();
    for (let day = 0; day < days; day += 1) {
      await stage.visits.send(stage.site, () => false, stage.chance.whole(20, 120));
      await stage.clock.shift(dayMs);
    }
    const zone = await paperZone(stage);
    await stage.kill();
    // Beyond the two hours after midnight that a day waits for its close.
    await stage.clock.shift(dayMs + 3 * hourMs);

    const before = await closedDays(stage);
    const waited = stage.chance.whole(0, days - 1);
    const seen = await killAtClose(stage, before + waited, stage.chance.whole(0, 25));
    const after = await closedDays(stage);
    stage.what = `${days} days to close, killed at ${seen - before}, ${after - before} closed by then`;
    await stage.start();
    await untilClosed(stage, dayIn(stage.clock.now() - dayMs - 3 * hourMs, zone));
    await saltsAreGone(stage);
  },
};

async function paperZone(stage: Stage): Promise<string> {
  const rows = await stage.place.query<{ value: string }>("select value from settings where key = 'zone'");
  return JSON.parse(rows[0]!.value) as string;
}

const closedDays = async (stage: Stage): Promise<number> =>
  Number((await stage.place.query<{ n: unknown }>('select count(*) as n from closed_days'))[0]!.n);

/**
 * Starts, looks on until so many days are closed, and kills a moment later; before the first close, by the time that a
 * start takes. Returns how many it saw.
 */
async function killAtClose(stage: Stage, atDays: number, laterMs: number): Promise<number> {
  const startMs = stage.startMs * (0.6 + laterMs / 50);
  const child = spawnProgram(['start', '--empty'], {
    ...stage.place.env,
    BROADSHEET_PORT: '0',
    BROADSHEET_LOG_LEVEL: 'error',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const deadline = performance.now() + closedMs;
  let seen = await closedDays(stage);
  if (seen === atDays) await sleep(startMs);
  while (seen < atDays && performance.now() < deadline) {
    await sleep(2);
    seen = await closedDays(stage);
  }
  await sleep(laterMs);
  child.kill('SIGKILL');
  await ended;
  return seen;
}

async function untilClosed(stage: Stage, lastDay: string): Promise<void> {
  const deadline = performance.now() + closedMs;
  for (;;) {
    const [row] = await stage.place.query<{ day: string | null }>('select max(day) as day from closed_days');
    if ((row?.day ?? '') >= lastDay) return;
    if (performance.now() > deadline)
      return void stage.faults.push(`${lastDay} is due and was not closed (last: ${row?.day})`);
    await sleep(50);
  }
}

/** Once a day is closed nobody can recognise its readers: neither salt nor keys are left. */
async function saltsAreGone(stage: Stage): Promise<void> {
  const [last] = await stage.place.query<{ day: string | null }>('select max(day) as day from closed_days');
  const lastDay = last?.day ?? '';
  const salts = async () =>
    stage.place.database === 'SQLite'
      ? readdirSync(join(stage.place.folder, 'salt'))
      : (await stage.place.query<{ day: string }>('select day from day_salts')).map(({ day }) => day);
  const deadline = performance.now() + closedMs;
  while ((await salts()).some((day) => day <= lastDay) && performance.now() < deadline) await sleep(50);
  stage.expect(!(await salts()).some((day) => day <= lastDay), 'the salt of a closed day is still there');
  const readers = await stage.place.query(`select reader_key from readers where day <= '${lastDay}' limit 1`);
  stage.expect(readers.length === 0, 'reader keys of a closed day are still there');
}
