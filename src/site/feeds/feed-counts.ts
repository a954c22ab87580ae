import type { PublicCounts } from '../../discovery/public-counts.js';
import type { FeedItem } from './feed.js';

/** The name under which counts stand in RSS and Atom. It names a vocabulary and leads nowhere. */
export const countsNamespace = 'urn:broadsheet:counts:1';

/** What `_broadsheet` of an item in JSON Feed holds. */
export const jsonCounts = ({ views, reactions, edition, at }: PublicCounts) => ({
  views,
  reactions,
  edition,
  at: new Date(at).toISOString(),
});

const countsElement = (counts: PublicCounts): string => {
  const { views, reactions, edition, at } = jsonCounts(counts);
  return `<broadsheet:counts views="${views}" reactions="${reactions}" edition="${edition}" at="${at}"/>`;
};

/**
 * Puts each item's counts behind its id. feedsmith writes the namespaces that it knows; ours goes into its text, where
 * an id's element can only be the item's own, once sections of character data are passed over: a headline may spell one.
 */
export function withCounts(xml: string, items: readonly FeedItem[]): string {
  const byGuid = new Map(items.map(({ guid, counts }) => [guid, counts]));
  return xml
    .replace(/<(rss|feed)(?=[\s>])/, `<$1 xmlns:broadsheet="${countsNamespace}"`)
    .replace(
      /<!\[CDATA\[.*?\]\]>|<(?:guid isPermaLink="false"|id)>(urn:uuid:[\da-f-]{36})<\/(?:guid|id)>/gs,
      (element, guid?: string) => {
        const counts = guid === undefined ? undefined : byGuid.get(guid);
        return counts === undefined ? element : `${element}\n${countsElement(counts)}`;
      },
    );
}
