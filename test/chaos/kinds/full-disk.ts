import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosKind } from '../kind.js';
import { preload } from '../place.js';
import type { Stage } from '../stage.js';

const diskBytes = 16 * 1024 * 1024;
/** Enough for a full disk to have shown itself, on a busy machine too. */
const fullMs = 30_000;

let whyNoDisk: string | undefined;
let wasTried = false;

/** Whether a small disk can be mounted on this machine, tried once. */
function noDisk(): string | undefined {
  if (!wasTried) {
    wasTried = true;
    const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    try {
      mount(folder);
      unmount(folder);
    } catch (error) {
      whyNoDisk = `a small disk cannot be mounted here: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`;
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return whyNoDisk;
}

const mount = (folder: string) =>
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], { stdio: 'pipe' });
const unmount = (folder: string) => execFileSync('umount', ['-l', folder], { stdio: 'pipe' });

/** The disk runs full while readers are counted; then there is space again. */
export const fullDisk: ChaosKind = {
  name: 'full-disk',
  databases: ['SQLite'],
  isFresh: true,
  notHere: noDisk,
  async play(stage) {
    const { folder } = stage.place;
    const filler = join(folder, 'filler');
    mount(folder);
    stage.atEnd(() => unmount(folder));
    await stage.begin();
    const { bavail, bsize } = statfsSync(folder);
    const leftBytes = stage.chance.whole(0, 300) * 1024;
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
    const refused = await readUntilRefused(stage);
    const isKilled = stage.chance.isTrue(0.5);
    if (isKilled) {
      await stage.killDuringIntake(stage.chance.whole(0, 100));
      await startWhileFull(stage);
    }
    rmSync(filler);
    stage.what = `${leftBytes / 1024} KB left, ${refused} refused${isKilled ? ', killed while full' : ''}`;
  },
};

/** The same told by the database: for machines where no disk can be mounted. */
export const fullDatabase: ChaosKind = {
  name: 'full-database',
  databases: ['SQLite'],
  async play(stage) {
    const env = {
      CHAOS_PAGES: String(stage.chance.whole(8, 40)),
      NODE_OPTIONS: `${stage.place.env.NODE_OPTIONS} ${preload('./small-database.mjs')}`,
    };
    await stage.begin();
    await stage.kill();
    await stage.start({ env });
    const refused = await readUntilRefused(stage);
    await stage.kill();
    stage.what = `${env.CHAOS_PAGES} pages left, ${refused} refused`;
  },
};

/** Sends until the site has refused, and returns how many were. */
async function readUntilRefused(stage: Stage): Promise<number> {
  const refusedBy = () => stage.visits.all.length - stage.visits.acknowledged;
  const deadline = performance.now() + fullMs;
  await stage.visits.send(stage.site, () => refusedBy() > 30 || performance.now() > deadline, 20_000);
  stage.expect(refusedBy() > 0, 'nothing was refused, so nothing was full');
  return refusedBy();
}

/** On a full disk a start either succeeds or says so in one sentence; it never leaves half of anything. */
async function startWhileFull(stage: Stage): Promise<void> {
  try {
    await stage.start();
    await sleep(100);
    await stage.kill();
  } catch (error) {
    const said = (error as Error).message;
    stage.expect(/full/i.test(said) && !/\n\s+at /.test(said), `a start on a full disk said: ${said}`);
  }
}
