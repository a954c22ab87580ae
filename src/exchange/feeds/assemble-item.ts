import { createHash } from 'node:crypto';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { namesInByline } from '../copy/byline.js';
import { headlineFromBody, headlineNote } from '../copy/headline.js';
import { plainText } from '../copy/plain-text.js';
import { absolute, bodyFromSource } from '../copy/source-body.js';
import { standfirstFrom } from '../copy/standfirst.js';
import { liftDateline } from '../dateline.js';
import { parseSourceDate } from '../dates.js';
import type {
  ImportContext,
  ImportedItem,
  ImportedPicture,
  ImportOutcome,
  SourceDate,
} from '../imported-item.js';
import { detectLanguage, normalLanguage } from '../language.js';
import type { FeedCategory, FeedChannel, FeedEntry } from './feed-entry.js';

/** One entry of any kind of feed as an item of ours, or the reason that it is none. */
export function assembleItem(
  entry: FeedEntry,
  channel: FeedChannel,
  context: ImportContext,
  number: number,
): ImportOutcome {
  const printedTitle = plainText(entry.title);
  const place = printedTitle === '' ? `item ${number}` : `item ${number}, “${printedTitle}”`;
  if (entry.notAStory !== undefined) return { kind: 'skipped', place, reason: entry.notAStory };
  const link = absolute(entry.link, baseOf(channel, context)) ?? '';
  const base = entry.base || link || baseOf(channel, context);
  const text = bodyFromSource(withoutFeedFooter(entry.content), base);
  if (printedTitle === '' && text.body === '')
    return { kind: 'skipped', place, reason: 'has neither headline nor body' };
  const notes = [...text.notes];
  const language = languageOf(entry, channel, text.body);
  const lifted = liftDateline(text.body);
  const body = lifted?.body ?? text.body;
  if (printedTitle === '') notes.push(headlineNote);
  if (body === '') notes.push('has no body');
  const item: ImportedItem = {
    source: sourceOf(entry, channel, context, link, notes),
    status: entry.isDraft ? 'draft' : 'public',
    ...(language !== undefined && { language }),
    headline: printedTitle || headlineFromBody(body, language),
    kicker: '',
    standfirst: standfirstOf(entry, body),
    body,
    dateline: lifted?.dateline ?? '',
    agency: lifted?.agency ?? '',
    authors: authorsOf(entry, channel),
    ...sectionAndTopics(entry.categories),
    ...pictureOf(entry.picture, base),
    ...datesOf(entry, language, context, notes),
    slug: '',
    notes,
  };
  return { kind: 'item', place, item };
}

const baseOf = (channel: FeedChannel, context: ImportContext): string =>
  absolute(channel.link, context.origin) ?? absolute(channel.self, context.origin) ?? context.origin;

/** The line that WordPress puts below each text in its feeds. */
const feedFooter =
  /<p>\s*The post <a [^>]*>[^<]*<\/a> (?:appeared first on|first appeared on) <a [^>]*>[^<]*<\/a>\.?\s*<\/p>\s*$/i;
const longestFooter = 2000;

const withoutFeedFooter = (html: string): string =>
  html.slice(0, -longestFooter) + html.slice(-longestFooter).replace(feedFooter, '');

function sourceOf(
  entry: FeedEntry,
  channel: FeedChannel,
  context: ImportContext,
  link: string,
  notes: string[],
): ImportedItem['source'] {
  const host = URL.parse(baseOf(channel, context))?.hostname.replace(/^www\./, '');
  const publisher = plainText(channel.title) || host || context.origin;
  let itemId = entry.id;
  if (itemId === '' && link !== '') {
    itemId = link;
    notes.push('has no id: its address is its id');
  } else if (itemId === '') {
    const digest = createHash('sha256').update(`${entry.title}\n${entry.content}`).digest('hex');
    itemId = `digest:${digest.slice(0, 32)}`;
    notes.push('has neither id nor address: a digest of its text is its id, a changed text is a new item');
  }
  const feed = absolute(channel.self, context.origin) ?? publisher;
  return { kind: 'feed', publisher, feed, itemId, version: entry.updated, canonicalUrl: link };
}

function languageOf(entry: FeedEntry, channel: FeedChannel, body: string): string | undefined {
  return (
    normalLanguage(entry.language) ??
    normalLanguage(channel.language) ??
    detectLanguage(paragraphsOf(body).join(' '))
  );
}

function standfirstOf(entry: FeedEntry, body: string): string {
  const summary = plainText(
    paragraphsOf(bodyFromSource(withoutFeedFooter(entry.summary), '').body).join(' '),
  );
  return standfirstFrom(summary, paragraphsOf(body).join(' '));
}

function authorsOf(entry: FeedEntry, channel: FeedChannel): string[] {
  const printed = entry.authors.length > 0 ? entry.authors : channel.authors;
  return [...new Set(printed.flatMap((name) => namesInByline(plainText(name))))];
}

/** A list that calls itself the paper's sections names the section; all other names are topics. */
function sectionAndTopics(categories: readonly FeedCategory[]): Pick<ImportedItem, 'section' | 'topics'> {
  const named = categories
    .map(({ name, scheme }) => ({ name: plainText(name), scheme }))
    .filter(({ name }) => name !== '');
  const section = named.find(({ scheme }) => /section|rubri|ressort|desk/i.test(scheme));
  return {
    section: section?.name ?? '',
    topics: [...new Set(named.filter((category) => category !== section).map(({ name }) => name))],
  };
}

function pictureOf(picture: ImportedPicture | undefined, base: string): { picture?: ImportedPicture } {
  const url = absolute(picture?.url, base);
  return picture === undefined || url === undefined ? {} : { picture: { ...picture, url } };
}

function datesOf(
  entry: FeedEntry,
  language: string | undefined,
  { zone }: ImportContext,
  notes: string[],
): Pick<ImportedItem, 'publishedAt' | 'versionAt'> {
  const read = (written: string): SourceDate | undefined => {
    const date = parseSourceDate(written, { zone, ...(language !== undefined && { language }) });
    if (date === undefined && written !== '')
      notes.push(`the date “${plainText(written).slice(0, 60)}” cannot be read`);
    return date;
  };
  const versionAt = read(entry.updated);
  const publishedAt = entry.published === '' ? versionAt : read(entry.published);
  if (entry.published === '' && versionAt !== undefined)
    notes.push('dated by its last update, it has no other date');
  return { ...(publishedAt && { publishedAt }), ...(versionAt && { versionAt }) };
}
