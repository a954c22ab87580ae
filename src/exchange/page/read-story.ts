import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { liftDateline } from '../dateline.js';
import type { ImportContext, ImportedItem, ImportedPicture, SourceDate } from '../imported-item.js';
import { detectLanguage, normalLanguage } from '../language.js';
import { baseAddress, resolveAddress, slugOf, withoutTracking } from './addresses.js';
import { cleanAuthors, isPersonal } from './authors.js';
import { leastCopy, readBody } from './body.js';
import { fold, type PageDocument, type PageElement, parsePage, plainText, textOf } from './dom.js';
import type { StoryFacts } from './facts.js';
import { chooseHeadline } from './headline.js';
import { factsFromJsonLd } from './json-ld.js';
import { liftLeadPicture } from './lead-picture.js';
import { factsFromMeta } from './meta-tags.js';
import { measure } from './paragraphs.js';
import { visibleStandfirst } from './standfirst.js';
import { chooseDate, chooseVersionDate } from './story-dates.js';
import { factsFromVisible, headingText, visibleHeadline } from './visible-facts.js';

type ReadStory =
  | { readonly kind: 'item'; readonly item: ImportedItem }
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string };

/** A page's text to its story: facts of every voice, then one choice a field, then the copy. */
export function readStory(source: string, context: ImportContext): ReadStory {
  const document = parsePage(source);
  if (document === undefined)
    return {
      kind: 'failed',
      reason: 'this is not a page that can be read: no markup, or it nests without end',
    };
  const heading = visibleHeadline(document);
  const voices = hearVoices(document, heading);
  const headline = headlineOf(document, heading, voices, context.origin);
  if (headline === '') return { kind: 'skipped', reason: 'the page holds no headline' };
  const url = withoutTracking(
    voices.map((voice) => voice.url).find((address) => address !== undefined) ??
      (/^https?:/i.test(context.origin) ? context.origin : ''),
  );
  const base = baseAddress(document, context.origin, url);
  const authors = authorsOf(voices, siteNamesOf(voices, context.origin));
  const description = voices.map((voice) => voice.description).find((text) => text !== undefined);
  const lead = visibleStandfirst(document, heading, description);
  const standfirst = lead === undefined ? '' : textOf(lead);
  const declaredLanguage = voices
    .map((voice) => normalLanguage(voice.language ?? ''))
    .find((tag) => tag !== undefined);
  const dates = datesOf(voices, context, declaredLanguage);
  const body = readBody(document, source, voices[0]?.articleBody, { headline, standfirst, authors }, base);
  const copy = paragraphsOf(body.html);
  if (measure(copy.join('')) < leastCopy)
    return { kind: 'skipped', reason: 'the page holds no story: there is a headline, but no copy under it' };
  const { body: withoutLead, picture } = liftLeadPicture(body.html, pictureOf(voices, base));
  const lifted = liftDateline(withoutLead);
  const language = languageOf(declaredLanguage, copy);
  return {
    kind: 'item',
    item: {
      source: {
        kind: 'page',
        publisher: publisherOf(voices, url),
        feed: '',
        itemId: url === '' ? context.origin : url,
        version: '',
        canonicalUrl: url,
      },
      status: 'public',
      ...(language !== undefined && { language }),
      headline,
      kicker: '',
      standfirst,
      body: lifted?.body ?? withoutLead,
      dateline: lifted?.dateline ?? '',
      agency: lifted?.agency ?? '',
      authors,
      section: voices.map((voice) => voice.section).find((name) => name !== undefined) ?? '',
      topics: topicsOf(voices),
      ...(picture !== undefined && { picture }),
      ...dates,
      slug: slugOf(url),
      notes: [...body.notes, ...cutOffNote(source)],
    },
  };
}

/** JSON-LD first: it is made for this. Then meta tags, then what the reader sees. */
function hearVoices(document: PageDocument, heading: PageElement | undefined): StoryFacts[] {
  const jsonLd = factsFromJsonLd(document, heading === undefined ? '' : headingText(heading));
  return [...(jsonLd === undefined ? [] : [jsonLd]), factsFromMeta(document), factsFromVisible(document)];
}

function headlineOf(
  document: PageDocument,
  heading: PageElement | undefined,
  voices: readonly StoryFacts[],
  origin: string,
): string {
  const jsonLd = voices.length === 3 ? voices[0]! : undefined;
  const meta = voices.at(-2)!;
  return chooseHeadline({
    jsonLd: jsonLd?.headlines[0] ?? '',
    meta: meta.headlines,
    visible: heading === undefined ? '' : headingText(heading),
    title: plainText(document.querySelector('title')?.textContent ?? ''),
    siteNames: siteNamesOf(voices, origin),
  });
}

const siteNamesOf = (voices: readonly StoryFacts[], origin: string): string[] => [
  ...voices.flatMap((voice) => voice.publisher ?? []),
  ...hostOf(voices.map((voice) => voice.url).find((url) => url !== undefined) ?? origin),
];

function hostOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { hostname } = new URL(address);
  const labels = hostname.replace(/^www\./, '').split('.');
  return [hostname.replace(/^www\./, ''), ...labels.slice(0, -1).filter((label) => label.length > 2)];
}

/** The first voice that names people; one that names only the publisher comes last. */
function authorsOf(voices: readonly StoryFacts[], siteNames: readonly string[]): string[] {
  const site = siteNames.map(fold);
  const isSite = (name: string) =>
    site.some((known) => known.length > 2 && (fold(name) === known || fold(name).includes(known)));
  const lists = voices.map((voice) => cleanAuthors(voice.authors)).filter((names) => names.length > 0);
  const first = lists[0] ?? [];
  if (!first.every(isSite)) return first;
  return lists.find((names) => names.some((name) => isPersonal(name) && !isSite(name))) ?? first;
}

function datesOf(
  voices: readonly StoryFacts[],
  context: ImportContext,
  language: string | undefined,
): { publishedAt?: SourceDate; versionAt?: SourceDate } {
  const publishedAt = chooseDate(
    voices.flatMap((voice) => voice.published),
    context,
    language,
  );
  const versionAt = chooseVersionDate(voices, publishedAt, context, language);
  return { ...(publishedAt && { publishedAt }), ...(versionAt && { versionAt }) };
}

/** The declared language, unless the copy is surely in another: templates are often left in English. */
function languageOf(declared: string | undefined, copy: readonly string[]): string | undefined {
  const detected = detectLanguage(copy.join('\n'));
  if (declared === undefined) return detected;
  const isSame =
    detected === undefined ||
    declared.split('-')[0] === detected.split('-')[0] ||
    (/^n[bno]/.test(declared) && /^n[bn]/.test(detected));
  return isSame ? declared : detected;
}

function topicsOf(voices: readonly StoryFacts[]): string[] {
  const told = voices.map((voice) => voice.topics).find((topics) => topics.length > 0) ?? [];
  return [...new Set(told)];
}

function pictureOf(voices: readonly StoryFacts[], base: string | undefined): ImportedPicture | undefined {
  for (const { picture } of voices) {
    const url = picture === undefined ? undefined : resolveAddress(picture.url, base);
    if (picture !== undefined && url !== undefined) {
      return { url, caption: picture.caption, credit: picture.credit, altText: '' };
    }
  }
  return undefined;
}

function publisherOf(voices: readonly StoryFacts[], url: string): string {
  return (
    voices.map((voice) => voice.publisher).find((name) => name !== undefined) ??
    (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '')
  );
}

function cutOffNote(source: string): string[] {
  const isWhole = !/<(?:body|html)\b/i.test(source) || /<\/(?:body|html)\s*>/i.test(source);
  return isWhole ? [] : ['the file ends before the page does; what is there was taken'];
}
