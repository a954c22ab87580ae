import { randomBytes, randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Problem } from '../base/problem.js';

/** The one folder that holds everything a site needs. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly media: string;
  readonly secrets: string;
  readonly salt: string;
  readonly imports: string;
}

const rooms = ['media', 'secrets', 'salt', 'imports', 'backups', 'theme'] as const;

/** Opens the folder, making what is missing. Refused with one clear sentence where it cannot be written. */
export function openFolder(given: string): DataFolder {
  const path = resolve(given);
  try {
    mkdirSync(path, { recursive: true, mode: 0o750 });
    accessSync(path, constants.W_OK | constants.X_OK);
    for (const room of rooms)
      mkdirSync(join(path, room), {
        recursive: true,
        mode: room === 'secrets' || room === 'salt' ? 0o700 : 0o750,
      });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC')
      throw new Problem('disk_full', `The disk that holds ${path} is full. Free some space and start again.`);
    throw new Problem(
      'folder_not_writable',
      `The folder ${path} cannot be written (${code}). Give this account write access, or choose another folder with BROADSHEET_FOLDER.`,
    );
  }
  return {
    path,
    database: join(path, 'broadsheet.db'),
    media: join(path, 'media'),
    secrets: join(path, 'secrets'),
    salt: join(path, 'salt'),
    imports: join(path, 'imports'),
  };
}

/** Takes the folder for one server; returns the release. A lock whose process is gone is taken over. */
export function lockFolder(folder: DataFolder): () => void {
  const path = join(folder.path, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o640);
      writeSync(file, `${process.pid}\n`);
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(path, 'utf8').trim());
      if (isAlive(holder) && !isOlderThanBoot(path)) {
        throw new Problem(
          'folder_in_use',
          `The folder ${folder.path} is served by the process ${holder} already. Stop that one, or choose another folder with BROADSHEET_FOLDER.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new Problem('folder_in_use', `The folder ${folder.path} was taken by another process just now.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** After a power cut the pid in the lock may belong to somebody else by now. */
function isOlderThanBoot(path: string): boolean {
  try {
    const uptimeSeconds = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    const bootedSecondsAfterLock =
      (statSync(path).mtimeMs - (performance.timeOrigin + performance.now())) / 1000 + uptimeSeconds;
    return bootedSecondsAfterLock < 0;
  } catch {
    return false;
  }
}

/** Of two that make a secret at once, the first one's stays. */
function linkIfFree(partial: string, path: string): void {
  try {
    linkSync(partial, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A secret of this folder, made when first asked for; 0600, written whole or not at all. */
export function keptSecret(
  folder: DataFolder,
  name: string,
  make: () => string = () => randomBytes(32).toString('base64url'),
): string {
  const path = join(folder.secrets, name);
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const partial = `${path}.${randomUUID()}`;
  try {
    const file = openSync(partial, 'wx', 0o600);
    writeSync(file, `${make()}\n`);
    fsyncSync(file);
    closeSync(file);
    linkIfFree(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

/** Settings of the machine beside the data, if there are any. */
export function readConfigurationFile(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new Problem('configuration', `${path} is not valid JSON: ${(error as Error).message}`);
  }
}
