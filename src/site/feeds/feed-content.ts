import { escapeHtml } from '../../base/html.js';
import type { PublishedStory } from '../../newsroom/stories/published-stories.js';
import { hrefOf, mediaHref } from '../addresses.js';
import { datelineOf, withDateline } from '../theme/body-html.js';
import { storyLabelsFor } from '../theme/labels/story-labels.js';

/** A story's whole text for a feed: picture, corrections, body with its dateline; all addresses absolute. */
export function feedContent(published: PublishedStory, siteUrl: string): string {
  const { story } = published;
  const body = withDateline(story.body, escapeHtml(datelineOf(story)));
  return (
    pictureHtml(published, siteUrl) +
    correctionsHtml(published) +
    withAbsoluteAddresses(body, siteUrl, siteUrl + hrefOf(story.path))
  );
}

function pictureHtml({ story, picture }: PublishedStory, siteUrl: string): string {
  if (picture === null || story.leadPicture === null) return '';
  const { altText, caption, credit } = story.leadPicture;
  const words = [caption, credit].filter((text) => text !== '').join(' ');
  const figcaption = words === '' ? '' : `<figcaption>${escapeHtml(words)}</figcaption>`;
  return `<figure><img src="${siteUrl}${mediaHref(picture.hash, 1280, 'jpg')}" alt="${escapeHtml(altText)}" />${figcaption}</figure>`;
}

function correctionsHtml({ story, corrections }: PublishedStory): string {
  const labels = storyLabelsFor(story.language);
  return corrections
    .map(
      ({ kind, text }) =>
        `<p><strong>${escapeHtml(labels.corrections[kind])}:</strong> ${escapeHtml(text)}</p>`,
    )
    .join('');
}

/** Feed readers have no base address: `/…` gains the origin, `#…` the story's address. */
export const withAbsoluteAddresses = (html: string, siteUrl: string, address: string): string =>
  html
    .replace(/( (?:href|src|cite)=")\/(?!\/)/g, `$1${siteUrl}/`)
    .replace(/( href=")#/g, `$1${escapeHtml(address)}#`);
