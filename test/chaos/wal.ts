import { readFileSync } from 'node:fs';

// The file format of SQLite's write-ahead log: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
export const walHeaderBytes = 32;
export const frameHeaderBytes = 24;
const bigEndianMagic = 0x377f0683;

type Sum = readonly [number, number];

/** A log as its recovery reads it. */
export interface Wal {
  readonly bytes: Buffer;
  readonly pageBytes: number;
  /** Where the last frame that ends a transaction, and is sound with all before it, ends. */
  readonly committedBytes: number;
  /** The running checksum there. */
  readonly sum: Sum;
}

/** Undefined where there is no log, or one that holds nothing. */
export function readWal(path: string): Wal | undefined {
  const bytes = readFileSync(path);
  if (bytes.length < walHeaderBytes) return undefined;
  const pageBytes = bytes.readUInt32BE(8);
  const frameBytes = frameHeaderBytes + pageBytes;
  let sum = sumOf(bytes, 0, 24, [0, 0]);
  let committed = { committedBytes: walHeaderBytes, sum };
  for (let at = walHeaderBytes; at + frameBytes <= bytes.length; at += frameBytes) {
    if (!bytes.subarray(at + 8, at + 16).equals(bytes.subarray(16, 24))) break;
    sum = frameSum(bytes, at, pageBytes, sum);
    if (sum[0] !== bytes.readUInt32BE(at + 16) || sum[1] !== bytes.readUInt32BE(at + 20)) break;
    if (bytes.readUInt32BE(at + 4) !== 0) committed = { committedBytes: at + frameBytes, sum };
  }
  return { bytes, pageBytes, ...committed };
}

/** A sound frame of a transaction that never came to its commit. */
export function uncommittedFrame(wal: Wal, page: Buffer, sum: Sum): { frame: Buffer; sum: Sum } {
  const frame = Buffer.alloc(frameHeaderBytes + wal.pageBytes);
  frame.writeUInt32BE(1, 0);
  wal.bytes.copy(frame, 8, 16, 24);
  page.copy(frame, frameHeaderBytes);
  const whole = Buffer.concat([wal.bytes.subarray(0, walHeaderBytes), frame]);
  const next = frameSum(whole, walHeaderBytes, wal.pageBytes, sum);
  frame.writeUInt32BE(next[0], 16);
  frame.writeUInt32BE(next[1], 20);
  return { frame, sum: next };
}

function frameSum(bytes: Buffer, at: number, pageBytes: number, sum: Sum): Sum {
  const ofHead = sumOf(bytes, at, 8, sum);
  return sumOf(bytes, at + frameHeaderBytes, pageBytes, ofHead);
}

/** Words are read in the byte order that the log's own magic number names. */
function sumOf(bytes: Buffer, start: number, length: number, [a, b]: Sum): Sum {
  const isBigEndian = bytes.readUInt32BE(0) === bigEndianMagic;
  const word = (at: number) => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  let [first, second] = [a, b];
  for (let at = start; at < start + length; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  return [first, second];
}
