import { Problem } from '../../base/problem.js';
import { plainText } from '../copy/plain-text.js';
import { decodeStream } from '../encoding.js';
import type { ImportContext, ImportFormat, ImportOutcome } from '../imported-item.js';
import { textOfChild, type XmlElement } from '../xml/element.js';
import { xmlRecords } from '../xml/xml-records.js';
import { WaitingStories } from './waiting-stories.js';
import { WxrArchive } from './wxr-archive.js';
import { wxrItem } from './wxr-item.js';

/** WordPress eXtended RSS 1.0 to 1.2: posts are stories; all else is skipped with its reason. */
export const wxr: ImportFormat = {
  name: 'wxr',
  label: 'WordPress export (WXR 1.0 to 1.2)',
  matches: (head) =>
    /<rss[\s>]/i.test(head) &&
    /wordpress\.org\/export\/[\d.]+\/|<wp:(?:wxr_version|base_blog_url)>/i.test(head),
  read: readExport,
};

/** A story may have more comments than text; they are not imported and must not count against it. */
const notRead = new Set(['wp:comment']);

const otherTypes: Readonly<Record<string, string>> = {
  page: 'is a page, not a story',
  attachment: 'is a picture or file of the library; stories that show it carry it',
  nav_menu_item: 'is an entry of a menu, not a story',
  revision: 'is an older revision of a story',
};

/** Memory is bounded whatever the size: one record, the library's addresses, and at most 500 stories that wait for a picture. */
async function* readExport(
  input: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncIterable<ImportOutcome> {
  const archive = new WxrArchive();
  const waiting = new WaitingStories();
  let number = 0;
  let isExport = false;
  for await (const piece of xmlRecords(decodeStream(input), notRead)) {
    isExport = true;
    if (piece.kind === 'head') {
      archive.learnHead(piece.element);
      continue;
    }
    number += 1;
    const place = placeOf(piece.element, number);
    if (piece.kind === 'broken') {
      yield { kind: 'failed', place, reason: piece.reason };
      continue;
    }
    const type = textOfChild(piece.element, 'wp:post_type') || 'post';
    const arrived = type === 'attachment' ? waiting.arrived(archive.learnAttachment(piece.element)) : [];
    const ready = type === 'post' ? waiting.offer({ record: piece.element, place }, archive) : arrived;
    if (type !== 'post')
      yield { kind: 'skipped', place, reason: otherTypes[type] ?? `is of the type “${type}”, not a story` };
    for (const story of ready) yield wxrItem(story.record, archive, context, story.place);
  }
  for (const story of waiting.all()) yield wxrItem(story.record, archive, context, story.place);
  if (!isExport) throw new Problem('unprocessable', `${context.origin} holds no export that can be read`);
}

function placeOf(record: XmlElement, number: number): string {
  const title = plainText(textOfChild(record, 'title'));
  return title === '' ? `item ${number}` : `item ${number}, “${title}”`;
}
