import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { headlineFromBody, headlineNote } from '../copy/headline.js';
import { plainText, withoutControls } from '../copy/plain-text.js';
import { absolute, bodyFromSource } from '../copy/source-body.js';
import { standfirstFrom } from '../copy/standfirst.js';
import { liftDateline } from '../dateline.js';
import type { ImportContext, ImportedItem, ImportOutcome, SourceStatus } from '../imported-item.js';
import { childrenOf, markupOf, textOfChild, type XmlElement } from '../xml/element.js';
import { withoutBlockComments } from './block-comments.js';
import { withoutShortcodes } from './shortcodes.js';
import { metaOf, type WxrArchive } from './wxr-archive.js';
import { datesOf } from './wxr-dates.js';
import { authorsOf, categoriesOf, languageOf } from './wxr-terms.js';
import { viewsOf } from './wxr-views.js';

const statuses: Readonly<Record<string, SourceStatus>> = {
  publish: 'public',
  future: 'future',
  private: 'private',
  trash: 'trashed',
  draft: 'draft',
  pending: 'draft',
  'auto-draft': 'draft',
};

/** One post of an export as an item of ours. Its pictures are those that the archive knows by now. */
export function wxrItem(
  record: XmlElement,
  archive: WxrArchive,
  context: ImportContext,
  place: string,
): ImportOutcome {
  const notes = new Set<string>();
  const link = absolute(textOfChild(record, 'link'), archive.link) ?? '';
  const text = bodyOf(record, archive, link || archive.link, notes);
  const headline = plainText(textOfChild(record, 'title'));
  if (headline === '' && text === '')
    return { kind: 'skipped', place, reason: 'has neither headline nor body' };
  const lifted = liftDateline(text);
  const body = lifted?.body ?? text;
  if (headline === '') notes.add(headlineNote);
  if (body === '') notes.add('has no body');
  const language = languageOf(record, archive, body);
  const dates = datesOf(record, context, notes);
  const item: ImportedItem = {
    source: sourceOf(record, archive, context, link),
    status: statusOf(record, notes),
    ...(language !== undefined && { language }),
    headline: headline || headlineFromBody(body, language),
    kicker: '',
    standfirst: standfirstOf(record, body),
    body,
    dateline: lifted?.dateline ?? '',
    agency: lifted?.agency ?? '',
    authors: authorsOf(record, archive),
    ...categoriesOf(record, archive),
    ...pictureOf(record, archive, notes),
    ...dates,
    ...viewsOf(record, archive),
    slug: slugOf(record),
    notes: [...notes],
  };
  return { kind: 'item', place, item };
}

function bodyOf(record: XmlElement, archive: WxrArchive, base: string, notes: Set<string>): string {
  const written = contentOf(record);
  const copy = withoutControls(written);
  if (copy !== written) notes.add('control characters dropped');
  const html = withoutBlockComments(withoutShortcodes(copy, archive.findAttachment, notes), notes);
  const { body, notes: more } = bodyFromSource(html, base);
  for (const note of more) notes.add(note);
  return body;
}

export const contentOf = (record: XmlElement): string => markupOf(childrenOf(record, 'content:encoded')[0]);

function statusOf(record: XmlElement, notes: Set<string>): SourceStatus {
  const written = textOfChild(record, 'wp:status') || 'publish';
  const status = statuses[written];
  if (status === undefined) notes.add(`the status “${written}” is not known, taken as a draft`);
  const isOpen = status === 'public' || status === 'future';
  return isOpen && textOfChild(record, 'wp:post_password') !== '' ? 'password' : (status ?? 'draft');
}

function sourceOf(
  record: XmlElement,
  archive: WxrArchive,
  context: ImportContext,
  link: string,
): ImportedItem['source'] {
  const publisher = archive.title || URL.parse(archive.link)?.hostname || context.origin;
  const id = textOfChild(record, 'wp:post_id');
  const guid = textOfChild(record, 'guid');
  // A story that was made as a copy of another has that one's guid: its number tells.
  const number = /[?&]p=(\d+)$/.exec(guid)?.[1] ?? id;
  const itemId = guid !== '' && number === id ? guid : `${archive.link.replace(/\/$/, '')}/?p=${id}`;
  const modified = textOfChild(record, 'wp:post_modified_gmt');
  return {
    kind: 'cms',
    publisher,
    feed: publisher,
    itemId,
    version: modified.startsWith('0000') ? '' : modified,
    canonicalUrl: link,
  };
}

const standfirstOf = (record: XmlElement, body: string): string =>
  standfirstFrom(plainText(textOfChild(record, 'excerpt:encoded')), paragraphsOf(body).join(' '));

function pictureOf(
  record: XmlElement,
  archive: WxrArchive,
  notes: Set<string>,
): Pick<ImportedItem, 'picture'> {
  const id = metaOf(record, '_thumbnail_id');
  if (!/^[1-9]\d*$/.test(id)) return {};
  const found = archive.findAttachment(id);
  const url = absolute(found?.url, archive.link);
  if (found === undefined || url === undefined) {
    notes.add(`its lead picture (attachment ${id}) is not in this export`);
    return {};
  }
  return { picture: { url, caption: found.caption, credit: '', altText: found.altText } };
}

/** WordPress keeps slugs of other scripts percent-encoded. */
function slugOf(record: XmlElement): string {
  const written = textOfChild(record, 'wp:post_name');
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
