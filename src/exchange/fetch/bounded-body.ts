import { PassThrough, pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export const acceptedEncodings = 'gzip, br, deflate';

export interface BodyLimits {
  readonly maxBytes: number;
  /** Makes the error that is thrown when the limit is passed or the body cannot be decoded. */
  readonly refuse: (reason: string) => Error;
}

/**
 * A body as it is read, decompressed, and refused as soon as what was sent or what it unfolds to passes the limit.
 * The source is destroyed when the reader stops.
 */
export async function* boundedBody(
  sent: Readable,
  encoding: string,
  { maxBytes, refuse }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const makeDecoder =
    encoding === '' || encoding === 'identity' ? () => new PassThrough() : decoders[encoding];
  if (makeDecoder === undefined)
    throw refuse(`is sent in the encoding “${encoding}”, which was not asked for`);
  let sentBytes = 0;
  const tooLarge = () => refuse(`is larger than ${maxBytes} bytes`);
  sent.on('data', (chunk: Uint8Array) => {
    sentBytes += chunk.length;
    if (sentBytes > maxBytes) sent.destroy(tooLarge());
  });
  let failure: unknown;
  const decoded = pipeline(sent, makeDecoder(), (error) => {
    failure = error;
  });
  let bytes = 0;
  try {
    for await (const chunk of decoded) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > maxBytes) throw tooLarge();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw failure ?? error;
  } finally {
    sent.destroy();
  }
}
