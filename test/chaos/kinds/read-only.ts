import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayMs } from '../../../src/base/clock.js';
import { noUnprivilegedAccount, programAsNobody, type ReadableProgram } from '../../support/as-nobody.js';
import { findAccount, isRoot } from '../../support/unprivileged.js';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';

let program: Promise<ReadableProgram> | undefined;

/** Removes the copy of the program, where one had to be made. */
export const removeProgram = async (): Promise<void> => (await program)?.remove();

/** An account without privileges finds the folder, the database or the salts read-only. */
export const readOnly: ChaosKind = {
  name: 'read-only',
  databases: ['SQLite'],
  notHere: () => noUnprivilegedAccount,
  async play(stage) {
    program ??= programAsNobody();
    const { start } = await program;
    const spawn = (args: readonly string[], env: Readonly<Record<string, string>>) => start(args, { env });
    stage.startsBy({ spawn });
    own(stage);
    await stage.begin();
    const closed = stage.chance.pick(['the folder', 'the database', 'the salts'] as const);
    stage.what = `${closed} read-only`;
    if (closed === 'the salts') return closeSalts(stage);
    await stage.killDuringIntake(stage.chance.whole(50, 300));
    const paths = closed === 'the folder' ? [stage.place.folder] : databaseFiles(stage);
    change('a-w', paths);
    const before = digests(stage);
    await refusedStart(stage);
    stage.expect(digests(stage) === before, 'a start that was refused changed the database');
    change('u+w', paths);
  },
};

/** With no salt for the new day nobody can be counted; it is said, and made up for later. */
async function closeSalts(stage: Stage): Promise<void> {
  const salts = join(stage.place.folder, 'salt');
  await stage.visits.send(stage.site, () => false, 40);
  change('a-w', [salts]);
  await stage.clock.shift(dayMs);
  const before = stage.visits.acknowledged;
  await stage.visits.send(stage.site, () => false, 40);
  stage.expect(stage.visits.acknowledged === before, 'views were acknowledged on a day without a salt');
  change('u+w', [salts]);
}

async function refusedStart(stage: Stage): Promise<void> {
  const { run } = await program!;
  const { exitCode, stderr } = await run(['start', '--empty'], {
    env: { ...stage.place.env, BROADSHEET_PORT: '0', BROADSHEET_LOG_LEVEL: 'error' },
  });
  const isOneSentence = stderr.trim().split('\n').length === 1 && /cannot be written/.test(stderr);
  stage.expect(
    exitCode === 1 && isOneSentence,
    `a read-only start ended with ${exitCode} and said: ${stderr}`,
  );
}

const databaseFiles = ({ place }: Stage): string[] =>
  [place.file, `${place.file}-wal`, `${place.file}-shm`].filter((path) => existsSync(path));

/** Without the index of the log (-shm), which is made anew by whoever comes. */
const digests = ({ place }: Stage): string =>
  [place.file, `${place.file}-wal`]
    .filter((path) => existsSync(path))
    .map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))
    .join(' ');

const change = (mode: string, paths: readonly string[]) => execFileSync('chmod', ['-R', mode, ...paths]);

function own({ place }: Stage): void {
  const account = isRoot ? findAccount('nobody') : undefined;
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, place.folder]);
}
