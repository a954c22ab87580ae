import { hash } from 'node:crypto';

const blockBytes = 64;
const hashBytes = 32;

/**
 * HMAC-SHA-256 (RFC 2104) of texts under one key, in hexadecimal. Made of two plain hashes, since an `Hmac` of node:crypto is an
 * object outside the heap for each text: beside the hashing it costs the collector more than the hashes themselves.
 */
export function textHmac(key: Uint8Array): (text: string) => string {
  if (key.length > blockBytes) throw new RangeError(`A key has at most ${blockBytes} bytes.`);
  const outer = Buffer.alloc(blockBytes + hashBytes, 0x5c);
  let inner = Buffer.alloc(1024);
  inner.fill(0x36, 0, blockBytes);
  key.forEach((byte, at) => {
    outer[at]! ^= byte;
    inner[at]! ^= byte;
  });
  return (text) => {
    const bytes = blockBytes + Buffer.byteLength(text);
    if (bytes > inner.length) inner = Buffer.concat([inner.subarray(0, blockBytes)], 2 * bytes);
    inner.write(text, blockBytes);
    outer.write(hash('sha256', inner.subarray(0, bytes), 'hex'), blockBytes, 'hex');
    return hash('sha256', outer, 'hex');
  };
}
