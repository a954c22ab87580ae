import { Problem } from '../../base/problem.js';
import { plainText } from '../copy/plain-text.js';
import { decodeStream } from '../encoding.js';
import type { ImportContext, ImportFormat, ImportOutcome } from '../imported-item.js';
import { isRecord, type JsonRecord, textIn } from '../json/json-fields.js';
import { jsonPieces } from '../json/json-pieces.js';
import { withLowerNames } from './ninjs-fields.js';
import { headlineOf, ninjsItem } from './ninjs-item.js';
import { associationsOf } from './ninjs-picture.js';

/** Fields that only ninjs has, and fields that it shares with others: one of the first and two in all tell. */
const own =
  /"(?:versioncreated|pubstatus|representationtype|body_(?:html|xhtml|text|nitf)|description_(?:text|html)|usageterms|ednote|embargoed(?:until)?|copyrightholder|contentcreated|eventdetails)"\s*:/gi;
const shared =
  /"(?:uri|guid|headlines?|bodies|descriptions|byline|located|slugline|urgency|altids|infosources?|genres?|subjects?)"\s*:/gi;

const kindsOf = (head: string, fields: RegExp): number =>
  new Set((head.match(fields) ?? []).map((field) => field.toLowerCase())).size;

/** News in JSON of the IPTC, versions 1.0 to 3.1: an item, a list or package of items, or JSON lines. */
export const ninjs: ImportFormat = {
  name: 'ninjs',
  label: 'IPTC ninjs 1.0 to 3.1',
  matches: (head) =>
    /^\s*[[{]/.test(head) &&
    !/"\$schema"\s*:\s*"https?:\/\/json-schema\.org/.test(head) &&
    kindsOf(head, own) > 0 &&
    kindsOf(head, own) + kindsOf(head, shared) > 1,
  read: readNinjs,
};

async function* readNinjs(
  input: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncIterable<ImportOutcome> {
  let number = 0;
  let hasItems = false;
  for await (const piece of jsonPieces(decodeStream(input))) {
    if (piece.kind === 'broken') {
      yield { kind: 'failed', place: `line ${piece.line}`, reason: piece.reason };
      hasItems = true;
      continue;
    }
    for (const item of itemsIn(withLowerNames(piece.value))) {
      number += 1;
      hasItems = true;
      yield isRecord(item)
        ? ninjsItem(item, context, placeOf(item, number))
        : { kind: 'failed', place: `item ${number}`, reason: 'is no object' };
    }
  }
  if (!hasItems) throw new Problem('unprocessable', `${context.origin} holds no ninjs item`);
}

/** Wrappers that providers put around items: lists, pages of a feed, an answer of an API. */
const wrappers = ['items', '_items', 'data', 'item', 'results'];

function* itemsIn(value: unknown): Iterable<unknown> {
  if (Array.isArray(value)) {
    for (const member of value) yield* itemsIn(member);
    return;
  }
  const wrapper =
    isRecord(value) && isBare(value) ? wrappers.find((name) => typeof value[name] === 'object') : undefined;
  if (wrapper !== undefined) yield* itemsIn((value as JsonRecord)[wrapper]);
  else yield value;
  if (isRecord(value) && textIn(value, 'type') === 'composite')
    yield* associationsOf(value).filter((one) => textIn(one, 'type') === 'text');
}

/** An item has an id of the standard and says something; a wrapper may have an id, never a headline or a type. */
const isBare = (record: JsonRecord): boolean => headlineOf(record) === '' && textIn(record, 'type') === '';

function placeOf(item: JsonRecord, number: number): string {
  const name = plainText(headlineOf(item)) || textIn(item, 'uri', 'guid');
  return name === '' ? `item ${number}` : `item ${number}, “${name}”`;
}
