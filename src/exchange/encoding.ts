import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** What is known of an input's encoding from outside of it. */
export interface EncodingHint {
  /** The HTTP content type, with its charset if it names one. */
  readonly contentType?: string;
}

export interface DecodedText {
  readonly text: string;
  /** The encoding's name as the WHATWG Encoding Standard writes it, in lower case. */
  readonly encoding: string;
  /** Set when the declaration was not followed, in words for the report. */
  readonly note?: string;
}

/** Declarations stand at the top; 64 KB also gives the detection enough to go by. */
const headBytes = 64 * 1024;

/**
 * Bytes to text: byte order mark, then what is declared (content type, XML declaration, meta), checked against what
 * the bytes are, then detection. Never throws: bytes that fit nowhere become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, hint: EncodingHint = {}): DecodedText {
  const settled = settle(bytes, hint);
  const decoder = openDecoder(settled.encoding);
  const text = decoder.write(bytes) + decoder.end();
  return { ...settled, text: text.replace(/^\uFEFF/, '') };
}

/** The same for a stream: the encoding is settled on its first 64 KB; no character is split between two pieces. */
export async function* decodeStream(
  input: AsyncIterable<Uint8Array>,
  hint: EncodingHint = {},
): AsyncIterable<string> {
  const head: Uint8Array[] = [];
  let headSize = 0;
  let decoder: Decoder | undefined;
  const open = () => {
    const bytes = Buffer.concat(head);
    decoder = openDecoder(settle(bytes, hint).encoding);
    return decoder.write(bytes).replace(/^\uFEFF/, '');
  };
  for await (const bytes of input) {
    if (decoder !== undefined) {
      yield decoder.write(bytes);
      continue;
    }
    head.push(bytes);
    headSize += bytes.length;
    if (headSize >= headBytes) yield open();
  }
  if (decoder === undefined) yield open();
  yield decoder!.end();
}

interface Settled {
  readonly encoding: string;
  readonly note?: string;
}

function settle(bytes: Uint8Array, hint: EncodingHint): Settled {
  const marked = byteOrderMark(bytes) ?? wideWithoutMark(bytes);
  if (marked !== undefined) return { encoding: marked };
  const written = declaredEncoding(bytes, hint);
  const declared = written === undefined ? undefined : knownEncoding(written);
  const really = utf8Evidence(bytes);
  if (declared === undefined) {
    const encoding = really.faults === 0 ? 'utf-8' : detectEncoding(bytes);
    const note =
      written === undefined ? undefined : `the encoding “${written}” is not known, read as ${encoding}`;
    return note === undefined ? { encoding } : { encoding, note };
  }
  if (declared === 'utf-8') {
    if (really.faults <= really.sequences * tolerableFaultShare) return { encoding: declared };
    const encoding = detectEncoding(bytes);
    return { encoding, note: `declared as utf-8, which it is not; read as ${encoding}` };
  }
  // One accented letter in UTF-8 is an unlikely pair in a one-byte encoding, but a likely one in a Chinese one.
  const needed = oneByte.test(declared) ? 1 : 5;
  if (really.faults === 0 && really.sequences >= needed) {
    return { encoding: 'utf-8', note: `declared as ${declared}, but it is utf-8` };
  }
  return { encoding: declared };
}

/** A stray broken byte in long UTF-8 copy (cut off by a program that counts bytes) is no reason to read all as another. */
const tolerableFaultShare = 0.02;
const oneByte = /^(?:windows-|iso-8859-|koi8-|macintosh|x-mac|ibm)/;

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 with its mark lost: markup and Western copy then have a zero in every other byte. */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) even += 1;
    if (bytes[index + 1] === 0) odd += 1;
  }
  const mostly = length * 0.35;
  if (odd > mostly && even === 0) return 'utf-16le';
  if (even > mostly && odd === 0) return 'utf-16be';
  return undefined;
}

function declaredEncoding(bytes: Uint8Array, hint: EncodingHint): string | undefined {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1');
  const name =
    /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(hint.contentType ?? '')?.[1] ??
    /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  // A declaration that could be read as ASCII is not UTF-16 (HTML standard, "prescan a byte stream").
  return name !== undefined && /^utf-?16/i.test(name) ? 'utf-8' : name;
}

/** The WHATWG name for a label ("iso-8859-1" is windows-1252, "gb2312" is gbk), or undefined. */
function knownEncoding(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return iconv.encodingExists(label) && !/^utf-?7/i.test(label) ? label.toLowerCase() : undefined;
  }
}

/** Counts characters of more than one byte that are whole, and bytes that cannot be UTF-8. A cut at the end is no fault. */
function utf8Evidence(bytes: Uint8Array): { readonly sequences: number; readonly faults: number } {
  let sequences = 0;
  let faults = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index]!;
    if (lead < 0x80) continue;
    const following = lead >= 0xf5 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    let found = 0;
    while (found < following && (bytes[index + found + 1]! & 0xc0) === 0x80) found += 1;
    if (following > 0 && found === following) sequences += 1;
    else if (following === 0 || index + found + 1 < bytes.length) faults += 1;
    index += found;
  }
  return { sequences, faults };
}

/** Detection on the copy only: tags and scripts are ASCII and would outvote the few bytes that tell. */
function detectEncoding(bytes: Uint8Array): string {
  const copy = Buffer.from(bytes.subarray(0, 4 * headBytes))
    .toString('latin1')
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ');
  for (const { name } of analyse(Buffer.from(copy, 'latin1'))) {
    const encoding = knownEncoding(name);
    if (encoding !== undefined && !encoding.startsWith('utf-')) return encoding;
  }
  return 'windows-1252';
}

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

function openDecoder(encoding: string): Decoder {
  if (!encoding.startsWith('utf-') && iconv.encodingExists(encoding)) {
    const decoder = iconv.getDecoder(encoding);
    return { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
  }
  const decoder = new TextDecoder(encoding);
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}
