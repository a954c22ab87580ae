import { createReadStream } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fromBufferPromise, openPromise } from 'yauzl';
import { Problem } from '../../base/problem.js';
import { unfolded } from './gunzip.js';
import { zipEntries } from './zip-entries.js';

/** One input of an import, or the reason that it could not be opened. `name` tells a person which. */
export type InputEntry =
  | {
      readonly kind: 'file';
      readonly name: string;
      /** Its whole path, links followed, and `!/` before its path in an archive; absent for what is no file. */
      readonly file?: string;
      readonly bytes: () => AsyncIterable<Uint8Array>;
    }
  | { readonly kind: 'failed'; readonly name: string; readonly reason: string };

/** A zip archive needs its end first; one that comes by standard input is held whole. */
const heldZipBytes = 256 * 1024 * 1024;

const zipOptions = {
  lazyEntries: true,
  autoClose: false,
  decodeStrings: false,
  validateEntrySizes: true,
} as const;

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * Everything to be imported from a file, a folder (with its subfolders, by name, hidden files left out) or `-` for
 * standard input: plain files, gzip and zip archives, told by their first bytes. Bytes are read when asked for, once;
 * damage inside is thrown as a Problem while reading. Throws a Problem if there is no such file.
 */
export async function* openInput(
  path: string,
  standardInput: AsyncIterable<Uint8Array> = process.stdin,
): AsyncIterable<InputEntry> {
  if (path === '-') {
    yield* streamEntries(standardInput, 'standard input');
    return;
  }
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Problem('missing_data', `${path} is not there or may not be read`);
  const real = await realpath(path);
  if (found.isDirectory()) yield* folderEntries(real, '');
  else yield* fileEntries(real, basename(path));
}

async function* folderEntries(folder: string, prefix: string): AsyncIterable<InputEntry> {
  const members = await readdir(folder, { withFileTypes: true });
  for (const member of members.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    if (member.name.startsWith('.')) continue;
    const name = prefix + member.name;
    const path = join(folder, member.name);
    if (member.isDirectory()) yield* folderEntries(path, `${name}/`);
    else if (member.isFile()) yield* fileEntries(path, name);
    else yield { kind: 'failed', name, reason: 'it is no file (a link, a pipe or a device)' };
  }
}

async function* fileEntries(path: string, name: string): AsyncIterable<InputEntry> {
  const start = await firstBytes(path).catch((error: NodeJS.ErrnoException) => error);
  if (start instanceof Error) yield { kind: 'failed', name, reason: `it cannot be opened: ${start.message}` };
  else if (!isZip(start))
    yield { kind: 'file', name, file: path, bytes: () => unfolded(createReadStream(path), name) };
  else yield* zipAt(() => openPromise(path, zipOptions), name, path);
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* zipAt(
  openZip: () => ReturnType<typeof openPromise>,
  name: string,
  file?: string,
): AsyncIterable<InputEntry> {
  const zip = await openZip().catch((error: Error) => error);
  if (zip instanceof Error) yield { kind: 'failed', name, reason: `the archive is damaged: ${zip.message}` };
  else yield* zipEntries(zip, name, file);
}

async function* streamEntries(input: AsyncIterable<Uint8Array>, name: string): AsyncIterable<InputEntry> {
  const iterator = input[Symbol.asyncIterator]();
  const first = await iterator.next();
  const rest: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: async function* () {
      if (first.done !== true) yield first.value;
      yield* { [Symbol.asyncIterator]: () => iterator };
    },
  };
  if (first.done === true || !isZip(first.value)) {
    yield { kind: 'file', name, bytes: () => unfolded(rest, name) };
    return;
  }
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of rest) {
    held.push(bytes);
    size += bytes.length;
    if (size > heldZipBytes) {
      yield { kind: 'failed', name, reason: 'a zip archive of more than 256 MB is read from a file only' };
      return;
    }
  }
  yield* zipAt(() => fromBufferPromise(Buffer.concat(held), zipOptions), name);
}
