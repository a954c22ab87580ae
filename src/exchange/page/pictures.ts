import { escapeHtml } from '../../base/html.js';
import { resolveAddress } from './addresses.js';
import { type PageElement, plainText, textOf } from './dom.js';

/** Where scripts that load pictures late keep the real address. */
const lazyAttributes = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-original-src',
  'data-url',
  'data-image',
  'data-img-src',
  'data-hi-res-src',
  'data-full-src',
  'data-lazyload',
];
const setAttributes = ['data-srcset', 'data-lazy-srcset', 'srcset', 'data-original-set'];

/** Wider copies are for printing; the source's own middle is enough. */
const widestPixels = 2000;
/** Smaller ones are icons, avatars and counters. */
const smallestPixels = 48;

/** Late-loading pictures get their address, those in noscript come out of it, and what is no picture goes. */
export function settlePictures(root: PageElement, base: string | undefined): void {
  for (const noscript of root.querySelectorAll('noscript')) {
    const picture = noscript.querySelector('img');
    const previous = noscript.previousElementSibling;
    if (picture === null) continue;
    if (previous?.localName === 'img' && addressOf(previous, base) === undefined) previous.remove();
    const isDouble =
      previous !== null &&
      (previous.localName === 'img' || previous.querySelector('img') !== null) &&
      addressOf(previous.localName === 'img' ? previous : previous.querySelector('img')!, base) !== undefined;
    if (!isDouble) noscript.before(picture);
  }
  for (const picture of root.querySelectorAll('img')) {
    const address = isTooSmall(picture) ? undefined : addressOf(picture, base);
    if (address === undefined) {
      picture.remove();
      continue;
    }
    picture.setAttribute('src', address);
    picture.setAttribute('alt', plainText(picture.getAttribute('alt') ?? ''));
  }
}

/** The address of a picture, from wherever the page keeps it. */
function addressOf(picture: PageElement, base: string | undefined): string | undefined {
  const late = lazyAttributes.map((name) => picture.getAttribute(name));
  const sets = setAttributes.map((name) => largestOf(picture.getAttribute(name)));
  const parent = picture.parentElement;
  const sources =
    parent?.localName === 'picture'
      ? [...parent.querySelectorAll('source')].flatMap((source) =>
          setAttributes.map((name) => largestOf(source.getAttribute(name))),
        )
      : [];
  for (const written of [...late, picture.getAttribute('src'), ...sets, ...sources]) {
    if (
      written === null ||
      written === undefined ||
      written === '' ||
      /^(?:data|blob|about):/i.test(written) ||
      isPlaceholder(written)
    )
      continue;
    const address = resolveAddress(written, base);
    if (address !== undefined) return address;
  }
  return undefined;
}

const isPlaceholder = (address: string): boolean =>
  /(?:^|[/_.-])(?:placeholder|blank|spacer|transparent|pixel|1x1|loading|lazy)[\w-]*\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)/i.test(
    address,
  );

/** The widest candidate of a srcset that is not wider than anyone needs. */
function largestOf(set: string | null): string | undefined {
  if (set === null) return undefined;
  const candidates = set
    .split(/,\s+|,(?=https?:|\/)/)
    .map((candidate) => {
      const [address = '', size = ''] = candidate.trim().split(/\s+/);
      return {
        address,
        width: size.endsWith('x') ? Number.parseFloat(size) * 1000 : Number.parseInt(size, 10) || 0,
      };
    })
    .filter(({ address }) => address !== '');
  const fitting = candidates.filter(({ width }) => width <= widestPixels);
  const pool = fitting.length > 0 ? fitting : candidates;
  return pool.reduce<(typeof pool)[number] | undefined>(
    (best, next) => (best === undefined || next.width > best.width ? next : best),
    undefined,
  )?.address;
}

function isTooSmall(picture: PageElement): boolean {
  const pixels = (name: string) => Number.parseInt(picture.getAttribute(name) ?? '', 10);
  const width = pixels('width');
  const height = pixels('height');
  return width <= 2 || height <= 2 || (width < smallestPixels && height < smallestPixels);
}

/** A figure as one picture with its caption and credit; undefined when it holds no picture. */
export function readFigure(figure: PageElement): { html: string; caption: string; url: string } | undefined {
  const picture = figure.querySelector('img');
  if (picture === null) return undefined;
  const url = picture.getAttribute('src') ?? '';
  const captions = [...figure.querySelectorAll('figcaption')];
  const caption = (
    captions.length > 0
      ? captions
      : [...figure.children].filter(
          (child) => child.querySelector('img') === null && child.localName !== 'img',
        )
  )
    .map(textOf)
    .filter((text) => text !== '')
    .join(' ');
  return { html: figureHtml(picture, caption), caption, url };
}

export function figureHtml(picture: PageElement, caption: string): string {
  const attributes = ['src', 'alt', 'width', 'height']
    .map((name) => ({ name, value: picture.getAttribute(name) }))
    .filter(({ name, value }) => value !== null && (name === 'src' || name === 'alt' || /^\d+$/.test(value)))
    .map(({ name, value }) => `${name}="${escapeHtml(value!)}"`)
    .join(' ');
  return `<figure><img ${attributes}>${caption === '' ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`;
}
