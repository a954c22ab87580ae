import type { Instant } from '../../base/clock.js';

/** A public request, reduced to what a page may depend on: nothing of the reader. */
export interface PageRequest {
  /** Percent-decoded, NFC, without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Only the keys that the route declares. */
  readonly query: Readonly<Record<string, string>>;
  readonly now: Instant;
}

/** A finished page. `tags` name what it was made from; a change of one of them drops it from the caches. */
export interface Rendered {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** One public address pattern (Hono's syntax) and how its page is made. */
export interface PageRoute {
  readonly pattern: string;
  readonly queryKeys: readonly string[];
  /** False keeps the page out of the cache (search). */
  readonly cacheable: boolean;
  render(request: PageRequest): Promise<Rendered>;
}

export const htmlPage = (status: number, body: string, tags: readonly string[]): Rendered => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body,
  tags,
});
