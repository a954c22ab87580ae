import { escapeHtml } from '../../base/html.js';
import { mediaWidths } from '../../newsroom/media/media.js';
import type { Story } from '../../newsroom/stories/story.js';
import { hostOf, isWebAddress, mediaHref } from '../addresses.js';
import type { StoryLabels } from './labels/story-labels.js';
import { phraseText } from './phrase.js';

/** "SEOUL, South Korea (AP) — ", or what of it is known; empty for most copy of our own. */
export function datelineOf({ dateline, agency }: Pick<Story, 'dateline' | 'agency'>): string {
  const parts = [dateline, agency === '' ? '' : `(${agency})`].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join(' ')} — `;
}

/** The body with the dateline run into its first paragraph, or before it where the body starts otherwise. */
export function withDateline(body: string, datelineHtml: string): string {
  if (datelineHtml === '') return body;
  const opening = /^<p(?: [^>]*)?>/.exec(body)?.[0];
  if (opening === undefined) return `<p>${datelineHtml}</p>${body}`;
  return opening + datelineHtml + body.slice(opening.length);
}

type Attributes = Readonly<Record<string, string>>;

/** Attributes of a tag as the sanitiser writes them: double-quoted, `<>&"` escaped. Values stay escaped. */
export const attributesOf = (tag: string): Attributes =>
  Object.fromEntries([...tag.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));

const tagsAndText = /<[^>]+>|[^<]+/g;

/**
 * A story's trusted body as the page shows it: dateline run in, kept pictures in their widths, pictures and embeds
 * of others as links (no third party is asked for anything), wide tables in a frame of their own that scrolls.
 */
export function bodyForPage(story: Story, labels: StoryLabels): string {
  const dateline = datelineOf(story);
  const marked = dateline === '' ? '' : `<span class="dateline">${escapeHtml(dateline)}</span>`;
  let linkDepth = 0;
  let embedHref = '';
  const pieces = withDateline(story.body, marked).match(tagsAndText) ?? [];
  const shown = pieces.map((piece) => {
    if (piece.startsWith('<img')) return pictureInBody(attributesOf(piece), labels, linkDepth > 0);
    if (piece.startsWith('<table')) return frameOpening(labels) + piece;
    if (piece === '</table>') return `${piece}</section>`;
    if (piece === '<figure class="embed">') embedHref = 'pending';
    if (piece === '</figure>' && embedHref !== '') {
      const note = embedNote(embedHref, labels);
      embedHref = '';
      return note + piece;
    }
    if (/^<a[ >]/.test(piece)) {
      linkDepth += 1;
      if (embedHref === 'pending') embedHref = attributesOf(piece).href ?? '';
    }
    if (piece === '</a>') linkDepth -= 1;
    return piece;
  });
  return shown.join('');
}

const frameOpening = (labels: StoryLabels): string =>
  `<section class="wide" tabindex="0" aria-label="${escapeHtml(labels.wideTable)}">`;

const embedNote = (href: string, labels: StoryLabels): string =>
  isWebAddress(href)
    ? `<small>${escapeHtml(phraseText(labels.opensElsewhere, { host: hostOf(href) }))}</small>`
    : '';

const keptPicture = /^\/media\/([0-9a-f]{64})\/\d+\.(?:webp|jpg)$/;

function pictureInBody(attributes: Attributes, labels: StoryLabels, isInLink: boolean): string {
  const { src = '', alt = '', width, height } = attributes;
  const size = width && height ? ` width="${width}" height="${height}"` : ' class="unsized"';
  const hash = keptPicture.exec(src)?.[1];
  if (hash !== undefined) {
    const srcset = mediaWidths.map((each) => `${mediaHref(hash, each, 'webp')} ${each}w`).join(', ');
    return `<img src="${mediaHref(hash, 640, 'webp')}" srcset="${srcset}" sizes="(min-width: 44em) 40rem, 92vw"${size} alt="${alt}" loading="lazy" decoding="async" />`;
  }
  if (!isWebAddress(src)) return src === '' ? '' : `<img src="${src}"${size} alt="${alt}" loading="lazy" />`;
  const words = escapeHtml(phraseText(labels.pictureElsewhere, { host: hostOf(src) }));
  const text = alt === '' ? words : `${alt} (${words})`;
  return isInLink ? text : `<a class="picture-elsewhere" href="${src}">${text}</a>`;
}
