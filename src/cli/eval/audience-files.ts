import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The files of one kind in the folder audience/, by name; none where the folder is missing. */
export function audienceFiles(root: string, pattern: RegExp): { name: string; lines: () => string[] }[] {
  const folder = join(root, 'audience');
  return filesIn(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ name: basename(name), lines: () => linesOf(join(folder, name)) }));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** These sets are small (a few megabytes), so a file is read whole. */
const linesOf = (path: string): string[] =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
