import type { ImportedPicture } from '../imported-item.js';
import { plainText } from './dom.js';

const firstFigure = /^<figure><img ([^>]*)>(?:<figcaption[^>]*>([\s\S]*?)<\/figcaption>)?<\/figure>/;

/**
 * The picture at the head of a sanitised body becomes the lead picture, with its caption, when it is the declared one
 * or none is declared; it would stand on the page twice.
 */
export function liftLeadPicture(
  body: string,
  declared: ImportedPicture | undefined,
): { readonly body: string; readonly picture?: ImportedPicture } {
  const kept = declared === undefined ? { body } : { body, picture: declared };
  const match = firstFigure.exec(body);
  if (match === null) return kept;
  const url = attribute(match[1]!, 'src');
  if (declared !== undefined && fileOf(url) !== fileOf(declared.url)) return kept;
  const picture: ImportedPicture = {
    url: declared?.url ?? url,
    caption: declared?.caption || plainText(match[2] ?? ''),
    credit: declared?.credit ?? '',
    altText: attribute(match[1]!, 'alt'),
  };
  return { body: body.slice(match[0].length), picture };
}

const attribute = (attributes: string, name: string): string =>
  plainText(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');

/** Sizes of one picture differ in folders and queries, not in the file's name. */
const fileOf = (address: string): string => {
  const path = URL.canParse(address) ? new URL(address).pathname : address;
  return (
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? ''
  );
};
