import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InputEntry, openInput } from './open-input.js';

/** A zip archive as in APPNOTE.TXT 4.3, all entries deflated. */
function zipOf(files: Readonly<Record<string, Buffer>>, flags = 0): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), packed]);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(centrals.length, 4);
  end.writeUInt16LE(centrals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function contentOf(entry: InputEntry): Promise<string> {
  if (entry.kind === 'failed') return entry.reason;
  const bytes: Uint8Array[] = [];
  try {
    for await (const piece of entry.bytes()) bytes.push(piece);
  } catch (error) {
    return `${Buffer.concat(bytes).length} bytes, then: ${(error as Error).message}`;
  }
  return Buffer.concat(bytes).toString();
}

async function read(path: string, standardInput?: AsyncIterable<Uint8Array>): Promise<string[][]> {
  const found: string[][] = [];
  for await (const entry of openInput(path, standardInput)) found.push([entry.name, await contentOf(entry)]);
  return found;
}

async function written(name: string, content: Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function* pieces(content: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

describe('an input', () => {
  it('is a file, packed or not, whatever its name', async () => {
    expect(await read(await written('plain.xml', Buffer.from('one')))).toEqual([['plain.xml', 'one']]);
    expect(await read(await written('packed.xml', gzipSync('two')))).toEqual([['packed.xml', 'two']]);
    expect(await read(await written('empty.xml', Buffer.alloc(0)))).toEqual([['empty.xml', '']]);
    const zip = zipOf({ 'a.xml': Buffer.from('three'), 'b.xml.gz': gzipSync('four') });
    expect(await read(await written('zip.dat', zip))).toEqual([
      ['zip.dat/a.xml', 'three'],
      ['zip.dat/b.xml.gz', 'four'],
    ]);
  });

  it('is a folder with its subfolders, in order, without what is hidden', async () => {
    const root = join(folder, 'many');
    await mkdir(join(root, 'b'), { recursive: true });
    await mkdir(join(root, '.git'));
    for (const name of ['c.xml', 'a.xml', 'b/d.xml', '.DS_Store', '.git/x'])
      await writeFile(join(root, name), name);
    await symlink('/etc/hostname', join(root, 'z.xml'));
    expect(await read(root)).toEqual([
      ['a.xml', 'a.xml'],
      ['b/d.xml', 'b/d.xml'],
      ['c.xml', 'c.xml'],
      ['z.xml', 'it is no file (a link, a pipe or a device)'],
    ]);
  });

  it.each([1, 3, 1000])('is standard input, in pieces of %i bytes', async (size) => {
    expect(await read('-', pieces(Buffer.from('one'), size))).toEqual([['standard input', 'one']]);
    expect(await read('-', pieces(gzipSync('two'), size))).toEqual([['standard input', 'two']]);
  });

  it('is a zip archive from standard input', async () => {
    expect(await read('-', pieces(zipOf({ 'a.xml': Buffer.from('one') }), 20))).toEqual([
      ['standard input/a.xml', 'one'],
    ]);
  });

  it('that is not there is a problem', async () => {
    await expect(read(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'missing_data' });
  });
});

describe('a bad archive', () => {
  const path = 'its path leads out of the archive';

  it('gives what it has and the reasons for the rest', async () => {
    const zip = zipOf({
      '../up.xml': Buffer.from('x'),
      '/abs.xml': Buffer.from('x'),
      '__MACOSX/a.xml': Buffer.from('x'),
      'bomb.xml': Buffer.alloc(20 * 1024 * 1024),
      'good.xml': Buffer.from('good'),
    });
    expect(await read(await written('bad.zip', zip))).toEqual([
      ['bad.zip/../up.xml', path],
      ['bad.zip//abs.xml', path],
      ['bad.zip/bomb.xml', 'it unfolds to more than 200 times its size'],
      ['bad.zip/good.xml', 'good'],
    ]);
  });

  it('that is encrypted or cut off fails with its reason', async () => {
    const zip = zipOf({ 'a.xml': Buffer.from('x') }, 1);
    expect(await read(await written('secret.zip', zip))).toEqual([['secret.zip/a.xml', 'it is encrypted']]);
    const [[, cut] = []] = await read(await written('cut.zip', zip.subarray(0, 40)));
    expect(cut).toContain('the archive is damaged');
  });

  it('of gzip: damage is told after what could be read, and a bomb is not unfolded', async () => {
    const text = Array.from({ length: 200_000 }, (_, line) => `line ${line * 7919}`).join('\n');
    const [[, cut] = []] = await read(await written('cut.gz', gzipSync(text).subarray(0, 300_000)));
    expect(cut).toMatch(/^\d{5,} bytes, then: cut\.gz is damaged: /);
    const [[, bomb] = []] = await read(await written('bomb.gz', gzipSync(Buffer.alloc(80 * 1024 * 1024))));
    expect(bomb).toMatch(/then: bomb\.gz unfolds to more than 200 times its size$/);
  });
});
