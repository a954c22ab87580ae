import { createHash } from 'node:crypto';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { namesInByline } from '../copy/byline.js';
import { headlineFromBody, headlineNote } from '../copy/headline.js';
import { plainText } from '../copy/plain-text.js';
import { absolute } from '../copy/source-body.js';
import { standfirstFrom } from '../copy/standfirst.js';
import { liftDateline } from '../dateline.js';
import type { ImportContext, ImportedItem, ImportOutcome, SourceStatus } from '../imported-item.js';
import { type JsonRecord, textIn } from '../json/json-fields.js';
import { detectLanguage, normalLanguage } from '../language.js';
import { ninjsBody } from './ninjs-body.js';
import { datesOf, type Embargo, embargoOf } from './ninjs-dates.js';
import { namesIn, textsOf } from './ninjs-fields.js';
import { ninjsPicture } from './ninjs-picture.js';

/** One item of ninjs 1.0 to 3.1, its names in lower case, as an item of ours or the reason that it is no story. */
export function ninjsItem(item: JsonRecord, context: ImportContext, place: string): ImportOutcome {
  const printed = plainText(headlineOf(item));
  const text = ninjsBody(item, printed);
  const reason = notAStory(item, text.body);
  if (reason !== undefined) return { kind: 'skipped', place, reason };
  if (printed === '' && text.body === '')
    return { kind: 'skipped', place, reason: 'has neither headline nor body' };
  const notes = [...text.notes];
  const lifted = liftDateline(text.body);
  const body = lifted?.body ?? text.body;
  if (printed === '') notes.push(headlineNote);
  if (body === '') notes.push('has no body: a flash');
  const language = normalLanguage(textIn(item, 'language')) ?? detectLanguage(paragraphsOf(body).join(' '));
  const agency = lifted?.agency || sourceName(item);
  const embargo = embargoOf(item, context, notes);
  const picture = ninjsPicture(item);
  noteWhatIsNotPublished(item, notes);
  const done: ImportedItem = {
    source: sourceOf(item, context, notes),
    status: statusOf(item, embargo, notes),
    ...(language !== undefined && { language }),
    headline: printed || headlineFromBody(body, language),
    kicker: kickerOf(item),
    standfirst: standfirstOf(item, body),
    body,
    dateline: lifted?.dateline || placeIn(textIn(item, 'located')),
    agency,
    authors: authorsOf(item, agency),
    section: plainText(namesIn(item, 'service')[0] ?? ''),
    topics: [...new Set(namesIn(item, 'subject', 'subjects', 'keywords').map(plainText))],
    ...(picture && { picture }),
    ...datesOf(item, context, notes),
    ...(embargo.until !== undefined && { embargoedUntil: embargo.until }),
    slug: '',
    notes,
  };
  return { kind: 'item', place, item: done };
}

/** Pictures, recordings, plans and packages are no stories; a package with copy of its own is one. */
function notAStory(item: JsonRecord, body: string): string | undefined {
  const type = textIn(item, 'type').toLowerCase() || (item.eventdetails === undefined ? 'text' : 'event');
  if (type === 'text') return undefined;
  if (type === 'composite')
    return body === '' ? 'is a package; the stories in it come by themselves' : undefined;
  return `is of the type “${type}”, not a story`;
}

export function headlineOf(item: JsonRecord): string {
  const listed = textsOf(item, 'headlines', 'headline').filter(({ role }) => role !== 'kicker');
  const main =
    listed.find(({ role }) => role === 'main') ?? listed.find(({ role }) => role === '') ?? listed[0];
  return textIn(item, 'headline') || (main?.value ?? textIn(item, 'title'));
}

const kickerOf = (item: JsonRecord): string =>
  plainText(textsOf(item, 'headlines', 'headline').find(({ role }) => role === 'kicker')?.value ?? '');

const statusOf = (item: JsonRecord, embargo: Embargo, notes: string[]): SourceStatus => {
  const written = textIn(item, 'pubstatus').toLowerCase() || 'usable';
  if (/advisory/i.test([...namesIn(item, 'genre', 'genres'), textIn(item, 'profile')].join(' ')))
    return 'advisory';
  if (written === 'usable') return embargo.isUnreadable ? 'draft' : 'public';
  if (/^cancel/.test(written)) return 'trashed';
  notes.push(`its status at the source is “${written}”`);
  return 'private';
};

/** Who speaks, as a name: the first source of information, the provider, else who holds the rights. */
const sourceName = (item: JsonRecord): string =>
  plainText(
    namesIn(item, 'infosources', 'infosource')[0] ?? textIn(item, 'source', 'provider', 'copyrightholder'),
  );

function sourceOf(item: JsonRecord, context: ImportContext, notes: string[]): ImportedItem['source'] {
  const uri = textIn(item, 'uri', 'guid', '_id', 'id');
  const digest = createHash('sha256').update(JSON.stringify(item)).digest('hex').slice(0, 32);
  if (uri === '') notes.push('has no id: a digest of it is its id, a changed item is a new one');
  const publisher = sourceName(item) || authorityOf(uri) || context.origin;
  return {
    kind: 'agency',
    publisher,
    feed: publisher,
    itemId: uri || `digest:${digest}`,
    version: textIn(item, 'version', 'versioncreated'),
    canonicalUrl: absolute(textIn(item, 'canonicalurl', 'url', 'link'), '') ?? '',
  };
}

/** Whose name space an id is from: the host of an address or a tag, the domain or name of a URN. */
function authorityOf(uri: string): string {
  const urn = /^urn:(?:newsml:)?([^:]+)/i.exec(uri)?.[1];
  const tag = /^tag:([^,:]+)/i.exec(uri)?.[1];
  return urn ?? tag ?? URL.parse(uri)?.hostname ?? '';
}

function standfirstOf(item: JsonRecord, body: string): string {
  const described = textsOf(item, 'descriptions', 'description').filter(({ role }) => role !== 'caption');
  const lead = described.find(({ role }) => /lead|summary|standfirst|main/.test(role)) ?? described[0];
  return standfirstFrom(plainText(lead?.value ?? ''), paragraphsOf(body).join(' '));
}

function authorsOf(item: JsonRecord, agency: string): string[] {
  const byline = plainText(textIn(item, 'byline', 'by'));
  return byline === '' ? namesIn(item, 'authors').map(plainText) : namesInByline(byline, agency);
}

/** "SALVADOR, Feb 26 -": the place only. */
const placeIn = (located: string): string =>
  plainText(located)
    .replace(/[\s,:–—-]+$/u, '')
    .replace(/,?\s+\p{L}{3,9}\.?\s+\d{1,2}$/u, '');

function noteWhatIsNotPublished(item: JsonRecord, notes: string[]): void {
  if (textIn(item, 'ednote') !== '') notes.push('the note to editors is not published');
  const [terms] = namesIn(item, 'usageterms');
  if (terms !== undefined) notes.push(`usage terms: ${plainText(terms).slice(0, 200)}`);
}
