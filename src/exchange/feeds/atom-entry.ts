import { escapeHtml } from '../../base/html.js';
import { childOf, childrenOf, markupOf, textOf, textOfChild, type XmlElement } from '../xml/element.js';
import type { FeedChannel, FeedEntry } from './feed-entry.js';
import { pictureOf } from './media-picture.js';

/** Atom 1.0 (RFC 4287) and 0.3; also an export of Blogger, which is an Atom feed of all that a blog holds. */
export function atomEntry(entry: XmlElement): FeedEntry {
  const content = childOf(entry, 'content');
  const summary = childOf(entry, 'summary', 'media:description');
  const full =
    markupOfText(content) ||
    markupOfText(childOf(childOf(entry, 'media:group') ?? entry, 'media:description'));
  const picture = pictureOf(entry);
  const reason = kindReason(entry);
  return {
    title: markupOf(childOf(entry, 'title')),
    content: full || markupOfText(summary),
    summary: full === '' ? '' : markupOfText(summary),
    link: linkOf(entry),
    id: textOfChild(entry, 'id'),
    published: textOfChild(entry, 'published', 'issued', 'created', 'dc:date', 'dcterms:issued'),
    updated: textOfChild(entry, 'updated', 'modified', 'dcterms:modified'),
    authors: personsOf(entry),
    categories: childrenOf(entry, 'category', 'dc:subject')
      .map(({ attributes, children }) => ({
        name: attributes.label ?? attributes.term ?? textOf({ ...entry, children }),
        scheme: attributes.scheme ?? '',
      }))
      .filter(({ scheme }) => scheme !== bloggerKind),
    language: (content ?? summary ?? entry).language,
    base: (content ?? summary ?? entry).base,
    isDraft: textOfChild(childOf(entry, 'app:control') ?? entry, 'app:draft') === 'yes',
    ...(picture && { picture }),
    ...(reason !== undefined && { notAStory: reason }),
  };
}

/** A text construct as HTML: plain text is escaped, unless it plainly is HTML under a wrong type. */
function markupOfText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const { type, mode } = element.attributes;
  const isPlain = (type === 'text' || type === 'text/plain') && mode !== 'escaped';
  const markup = markupOf(element);
  return isPlain && !/<\/(?:p|a|div|em|i|b|strong|ul|blockquote)>|<br\s*\/?>/i.test(markup)
    ? escapeHtml(textOf(element))
    : markup;
}

/** The page of the entry: `rel` is "alternate" or absent; HTML is preferred among several. */
function linkOf(entry: XmlElement): string {
  const pages = childrenOf(entry, 'link').filter(
    ({ attributes }) => attributes.href !== undefined && (attributes.rel ?? 'alternate') === 'alternate',
  );
  const page = pages.find(({ attributes }) => (attributes.type ?? 'text/html').includes('html')) ?? pages[0];
  const source = childrenOf(entry, 'content')[0]?.attributes.src;
  const href = page?.attributes.href ?? source ?? '';
  return URL.parse(href, page?.base || undefined)?.href ?? href;
}

export const personsOf = (element: XmlElement): string[] =>
  childrenOf(element, 'author', 'dc:creator')
    .map((author) => textOfChild(author, 'name') || (author.name === 'dc:creator' ? textOf(author) : ''))
    .filter((name) => name !== '');

const bloggerKind = 'http://schemas.google.com/g/2005#kind';

function kindReason(entry: XmlElement): string | undefined {
  const kind = childrenOf(entry, 'category').find(({ attributes }) => attributes.scheme === bloggerKind);
  const name = /kind#(\w+)$/.exec(kind?.attributes.term ?? '')?.[1];
  return name === undefined || name === 'post' ? undefined : `is a ${name} of the blog, not a story`;
}

/** The feed with one more of its elements known. */
export function atomChannelWith(channel: FeedChannel, head: XmlElement): FeedChannel {
  const { rel = 'alternate', href = '' } = head.attributes;
  switch (head.name) {
    case 'title':
      return { ...channel, title: markupOf(head), language: channel.language || head.language };
    case 'link':
      if (rel === 'self') return { ...channel, self: href };
      return rel === 'alternate' && channel.link === '' ? { ...channel, link: href } : channel;
    case 'author':
      return {
        ...channel,
        authors: [...channel.authors, textOfChild(head, 'name')].filter((name) => name !== ''),
      };
    default:
      return channel;
  }
}
