import { escapeHtml } from '../../base/html.js';
import { bodyFromText } from '../../newsroom/stories/body-blocks.js';
import { isRecord, type JsonRecord, listIn, recordIn, textIn } from '../json/json-fields.js';
import type { FeedChannel, FeedEntry } from './feed-entry.js';

/** JSON Feed 1.0 and 1.1: items, with their texts as HTML. */
export function jsonEntry(item: JsonRecord): FeedEntry {
  const html = textIn(item, 'content_html');
  const content = html === '' ? bodyFromText(textIn(item, 'content_text')) : html;
  const summary = textIn(item, 'summary');
  const picture = textIn(item, 'image', 'banner_image');
  return {
    title: textIn(item, 'title'),
    content: content === '' ? escapeHtml(summary) : content,
    summary: content === '' ? '' : escapeHtml(summary),
    link: textIn(item, 'url', 'external_url'),
    id: textIn(item, 'id'),
    published: textIn(item, 'date_published'),
    updated: textIn(item, 'date_modified'),
    authors: jsonAuthors(item),
    categories: listIn(item, 'tags')
      .filter((tag) => typeof tag === 'string')
      .map((name) => ({ name, scheme: '' })),
    language: textIn(item, 'language'),
    base: '',
    isDraft: false,
    ...(picture !== '' && { picture: { url: picture, caption: '', credit: '', altText: '' } }),
  };
}

export const jsonChannel = (feed: JsonRecord): FeedChannel => ({
  title: textIn(feed, 'title'),
  link: textIn(feed, 'home_page_url'),
  self: textIn(feed, 'feed_url'),
  language: textIn(feed, 'language'),
  authors: jsonAuthors(feed),
});

/** `authors` of 1.1, else `author` of 1.0. */
function jsonAuthors(record: JsonRecord): string[] {
  const many = listIn(record, 'authors').filter(isRecord);
  const one = recordIn(record, 'author');
  return (many.length > 0 ? many : one === undefined ? [] : [one])
    .map((author) => textIn(author, 'name'))
    .filter((name) => name !== '');
}
