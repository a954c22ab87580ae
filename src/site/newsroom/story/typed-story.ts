import type { Contributor } from '../../../newsroom/contributors/contributor.js';
import type { Story, StoryContent } from '../../../newsroom/stories/story.js';
import type { Form } from '../own-forms.js';
import { bodyAsHtml, bodyAsText } from './body-as-typed.js';

/** One line of text each; `longest` is in characters. */
export const lineFields = {
  headline: { label: 'Headline', longest: 300 },
  promoHeadline: { label: 'Headline in lists', longest: 200 },
  kicker: { label: 'Kicker', longest: 80 },
  dateline: { label: 'Dateline', longest: 120 },
  agency: { label: 'Agency', longest: 60 },
  printedByline: { label: 'Byline as printed', longest: 300 },
  topics: { label: 'Topics', longest: 600 },
  language: { label: 'Language', longest: 35 },
  slugline: { label: 'Slugline', longest: 80 },
  translationOf: { label: 'Translation of', longest: 400 },
  pictureCredit: { label: 'Credit', longest: 200 },
} as const;
export const areaFields = {
  standfirst: { label: 'Standfirst', longest: 1200 },
  pictureCaption: { label: 'Caption', longest: 1200 },
  pictureAltText: { label: 'Alt text', longest: 600 },
  body: { label: 'Text', longest: 1_000_000 },
} as const;

export type LineField = keyof typeof lineFields;
export type AreaField = keyof typeof areaFields;
export const labelOf = (field: LineField | AreaField): string =>
  ({ ...lineFields, ...areaFields })[field].label;

/** A story as it stands in the form: what was typed, word for word, until it is accepted. */
export interface TypedStory extends Readonly<Record<LineField | AreaField, string>> {
  readonly bodyFormat: 'text' | 'html';
  readonly sectionId: string;
  readonly evergreen: boolean;
  /** The kept picture; empty where there is none. */
  readonly mediaId: string;
  /** Names in the order of the byline. */
  readonly credits: readonly { readonly name: string; readonly role: string }[];
}

/** What the form shows of a story. `original` is how its original is named, if it is a translation. */
export function typedOf(
  content: StoryContent | Story,
  contributors: ReadonlyMap<string, Contributor>,
  original: string,
): TypedStory {
  const { byline, leadPicture: picture } = content;
  const asText = bodyAsText(content.body);
  return {
    headline: content.headline,
    promoHeadline: content.promoHeadline,
    kicker: content.kicker,
    standfirst: content.standfirst,
    dateline: content.dateline,
    agency: content.agency,
    language: content.language,
    slugline: content.slugline,
    topics: content.topics.join(', '),
    evergreen: content.evergreen,
    sectionId: content.sectionId ?? '',
    printedByline: byline.kind === 'printed' ? byline.text : '',
    credits:
      byline.kind === 'contributors'
        ? byline.credits.map(({ contributorId, role }) => ({
            name: contributors.get(contributorId)?.name ?? '',
            role,
          }))
        : [],
    translationOf: original,
    mediaId: picture?.mediaId ?? '',
    pictureCaption: picture?.caption ?? '',
    pictureCredit: picture?.credit ?? '',
    pictureAltText: picture?.altText ?? '',
    bodyFormat: asText === undefined ? 'html' : 'text',
    body: asText ?? bodyAsHtml(content.body),
  };
}

/** What came with the form. */
export function typedFromForm(form: Form): TypedStory {
  const fields = Object.fromEntries(
    [...Object.keys(lineFields), ...Object.keys(areaFields)].map((name) => [name, clean(form.text(name))]),
  ) as Record<LineField | AreaField, string>;
  const roles = form.all('role');
  return {
    ...fields,
    bodyFormat: form.text('bodyFormat') === 'html' ? 'html' : 'text',
    sectionId: form.text('sectionId'),
    evergreen: form.text('evergreen') === 'yes',
    mediaId: form.text('removePicture') === 'yes' ? '' : form.text('mediaId'),
    credits: form
      .all('contributor')
      .map((name, index) => ({ name: clean(name), role: clean(roles[index] ?? '') }))
      .filter(({ name }) => name !== ''),
  };
}

/** Browsers send CRLF; control characters are no part of any copy and break feeds. */
const clean = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .trim();
