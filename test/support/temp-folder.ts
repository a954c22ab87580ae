import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A socket's path may have 107 bytes (sun_path), and some machines have a long temporary folder. */
const longestTmpdir = 60;

export function makeTempFolder(prefix = 'broadsheet-'): string {
  const parent = tmpdir().length > longestTmpdir ? '/tmp' : tmpdir();
  return mkdtempSync(join(parent, prefix));
}

export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

/** An empty folder of this test's own, removed when it ends. For one shared by a file: makeTempFolder and afterAll. */
export function tempFolder(prefix?: string): string {
  const folder = makeTempFolder(prefix);
  onTestFinished(() => removeFolder(folder));
  return folder;
}
