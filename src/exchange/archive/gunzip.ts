import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '../../base/problem.js';

/** Text seldom shrinks to a twentieth; what unfolds to hundreds of its size is made to fill a disk. */
export const unfoldLimits = { ratio: 200, ratioFromBytes: 64 * 1024 * 1024 } as const;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The input itself, or what it unfolds to when its first two bytes say gzip, whatever its name. Damage and bombs are
 * a Problem at the place where they are met; what stood before it has been read by then.
 */
export async function* unfolded(input: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  const iterator = input[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  let size = 0;
  let isOver = false;
  while (size < 2 && !isOver) {
    const next = await iterator.next();
    isOver = next.done === true;
    if (!isOver) start.push(next.value);
    size += isOver ? 0 : next.value.length;
  }
  const whole = joined(start, iterator, isOver);
  if (isGzip(Buffer.concat(start.map((bytes) => bytes.subarray(0, 2))))) yield* gunzipped(whole, name);
  else yield* whole;
}

async function* joined(
  start: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  isOver: boolean,
): AsyncIterable<Uint8Array> {
  try {
    yield* start;
    for (let done = isOver; !done; ) {
      const next = await iterator.next();
      done = next.done === true;
      if (!done) yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* gunzipped(input: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array> {
  let packed = 0;
  let unfoldedBytes = 0;
  const gunzip = createGunzip();
  const source = Readable.from(
    (async function* () {
      for await (const bytes of input) {
        packed += bytes.length;
        yield bytes;
      }
    })(),
    { objectMode: false },
  );
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const bytes of gunzip as AsyncIterable<Buffer>) {
      unfoldedBytes += bytes.length;
      if (unfoldedBytes > unfoldLimits.ratioFromBytes && unfoldedBytes > packed * unfoldLimits.ratio)
        throw new Problem('too_large', `${name} unfolds to more than ${unfoldLimits.ratio} times its size`);
      yield bytes;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('unprocessable', `${name} is damaged: ${(error as Error).message}`);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
