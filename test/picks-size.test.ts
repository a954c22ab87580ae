import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fullPoolFile, mixedPoolFile } from '../src/discovery/recommendation/full-pool.fixture.js';
import { decodePool } from '../src/discovery/recommendation/pool-file.js';

const built = (name: string) => new URL(`../dist/client/${name}`, import.meta.url);
const compressed = (bytes: string | Buffer) => brotliCompressSync(bytes).length;

/** What a list of one's own costs in bytes; what it costs in time, `npm run bench -- picks` tells. */
describe('a list of one’s own', () => {
  it('asks for at most 12 KB of candidates: 200, with headlines and vectors', () => {
    const pool = decodePool(fullPoolFile);
    expect(pool).toHaveLength(200);
    expect(Math.min(...pool.map(({ vector }) => vector.buckets.length))).toBeGreaterThan(9);
    expect(compressed(fullPoolFile)).toBeLessThanOrEqual(12 * 1024);
  });

  it('asks for no more in a paper of four languages and three scripts', () => {
    const file = mixedPoolFile();
    const pool = decodePool(file);
    expect(pool).toHaveLength(200);
    expect(new Set(pool.map(({ language }) => language)).size).toBe(4);
    expect(compressed(file)).toBeLessThanOrEqual(12 * 1024);
  });

  it.skipIf(!existsSync(built('picks.js')))('asks for at most 8 KB of script', () => {
    expect(compressed(readFileSync(built('picks.js')))).toBeLessThanOrEqual(8 * 1024);
  });

  it.skipIf(!existsSync(built('picks-ask.js')))(
    'costs whoever does not ask for it less than half a KB',
    () => {
      const ask = readFileSync(built('picks-ask.js'));
      expect(compressed(ask)).toBeLessThan(512);
      expect(String(ask)).toContain('import(');
    },
  );
});
