import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeStream, decodeText } from './encoding.js';

const german =
  'Die Brücke über den Hafen öffnet früher als geplant. „Größere Schäden“ gebe es nicht, hieß es. ';
const chinese =
  '港口管理委员会星期二举行会议，讨论大桥重新开放的时间。市长说，维修工作将于下月完成，居民可以放心。';
const japanese =
  '港湾委員会は火曜日に会議を開き、橋の再開の時期について話し合った。市長は、工事は来月に終わると述べた。';

const page = (head: string, copy: string) => `<html><head>${head}</head><body><p>${copy}</p></body></html>`;
const encoded = (encoding: string, text: string) => new Uint8Array(iconv.encode(text, encoding));

describe('decodeText', () => {
  it.each([
    ['utf-8, nothing said', 'utf-8', '', german, {}, 'utf-8'],
    ['meta charset', 'windows-1252', '<meta charset="windows-1252">', german, {}, 'windows-1252'],
    ['latin-1 is windows-1252', 'windows-1252', '<meta charset=iso-8859-1>', german, {}, 'windows-1252'],
    [
      'http-equiv',
      'gbk',
      '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
      chinese,
      {},
      'gbk',
    ],
    ['content type', 'shift_jis', '', japanese, { contentType: 'text/html; charset=Shift_JIS' }, 'shift_jis'],
    [
      'content type before meta',
      'gbk',
      '<meta charset="big5">',
      chinese,
      { contentType: 'text/html;charset="gbk"' },
      'gbk',
    ],
    ['gb2312 detected', 'gbk', '', chinese.repeat(4), {}, 'gb18030'],
    ['windows-1252 detected', 'windows-1252', '', german.repeat(4), {}, 'windows-1252'],
    ['shift_jis detected', 'shift_jis', '', japanese.repeat(4), {}, 'shift_jis'],
    ['utf-16 without a mark', 'utf-16le', '', german, {}, 'utf-16le'],
  ])('%s', (_name, written, head, copy, hint, encoding) => {
    const text = page(head, copy);
    expect(decodeText(encoded(written, text), hint)).toEqual({ text, encoding });
  });

  it.each([
    ['utf-8', 'utf-8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
  ])('believes a byte order mark of %s before anything else', (written, encoding) => {
    const text = page('<meta charset="koi8-r">', german);
    expect(decodeText(encoded(written, `\ufeff${text}`))).toEqual({ text, encoding });
  });

  it('reads the XML declaration', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-1"?><rss>${german.replace(/[„“]/g, '"')}</rss>`;
    expect(decodeText(encoded('windows-1252', text))).toEqual({ text, encoding: 'windows-1252' });
  });

  it.each([
    ['utf-8 declared, windows-1252 written', 'windows-1252', '<meta charset="utf-8">', german.repeat(4)],
    ['utf-8 declared, gbk written', 'gbk', '<meta charset="utf-8">', chinese.repeat(4)],
    ['latin-1 declared, utf-8 written', 'utf-8', '<meta charset="iso-8859-1">', german],
    ['an unknown name', 'utf-8', '<meta charset="harbour-8">', german],
  ])('does not follow a wrong declaration and says so: %s', (_name, written, head, copy) => {
    const decoded = decodeText(encoded(written, page(head, copy)));
    expect(decoded.text).toBe(page(head, copy));
    expect(decoded.note).toMatch(/declared|not known/);
  });

  it('keeps UTF-8 with a stray broken byte', () => {
    const bytes = encoded('utf-8', page('<meta charset="utf-8">', chinese.repeat(4)));
    bytes[200] = 0xff;
    expect(decodeText(bytes).encoding).toBe('utf-8');
  });

  it('never throws, and reads all UTF-8 back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof decodeText(bytes).text === 'string'),
    );
  });
});

async function* pieces(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

describe('decodeStream', () => {
  it.each([
    ['utf-8', chinese],
    ['gbk', chinese],
    ['shift_jis', japanese],
    ['utf-16le', german],
  ])('splits no character: %s', async (encoding, copy) => {
    const text = page(`<meta charset="${encoding}">`, copy.repeat(1500));
    const mark = encoding === 'utf-16le' ? '\ufeff' : '';
    for (const size of [1021, 70_001]) {
      let read = '';
      for await (const piece of decodeStream(pieces(encoded(encoding, mark + text), size))) read += piece;
      expect(read).toBe(text);
    }
  });

  it('yields nothing of nothing', async () => {
    let read = '';
    for await (const piece of decodeStream(pieces(new Uint8Array(), 10))) read += piece;
    expect(read).toBe('');
  });
});
