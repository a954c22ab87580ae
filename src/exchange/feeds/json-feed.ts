import { Problem } from '../../base/problem.js';
import { plainText } from '../copy/plain-text.js';
import { decodeStream } from '../encoding.js';
import type { ImportContext, ImportFormat, ImportOutcome } from '../imported-item.js';
import { isRecord, type JsonRecord, listIn, recordIn, textIn } from '../json/json-fields.js';
import { jsonPieces } from '../json/json-pieces.js';
import type { XmlElement } from '../xml/element.js';
import { assembleItem } from './assemble-item.js';
import type { FeedChannel, FeedEntry } from './feed-entry.js';
import { jsonChannel, jsonEntry } from './json-entry.js';
import { rssChannelWith, rssEntry } from './rss-entry.js';

/** JSON Feed 1.0 and 1.1, and RSS written as JSON (`{"rss": {"channel": …}}`). */
export const jsonFeed: ImportFormat = {
  name: 'jsonfeed',
  label: 'JSON Feed 1.0 and 1.1',
  matches: (head) =>
    /^\s*\{/.test(head) &&
    (/"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/i.test(head) ||
      (/"(?:feed_url|home_page_url)"\s*:/.test(head) && /"items"\s*:|"title"\s*:/.test(head)) ||
      /^\s*\{\s*"rss"\s*:\s*\{/.test(head)),
  read: readJsonFeed,
};

async function* readJsonFeed(
  input: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncIterable<ImportOutcome> {
  let number = 0;
  for await (const piece of jsonPieces(decodeStream(input))) {
    if (piece.kind === 'broken') {
      yield { kind: 'failed', place: `item ${number + 1}, line ${piece.line}`, reason: piece.reason };
      continue;
    }
    const feed = isRecord(piece.value) ? feedOf(piece.value) : undefined;
    if (feed === undefined)
      throw new Problem('unprocessable', `${context.origin} holds no feed that can be read`);
    for (const item of feed.items) {
      number += 1;
      yield isRecord(item)
        ? assembleItem(feed.entry(item), feed.channel, context, number)
        : {
            kind: 'failed',
            place: `item ${number}`,
            reason: `is no item: ${plainText(JSON.stringify(item)).slice(0, 60)}`,
          };
    }
  }
}

interface ReadableFeed {
  readonly channel: FeedChannel;
  readonly items: readonly unknown[];
  readonly entry: (item: JsonRecord) => FeedEntry;
}

function feedOf(document: JsonRecord): ReadableFeed | undefined {
  const rssChannel = recordIn(recordIn(document, 'rss') ?? {}, 'channel');
  if (rssChannel !== undefined) {
    const heads = asElement('channel', { ...rssChannel, item: undefined }).children as XmlElement[];
    return {
      channel: heads.reduce(rssChannelWith, { title: '', link: '', self: '', language: '', authors: [] }),
      items: listIn(rssChannel, 'item', 'items'),
      entry: (item) => rssEntry(asElement('item', item)),
    };
  }
  if (!Array.isArray(document.items)) return undefined;
  return { channel: jsonChannel(document), items: document.items, entry: jsonEntry };
}

/** RSS in JSON as the elements it stands for: plain values are text and attributes both
 * (attributes only where the text has a field of its own), lists repeat the element. */
function asElement(name: string, value: unknown): XmlElement {
  const element = { name: name.toLowerCase(), base: '', language: '' };
  if (!isRecord(value))
    return { ...element, attributes: {}, children: [{ text: String(value ?? ''), cdata: false }] };
  const attributes: Record<string, string> = {};
  const text = textIn(value, '#value', '#text');
  const children: XmlElement['children'] = text === '' ? [] : [{ text, cdata: false }];
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') attributes[key.toLowerCase()] = inner;
    if (key.startsWith('#') || inner === undefined || (text !== '' && typeof inner === 'string')) continue;
    for (const one of Array.isArray(inner) ? inner : [inner]) children.push(asElement(key, one));
  }
  return { ...element, attributes, children };
}
