import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { liftDateline } from '../dateline.js';
import type { ImportContext, ImportedItem, ImportedPicture } from '../imported-item.js';
import { detectLanguage, normalLanguage } from '../language.js';
import { baseAddress, resolveAddress, savedFrom, slugOf, withoutTracking } from './addresses.js';
import { cleanAuthors, isPersonal } from './authors.js';
import { leastCopy, readBody } from './body.js';
import { fold, type PageDocument, type PageElement, parsePage, plainText, textOf } from './dom.js';
import type { StoryFacts } from './facts.js';
import { chooseHeadline } from './headline.js';
import { factsFromJsonLd } from './json-ld.js';
import { liftLeadPicture } from './lead-picture.js';
import { factsFromMeta } from './meta-tags.js';
import { pageIdentity } from './page-identity.js';
import { measure } from './paragraphs.js';
import { visibleStandfirst } from './standfirst.js';
import { chooseDate, chooseVersionDate } from './story-dates.js';
import { factsFromVisible, headingText, visibleHeadline } from './visible-facts.js';

type ReadStory =
  | { readonly kind: 'item'; readonly item: ImportedItem }
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string };

interface Voices {
  readonly jsonLd: StoryFacts | undefined;
  readonly meta: StoryFacts;
  readonly visible: StoryFacts;
  /** All of them: JSON-LD first, since it is made for this, then meta tags, then what the reader sees. */
  readonly inOrder: readonly StoryFacts[];
}

/** A page's text to its story: facts of every voice, then one choice a field, then the copy. */
export function readStory(source: string, context: ImportContext): ReadStory {
  const document = parsePage(source);
  if (document === undefined)
    return { kind: 'failed', reason: 'this is no page: no markup, or it nests without end' };
  const heading = visibleHeadline(document);
  const voices = hearVoices(document, heading);
  const url = addressOf(voices, source, context.origin);
  const siteNames = [
    ...voices.inOrder.flatMap((voice) => voice.publisher ?? []),
    ...hostNames(url || context.origin),
  ];
  const headline = headlineOf(document, voices, siteNames);
  if (headline === '') return { kind: 'skipped', reason: 'the page holds no headline' };
  const authors = authorsOf(voices, siteNames);
  const standfirst = standfirstOf(document, heading, voices);
  const base = baseAddress(document, context.origin, url);
  const declared = voices.jsonLd?.articleBody;
  const body = readBody(document, source, { headline, standfirst, authors, declared, base });
  const copy = paragraphsOf(body.html);
  if (measure(copy.join('')) < leastCopy) {
    return { kind: 'skipped', reason: 'the page holds no story: there is a headline, but no copy under it' };
  }
  const about = {
    headline,
    kicker: '',
    standfirst,
    authors,
    ...classificationOf(voices),
    ...datesOf(voices, context),
  };
  const language = languageOf(declaredLanguage(voices), copy);
  const item: ImportedItem = {
    source: sourceOf(voices, url, pageIdentity(url, context, { headline, body: body.html })),
    status: 'public',
    ...(language !== undefined && { language }),
    ...about,
    ...liftedFrom(body.html, pictureOf(voices, base)),
    slug: slugOf(url),
    notes: [...body.notes, ...cutOffNote(source)],
  };
  return { kind: 'item', item };
}

function hearVoices(document: PageDocument, heading: PageElement | undefined): Voices {
  const jsonLd = factsFromJsonLd(document, heading === undefined ? '' : headingText(heading));
  const meta = factsFromMeta(document);
  const visible = factsFromVisible(document, heading);
  return { jsonLd, meta, visible, inOrder: [...(jsonLd === undefined ? [] : [jsonLd]), meta, visible] };
}

/** The first voice that says it. */
const first = <Value>(
  { inOrder }: Voices,
  read: (voice: StoryFacts) => Value | undefined,
): Value | undefined => inOrder.map(read).find((value) => value !== undefined);

function addressOf(voices: Voices, source: string, origin: string): string {
  const declared = first(voices, (voice) => voice.url) ?? savedFrom(source);
  return withoutTracking(declared ?? (/^https?:/i.test(origin) ? origin : ''));
}

function headlineOf(
  document: PageDocument,
  { jsonLd, meta, visible }: Voices,
  siteNames: readonly string[],
): string {
  return chooseHeadline({
    jsonLd: jsonLd?.headlines[0] ?? '',
    meta: meta.headlines,
    visible: visible.headlines[0] ?? '',
    title: plainText(document.querySelector('title')?.textContent ?? ''),
    siteNames,
  });
}

function standfirstOf(document: PageDocument, heading: PageElement | undefined, voices: Voices): string {
  const element = visibleStandfirst(
    document,
    heading,
    first(voices, (voice) => voice.description),
  );
  return element === undefined ? '' : textOf(element);
}

/** Lead picture and dateline, which have fields of their own, come off the copy. */
function liftedFrom(
  html: string,
  declared: ImportedPicture | undefined,
): Pick<ImportedItem, 'body' | 'dateline' | 'agency' | 'picture'> {
  const { body, picture } = liftLeadPicture(html, declared);
  const { dateline, agency, body: rest } = liftDateline(body) ?? { dateline: '', agency: '', body };
  return { body: rest, dateline, agency, ...(picture !== undefined && { picture }) };
}

const sourceOf = (voices: Voices, url: string, itemId: string): ImportedItem['source'] => ({
  kind: 'page',
  publisher: first(voices, (voice) => voice.publisher) ?? hostNames(url)[0] ?? '',
  feed: '',
  itemId,
  version: '',
  canonicalUrl: url,
});

function classificationOf(voices: Voices): Pick<ImportedItem, 'section' | 'topics'> {
  const topics = first(voices, (voice) => (voice.topics.length > 0 ? voice.topics : undefined)) ?? [];
  return { section: first(voices, (voice) => voice.section) ?? '', topics: [...new Set(topics)] };
}

const declaredLanguage = (voices: Voices): string | undefined =>
  first(voices, (voice) => normalLanguage(voice.language ?? ''));

/** The host and its names, the country or kind at its end left out. */
function hostNames(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const host = new URL(address).hostname.replace(/^www\./, '');
  return [
    host,
    ...host
      .split('.')
      .slice(0, -1)
      .filter((label) => label.length > 2),
  ].filter((name) => name !== '');
}

/** The first voice that names people; one that names only the publisher comes last. */
function authorsOf({ inOrder }: Voices, siteNames: readonly string[]): string[] {
  const site = siteNames.map(fold).filter((name) => name.length > 2);
  const isSite = (name: string) => site.some((known) => fold(name).includes(known));
  const lists = inOrder.map((voice) => cleanAuthors(voice.authors)).filter((names) => names.length > 0);
  const told = lists[0] ?? [];
  if (!told.every(isSite)) return told;
  return lists.find((names) => names.some((name) => isPersonal(name) && !isSite(name))) ?? told;
}

function datesOf(voices: Voices, context: ImportContext): Pick<ImportedItem, 'publishedAt' | 'versionAt'> {
  const language = declaredLanguage(voices);
  const written = voices.inOrder.flatMap((voice) => voice.published);
  const publishedAt = chooseDate(written, context, language);
  const versionAt = chooseVersionDate(voices.inOrder, publishedAt, context, language);
  return { ...(publishedAt && { publishedAt }), ...(versionAt && { versionAt }) };
}

/** The declared language, unless the copy is surely in another: templates are often left in English. */
function languageOf(declared: string | undefined, copy: readonly string[]): string | undefined {
  const detected = detectLanguage(copy.join('\n'));
  if (declared === undefined || detected === undefined) return declared ?? detected;
  const isNorwegian = (tag: string) => /^n[bno](?:-|$)/.test(tag);
  const isSame =
    declared.split('-')[0] === detected.split('-')[0] || (isNorwegian(declared) && isNorwegian(detected));
  return isSame ? declared : detected;
}

function pictureOf({ inOrder }: Voices, base: string | undefined): ImportedPicture | undefined {
  for (const { picture } of inOrder) {
    const url = picture === undefined ? undefined : resolveAddress(picture.url, base);
    if (picture !== undefined && url !== undefined) {
      return { url, caption: picture.caption, credit: picture.credit, altText: '' };
    }
  }
  return undefined;
}

function cutOffNote(source: string): string[] {
  const isWhole = !/<(?:body|html)\b/i.test(source) || /<\/(?:body|html)\s*>/i.test(source);
  return isWhole ? [] : ['the file ends before the page does; what is there was taken'];
}
