import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { type BrotliOptions, brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Rendered } from './page-route.js';

export type Encoding = 'br' | 'gzip' | 'identity';

/** A page as it goes over the wire, made once. */
export interface ReadyPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly bodies: Readonly<Record<Encoding, Body>>;
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Browsers ask each time and get a 304; shared caches may keep a page for a minute and serve it while they ask. */
const publicCaching = 'public, max-age=0, s-maxage=60, stale-while-revalidate=300';

/** Purges remembered for pages that are being made meanwhile; a render takes milliseconds, so these are plenty. */
const rememberedPurges = 1000;

/**
 * Finished pages by address, bounded in bytes. A page is dropped when one of its tags is purged; one that was being
 * made while a purge of its tags came in is served once and not kept. Requests for the same page wait for one render.
 */
export class PageCache {
  readonly #pages: LRUCache<string, ReadyPage>;
  readonly #keysByTag = new Map<string, Set<string>>();
  readonly #rendering = new Map<string, Promise<ReadyPage>>();
  #purges: { readonly seq: number; readonly tags: ReadonlySet<string> }[] = [];
  #seq = 0;
  readonly #outcomes = { kept: 0, joined: 0, made: 0 };

  constructor(maxBytes: number) {
    this.#pages = new LRUCache({
      maxSize: Math.max(1, maxBytes),
      sizeCalculation: keptBytes,
      dispose: (page, key) => this.#forget(key, page),
    });
  }

  find(key: string): ReadyPage | undefined {
    const found = this.#pages.get(key);
    if (found) this.#outcomes.kept += 1;
    return found;
  }

  async findOrRender(key: string, render: () => Promise<Rendered>): Promise<ReadyPage> {
    const found = this.find(key);
    if (found) return found;
    const joined = this.#rendering.get(key);
    this.#outcomes[joined ? 'joined' : 'made'] += 1;
    if (joined) return joined;
    const rendering = this.#render(key, render).finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }

  purge(tags: readonly string[]): void {
    this.#seq += 1;
    this.#purges.push({ seq: this.#seq, tags: new Set(tags) });
    if (this.#purges.length > rememberedPurges) this.#purges = this.#purges.slice(-rememberedPurges / 2);
    for (const tag of tags) for (const key of [...(this.#keysByTag.get(tag) ?? [])]) this.#pages.delete(key);
    // A page being made right now may have read the old state: the next request makes it again.
    this.#rendering.clear();
  }

  clear(): void {
    this.#seq += 1;
    this.#purges = [];
    this.#pages.clear();
    this.#rendering.clear();
  }

  /** Requests so far: for a page that was kept, for one that was being made already, or that had to be made. */
  get outcomes(): Readonly<Record<'kept' | 'joined' | 'made', number>> {
    return this.#outcomes;
  }

  get size(): { readonly pages: number; readonly bytes: number } {
    return { pages: this.#pages.size, bytes: this.#pages.calculatedSize };
  }

  async #render(key: string, render: () => Promise<Rendered>): Promise<ReadyPage> {
    const startedAt = this.#seq;
    const page = await readyPage(await render(), true);
    // Addresses that lead nowhere are endless: kept, they would push out pages that somebody reads.
    if (page.status !== 404 && this.#isFresh(page.tags, startedAt)) this.#keep(key, page);
    return page;
  }

  #isFresh(tags: readonly string[], startedAt: number): boolean {
    if (this.#seq === startedAt) return true;
    const oldest = this.#purges[0]?.seq ?? Number.POSITIVE_INFINITY;
    if (oldest > startedAt + 1) return false;
    return !this.#purges.some((purge) => purge.seq > startedAt && tags.some((tag) => purge.tags.has(tag)));
  }

  #keep(key: string, page: ReadyPage): void {
    this.#pages.set(key, page);
    if (!this.#pages.has(key)) return;
    for (const tag of page.tags) {
      const keys = this.#keysByTag.get(tag);
      if (keys) keys.add(key);
      else this.#keysByTag.set(tag, new Set([key]));
    }
  }

  #forget(key: string, page: ReadyPage): void {
    for (const tag of page.tags) {
      const keys = this.#keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(tag);
    }
  }
}

/** Up to this size compressing takes less than handing it to a thread and back: half a millisecond at 32 KB. */
const atOnceBytes = 64 * 1024;

function brotliOptions(bytes: Buffer): BrotliOptions {
  // Brotli 4 keeps pages near the size that the slow levels reach; a window larger than the page only costs memory.
  const windowBits = Math.min(22, Math.max(16, Math.ceil(Math.log2(bytes.length + 1))));
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  };
}
const gzipOptions = { level: 6 };

interface Body {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** A body made when it is first asked for, and then kept: readers of a page mostly take one encoding. */
function madeWhenAsked(etag: string, make: () => Buffer): Body {
  let made: Buffer | undefined;
  return {
    etag,
    get bytes() {
      made ??= make();
      return made;
    },
  };
}

async function bodiesOf(identity: Buffer, digest: string): Promise<ReadyPage['bodies']> {
  const [brTag, gzipTag] = [`"${digest}-br"`, `"${digest}-gz"`];
  const plain = { bytes: identity, etag: `"${digest}"` };
  if (identity.length > atOnceBytes) {
    const [br, zipped] = await Promise.all([
      compressBrotli(identity, brotliOptions(identity)),
      compressGzip(identity, gzipOptions),
    ]);
    return {
      identity: plain,
      br: { bytes: br, etag: brTag },
      gzip: { bytes: zipped, etag: gzipTag },
    };
  }
  return {
    identity: plain,
    br: madeWhenAsked(brTag, () => brotliCompressSync(identity, brotliOptions(identity))),
    gzip: madeWhenAsked(gzipTag, () => gzipSync(identity, gzipOptions)),
  };
}

/** What a page is counted as: its two compressed bodies may come later, and take a quarter of it each at most. */
const keptBytes = ({ bodies: { identity } }: ReadyPage): number =>
  2048 + Math.ceil(identity.bytes.length * 1.5);

/** A page with its headers; each of the two encodings that browsers take is made once. */
export async function readyPage(rendered: Rendered, cacheable: boolean): Promise<ReadyPage> {
  const identity = Buffer.from(rendered.body);
  const digest = createHash('sha256').update(identity).digest('base64url').slice(0, 20);
  return {
    status: rendered.status,
    tags: rendered.tags,
    headers: {
      'content-type': rendered.contentType,
      'cache-control': cacheable && rendered.status < 500 ? publicCaching : 'no-store',
      vary: 'Accept-Encoding',
      ...rendered.headers,
    },
    bodies: await bodiesOf(identity, digest),
  };
}

/** The best encoding that the request accepts. A coding with q=0 is refused, as RFC 9110 section 12.5.3 says. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  if (acceptEncoding === undefined) return 'identity';
  for (const encoding of ['br', 'gzip'] as const) {
    const at = acceptEncoding.indexOf(encoding);
    if (at >= 0 && !/^\s*;\s*q=0(\.0*)?\s*(,|$)/.test(acceptEncoding.slice(at + encoding.length)))
      return encoding;
  }
  return 'identity';
}

/** If-None-Match against an ETag; weak comparison. */
export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined && (ifNoneMatch === etag || ifNoneMatch === '*' || ifNoneMatch.includes(etag));
