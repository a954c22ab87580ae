import { escapeHtml } from '../../base/html.js';

/** Players of which the address shown to a person differs from the one in the frame. */
const watchPages: readonly (readonly [RegExp, (id: string) => string])[] = [
  [
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,})/i,
    (id) => `https://www.youtube.com/watch?v=${id}`,
  ],
  [/^https?:\/\/player\.vimeo\.com\/video\/(\d+)/i, (id) => `https://vimeo.com/${id}`],
];

const embeddable =
  /^https?:\/\/(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitter\.com|x\.com|instagram\.com|tiktok\.com|facebook\.com|soundcloud\.com|spotify\.com|flickr\.com|ted\.com|bsky\.app|reddit\.com)\/\S+$/i;

/** An address that stands alone on a line and is of a site whose pages people mean to show. */
export const isEmbeddable = (address: string): boolean => embeddable.test(address);

/** A figure of the closed vocabulary: an address and a title, loaded only after a click. */
export function embedFigure(address: string, title: string): string {
  const watched = watchPages.reduce((found, [shape, page]) => {
    const id = shape.exec(found)?.[1];
    return id === undefined ? found : page(id);
  }, address);
  const label =
    title.trim() === '' ? (URL.parse(watched)?.hostname.replace(/^www\./, '') ?? watched) : title.trim();
  return `<figure class="embed"><a href="${escapeHtml(watched)}">${escapeHtml(label)}</a></figure>`;
}
