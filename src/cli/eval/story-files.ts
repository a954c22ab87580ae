import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface DataFile {
  /** Path under the folder of the data. */
  readonly name: string;
  readonly text: () => string;
  readonly lines: () => string[];
}

/** The files whose path under `root` matches, by name; none where a folder is missing. These sets are read whole. */
export function storyFiles(root: string, pattern: RegExp, folder = root): DataFile[] {
  const entries = entriesOf(folder);
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return storyFiles(root, pattern, path);
    const name = relative(root, path).replaceAll('\\', '/');
    if (!pattern.test(name)) return [];
    const text = () =>
      (name.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('utf8');
    return [
      {
        name,
        text,
        lines: () =>
          text()
            .split('\n')
            .filter((line) => line.trim() !== ''),
      },
    ];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
