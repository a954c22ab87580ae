import { nameInAddress } from '../copy/byline.js';
import { plainText } from '../copy/plain-text.js';
import type { ImportedPicture } from '../imported-item.js';
import { childrenOf, textOf, type XmlElement } from '../xml/element.js';

const imageAddress = /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i;

/** The picture of an item: Media RSS first (the widest), then its thumbnail, an enclosure, a podcast's cover. */
export function pictureOf(item: XmlElement): ImportedPicture | undefined {
  const groups = childrenOf(item, 'media:group');
  const holders = [item, ...groups];
  const contents = holders
    .flatMap((holder) => childrenOf(holder, 'media:content'))
    .filter(isImage)
    .sort((one, other) => width(other) - width(one));
  const thumbnails = holders.concat(contents).flatMap((holder) => childrenOf(holder, 'media:thumbnail'));
  const enclosures = childrenOf(item, 'enclosure', 'link').filter(
    (node) => (node.name === 'enclosure' || node.attributes.rel === 'enclosure') && isImage(node),
  );
  const covers = childrenOf(item, 'itunes:image');
  const chosen = [...contents, ...thumbnails, ...enclosures, ...covers].find((node) => address(node) !== '');
  if (chosen === undefined) return undefined;
  const told = [chosen, ...groups, item];
  return {
    url: address(chosen),
    caption: firstText(told, 'media:description'),
    credit: nameInAddress(firstText(told, 'media:credit', 'media:copyright')),
    altText: chosen.attributes.alt ?? '',
  };
}

const address = (node: XmlElement): string => node.attributes.url ?? node.attributes.href ?? '';
const width = (node: XmlElement): number => Number(node.attributes.width ?? 0) || 0;

function isImage(node: XmlElement): boolean {
  const { medium, type } = node.attributes;
  if (medium !== undefined) return medium === 'image';
  return type === undefined || type === '' ? imageAddress.test(address(node)) : type.startsWith('image/');
}

const firstText = (nodes: readonly XmlElement[], ...names: readonly string[]): string =>
  nodes
    .flatMap((node) => childrenOf(node, ...names))
    .map((node) => plainText(textOf(node)))
    .find((text) => text !== '') ?? '';
