import { plainText } from '../copy/plain-text.js';
import { absolute } from '../copy/source-body.js';
import type { ImportedPicture } from '../imported-item.js';
import { isRecord, type JsonRecord, recordIn, textIn } from '../json/json-fields.js';
import { textsOf } from './ninjs-fields.js';

/** What hangs on an item: an object by name until 2.x, a list from 3.0 on. */
export function associationsOf(item: JsonRecord): JsonRecord[] {
  const { associations } = item;
  if (Array.isArray(associations)) return associations.filter(isRecord);
  if (!isRecord(associations)) return [];
  return Object.entries(associations).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter(isRecord).map((record) => ({ ...record, name })),
  );
}

const leadName = /feature|main|lead|hero|teaser/i;

/** The lead picture: the associated picture whose name says so, else the first. */
export function ninjsPicture(item: JsonRecord): ImportedPicture | undefined {
  const pictures = associationsOf(item).filter((one) =>
    /^(?:picture|graphic|image)$/.test(textIn(one, 'type')),
  );
  const lead = pictures.find((one) => leadName.test(textIn(one, 'name'))) ?? pictures[0];
  const url = lead === undefined ? undefined : absolute(largestRendition(lead), '');
  if (lead === undefined || url === undefined) return undefined;
  const caption = plainText(textsOf(lead, 'descriptions', 'description')[0]?.value ?? '');
  // Superdesk keeps a picture's alternative text in body_text.
  const described = plainText(textIn(lead, 'alttext', 'alt_text', 'body_text'));
  return {
    url,
    caption,
    credit: plainText(textIn(lead, 'byline', 'by', 'creditline', 'copyrightholder')),
    altText: described === caption ? '' : described,
  };
}

function largestRendition(picture: JsonRecord): string {
  const { renditions } = picture;
  const listed = Array.isArray(renditions)
    ? renditions
    : Object.values(recordIn(picture, 'renditions') ?? {});
  const images = listed
    .filter(isRecord)
    .filter((one) => /^$|^image\//.test(textIn(one, 'mimetype', 'contenttype')) && textIn(one, 'href') !== '')
    .sort((one, other) => Number(textIn(other, 'width')) - Number(textIn(one, 'width')));
  return images[0] === undefined ? '' : textIn(images[0], 'href');
}
