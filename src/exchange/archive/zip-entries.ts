import { type Entry, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { Problem } from '../../base/problem.js';
import { unfolded, unfoldLimits } from './gunzip.js';
import type { InputEntry } from './open-input.js';

export const zipLimits = { entries: 100_000, totalBytes: 64 * 1024 ** 3 } as const;

/** Entries by which programs of one system talk to themselves. A path upwards is not hidden, it is refused. */
const isHidden = (name: string): boolean =>
  name.split('/').some((part) => /^\.[^.]/.test(part) || part === '__MACOSX');

/**
 * The files of a zip archive in its order. A bad entry (a path out of the archive, encryption, a bomb) is a failed
 * one; a damaged archive ends with one. The library checks that no entry unfolds to more than it declares.
 */
export async function* zipEntries(
  zip: ZipFile,
  archiveName: string,
  archiveFile: string | undefined,
): AsyncIterable<InputEntry> {
  let totalBytes = 0;
  let count = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const written = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      if (written.endsWith('/') || isHidden(written)) continue;
      const name = `${archiveName}/${written}`;
      count += 1;
      totalBytes += entry.uncompressedSize;
      if (count > zipLimits.entries || totalBytes > zipLimits.totalBytes) {
        yield {
          kind: 'failed',
          name,
          reason: 'the archive holds more than is read from one; the rest is left out',
        };
        return;
      }
      const reason = refusalOf(entry, written);
      if (reason === undefined)
        yield {
          kind: 'file',
          name,
          ...(archiveFile === undefined ? {} : { file: `${archiveFile}!/${written}` }),
          bytes: () => unfolded(entryBytes(zip, entry, name), name),
        };
      else yield { kind: 'failed', name, reason };
    }
  } catch (error) {
    yield {
      kind: 'failed',
      name: archiveName,
      reason: `the archive is damaged: ${(error as Error).message}`,
    };
  } finally {
    zip.close();
  }
}

function refusalOf(entry: Entry, written: string): string | undefined {
  if (validateFileName(written) !== null) return 'its path leads out of the archive';
  if (entry.isEncrypted()) return 'it is encrypted';
  if (!entry.canDecodeFileData()) return 'it is compressed in a way that is not read';
  const isLarge = entry.uncompressedSize > unfoldLimits.ratioFromBytes / 4;
  if (isLarge && entry.uncompressedSize > entry.compressedSize * unfoldLimits.ratio)
    return `it unfolds to more than ${unfoldLimits.ratio} times its size`;
  return undefined;
}

async function* entryBytes(zip: ZipFile, entry: Entry, name: string): AsyncIterable<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new Problem('unprocessable', `${name} is damaged: ${(error as Error).message}`);
  }
}
