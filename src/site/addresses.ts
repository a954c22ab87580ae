import type { mediaWidths } from '../newsroom/media/media.js';

export const feedFormats = ['rss', 'atom', 'json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

/**
 * A stored path (decoded, NFC; an imported one may end in a query) as it is written into links, headers and XML.
 * A literal `%` or `#` of the path is encoded; `?` starts the query that an imported permalink was found by.
 */
export const hrefOf = (path: string): string => encodeURI(path).replaceAll('#', '%23');

export const sectionHref = (sectionPath: string): string => hrefOf(`/${sectionPath}`);
export const contributorHref = (slug: string): string => hrefOf(`/by/${slug}`);
export const topicHref = (slug: string): string => hrefOf(`/topic/${slug}`);
export const countedHref = (storyPath: string): string => hrefOf(`/counted${storyPath}`);
/** What the counted page shows, as JSON. */
export const storyCountsHref = (storyPath: string): string => hrefOf(`/api/v1/stories${storyPath}/counts`);

/** The feed of a list page: `/feed.rss` for the front, `/world/asia/feed.atom` for a section. */
export const feedHref = (listHref: string, format: FeedFormat): string =>
  `${listHref === '/' ? '' : listHref}/feed.${format}`;

export const mediaHref = (hash: string, width: (typeof mediaWidths)[number], extension: 'webp' | 'jpg') =>
  `/media/${hash}/${width}.${extension}`;

/** True for addresses that a link may safely lead to; imported sources and embeds bring others. */
export const isWebAddress = (address: string): boolean => /^https?:\/\/[^\s/]/i.test(address);

/** The host of a web address, for "Opens at …"; the address itself where it does not parse. */
export function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return address;
  }
}
