import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkPicture } from './picture-checks.js';

const plain = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#468' } });

describe('checkPicture', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('takes %s by its bytes', async (kind) => {
    const { metadata, ...checked } = await checkPicture(await plain().toFormat(kind).toBuffer());
    expect(checked.kind).toBe(kind);
    expect(metadata).toMatchObject({ width: 40, height: 30 });
  });

  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  it.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['SVG', 'unprocessable', () => Buffer.from(svg)],
    ['SVG behind an XML head', 'unprocessable', () => Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['TIFF', 'unprocessable', () => plain().tiff().toBuffer()],
    ['PDF', 'unprocessable', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')],
    ['text', 'unprocessable', () => Buffer.from('no picture at all')],
    ['nothing', 'unprocessable', () => new Uint8Array()],
    ['a JPEG head and no more', 'unprocessable', () => Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['more than 40 MB', 'too_large', () => new Uint8Array(40 * 1024 * 1024 + 1)],
    [
      'more than 100 megapixels in few bytes',
      'too_large',
      () =>
        sharp({
          create: { width: 16_000, height: 7_000, channels: 3, background: '#000' },
          limitInputPixels: false,
        })
          .png()
          .toBuffer(),
    ],
  ])('refuses %s', async (_what, code, bytes) => {
    await expect(checkPicture(await bytes())).rejects.toMatchObject({ code });
  });
});
