import { jsonFeed } from './feeds/json-feed.js';
import { atom, rdf, rss } from './feeds/xml-feeds.js';
import type { ImportFormat } from './imported-item.js';
import { ninjs } from './ninjs/ninjs-format.js';
import { htmlPage } from './page/html-page.js';
import { textPage } from './page/text-page.js';
import { survivingDamage } from './surviving-damage.js';
import { wxr } from './wxr/wxr-format.js';

/** Every format that can be imported, the more special before the more general: an export of WordPress is RSS too. */
export const formats: readonly ImportFormat[] = [
  wxr,
  rss,
  rdf,
  atom,
  jsonFeed,
  ninjs,
  htmlPage,
  textPage,
].map(survivingDamage);

/**
 * The format of an input by its first characters (decoded, at most 4,096) and, only where these do not tell, by its
 * name. Undefined for what is none of them: the run reports it as skipped.
 */
export function detectFormat(head: string, fileName: string): ImportFormat | undefined {
  const start = head.replace(/^\uFEFF/, '');
  return (
    formats.find((format) => format.matches(start, '')) ??
    formats.find((format) => format.matches(start, fileName))
  );
}
