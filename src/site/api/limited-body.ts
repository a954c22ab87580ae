import type { Context } from 'hono';
import { Problem } from '../../base/problem.js';
import { requireUncompressed } from '../http/uncompressed.js';

/**
 * The body as text, at most `bytes` long: refused by its declared length before anything is read, and while it is
 * read where none is declared. A compressed body is refused, since its length says nothing.
 */
export async function limitedText(context: Context, bytes: number): Promise<string> {
  const { req } = context;
  requireUncompressed(context);
  const declared = req.header('content-length');
  if (Number(declared ?? 0) > bytes) throw tooLarge(bytes);
  // Node reads no further than the declared length, so it needs no counting.
  const isCounted = declared !== undefined && req.header('transfer-encoding') === undefined;
  try {
    return await (isCounted ? req.text() : countedText(req.raw.body, bytes));
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Its sender went away, or was cut off for being too slow: no fault of ours to be logged.
    throw new Problem('invalid_input', 'The body broke off before its end.');
  }
}

async function countedText(body: ReadableStream<Uint8Array> | null, bytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > bytes) throw tooLarge(bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const tooLarge = (bytes: number) => new Problem('too_large', `At most ${bytes} bytes are accepted here.`);
