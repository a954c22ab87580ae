import { accepted, type Result, refused } from '../../base/result.js';

/** No page of news is larger; what is larger is something else, or a trap. */
export const largestPageBytes = 20 * 1024 * 1024;

/** A page's bytes in memory, or the reason why not. The rest of an input that is too large is not read. */
export async function readWhole(input: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array, string>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of input) {
    size += piece.length;
    if (size > largestPageBytes)
      return refused(`the page is larger than ${largestPageBytes / 1024 / 1024} MB`);
    pieces.push(piece);
  }
  return size === 0 ? refused('the file is empty') : accepted(Buffer.concat(pieces));
}
