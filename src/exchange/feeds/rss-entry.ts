import { nameInAddress } from '../copy/byline.js';
import { childOf, childrenOf, markupOf, textOf, textOfChild, type XmlElement } from '../xml/element.js';
import type { FeedCategory, FeedChannel, FeedEntry } from './feed-entry.js';
import { pictureOf } from './media-picture.js';

/** RSS 0.9x, 1.0 (RDF) and 2.0 with the modules that news sites use. */
export function rssEntry(item: XmlElement): FeedEntry {
  const full = childOf(item, 'content:encoded', 'xhtml:body', 'atom:content', 'fulltext', 'content');
  const short = childOf(item, 'description', 'atom:summary', 'itunes:summary', 'summary');
  const content = full ?? short;
  const picture = pictureOf(item);
  return {
    title: markupOf(childOf(item, 'title', 'media:title', 'dc:title', 'itunes:title')),
    content: markupOf(content),
    summary: full === undefined ? '' : markupOf(short),
    link: linkOf(item),
    id: textOfChild(item, 'guid') || (item.attributes['rdf:about'] ?? ''),
    published: textOfChild(
      item,
      'pubdate',
      'dc:date',
      'dcterms:issued',
      'atom:published',
      'dcterms:created',
      'published',
      'date',
    ),
    updated: textOfChild(item, 'atom:updated', 'dcterms:modified', 'updated', 'lastbuilddate'),
    authors: authorsOf(item),
    categories: childrenOf(item, 'category', 'dc:subject', 'media:category').map(categoryOf),
    language: textOfChild(item, 'dc:language', 'language') || (content?.language ?? item.language),
    base: content?.base ?? item.base,
    isDraft: false,
    ...(picture && { picture }),
  };
}

/** The address of the item; a guid is one too unless it says that it is not (RSS 2.0, "guid"). */
function linkOf(item: XmlElement): string {
  const alternate = childrenOf(item, 'atom:link', 'link').find(
    ({ attributes }) => attributes.href !== undefined && (attributes.rel ?? 'alternate') === 'alternate',
  );
  const guid = childOf(item, 'guid');
  const permalink =
    guid?.attributes.ispermalink !== 'false' && /^https?:/.test(textOf(guid)) ? textOf(guid) : '';
  return textOfChild(item, 'link') || (alternate?.attributes.href ?? permalink);
}

/** Persons before shows: `dc:creator` is what newsrooms fill, `author` was meant to be a mail address. */
function authorsOf(item: XmlElement): string[] {
  for (const name of ['dc:creator', 'author', 'atom:author', 'itunes:author']) {
    const names = childrenOf(item, name)
      .map((author) => nameInAddress(textOfChild(author, 'atom:name', 'name') || textOf(author)))
      .filter((author) => author !== '');
    if (names.length > 0) return names;
  }
  return [];
}

const categoryOf = (node: XmlElement): FeedCategory => ({
  name: textOf(node) || (node.attributes.label ?? node.attributes.text ?? ''),
  scheme: node.attributes.domain ?? node.attributes.scheme ?? '',
});

/** The channel with one more of its elements known. */
export function rssChannelWith(channel: FeedChannel, head: XmlElement): FeedChannel {
  const text = textOf(head);
  switch (head.name) {
    case 'title':
      return { ...channel, title: text };
    case 'link':
      return head.attributes.href === undefined ? { ...channel, link: text } : channel;
    case 'atom:link':
      return head.attributes.rel === 'self' ? { ...channel, self: head.attributes.href ?? '' } : channel;
    case 'language':
    case 'dc:language':
      return { ...channel, language: text };
    default:
      return channel;
  }
}
