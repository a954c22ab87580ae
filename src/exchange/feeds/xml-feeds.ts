import { Problem } from '../../base/problem.js';
import { plainText } from '../copy/plain-text.js';
import { decodeStream } from '../encoding.js';
import type { ImportContext, ImportFormat, ImportOutcome } from '../imported-item.js';
import { textOfChild, type XmlElement } from '../xml/element.js';
import { xmlRecords } from '../xml/xml-records.js';
import { assembleItem } from './assemble-item.js';
import { atomChannelWith, atomEntry } from './atom-entry.js';
import type { FeedChannel, FeedEntry } from './feed-entry.js';
import { rssChannelWith, rssEntry } from './rss-entry.js';

interface Dialect {
  readonly entry: (record: XmlElement) => FeedEntry;
  readonly channelWith: (channel: FeedChannel, head: XmlElement) => FeedChannel;
}

const rssDialect: Dialect = { entry: rssEntry, channelWith: rssChannelWith };
const atomDialect: Dialect = { entry: atomEntry, channelWith: atomChannelWith };

const noChannel: FeedChannel = { title: '', link: '', self: '', language: '', authors: [] };

/**
 * Reads a feed item by item with bounded memory. An item that is cut off or broken is a failed outcome and the rest
 * is read; the same guid twice passes, since the run finds the first by it. Refused only if there is no feed at all.
 */
async function* readFeed(
  input: AsyncIterable<Uint8Array>,
  context: ImportContext,
  dialect: Dialect,
): AsyncIterable<ImportOutcome> {
  let channel = noChannel;
  let number = 0;
  let isFeed = false;
  for await (const piece of xmlRecords(decodeStream(input))) {
    isFeed = true;
    if (piece.kind === 'head') {
      channel = dialect.channelWith(channel, piece.element);
      continue;
    }
    number += 1;
    if (piece.kind === 'broken')
      yield { kind: 'failed', place: placeOf(piece.element, number), reason: piece.reason };
    else yield assembleItem(dialect.entry(piece.element), channel, context, number);
  }
  if (!isFeed) throw new Problem('unprocessable', `${context.origin} holds no feed that can be read`);
}

function placeOf(record: XmlElement, number: number): string {
  const title = plainText(textOfChild(record, 'title'));
  return title === '' ? `item ${number}` : `item ${number}, “${title}”`;
}

/** The name of a document's first element, past declarations, comments and what a broken program printed before them. */
export function rootElementOf(head: string): string {
  const declared = head.search(/<\?xml\s/i);
  const isNoise = declared > 0 && !/<(?:html|head|body)\b/i.test(head.slice(0, declared));
  const document = (isNoise ? head.slice(declared) : head)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<!DOCTYPE\s[^[>]*(?:\[[\s\S]*?\]\s*)?>/i, '');
  return /<([a-z][\w.-]*(?::[a-z][\w.-]*)?)(?=[\s/>])/i.exec(document)?.[1] ?? '';
}

const xmlFeed = (name: string, label: string, root: RegExp, dialect: Dialect): ImportFormat => ({
  name,
  label,
  matches: (head) => root.test(rootElementOf(head)),
  read: (input, context) => readFeed(input, context, dialect),
});

export const rss = xmlFeed('rss', 'RSS 0.91 to 2.0', /^(?:rss|channel)$/i, rssDialect);
export const rdf = xmlFeed('rdf', 'RSS 0.90 and 1.0 (RDF)', /^(?:\w+:)?rdf$/i, rssDialect);
export const atom = xmlFeed('atom', 'Atom 0.3 and 1.0', /^(?:\w+:)?(?:feed|entry)$/i, atomDialect);
