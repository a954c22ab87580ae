import { decodeText } from '../encoding.js';
import type { ImportContext, ImportedItem, ImportFormat, ImportOutcome } from '../imported-item.js';
import { readStory } from './read-story.js';
import { readWhole } from './read-whole.js';

/** A saved web page: HTML of any publisher, whole or cut off. One page yields one outcome. */
export const htmlPage: ImportFormat = {
  name: 'html-page',
  label: 'Saved web page (HTML)',
  matches: (head, fileName) => {
    if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head))
      return true;
    return (
      /\.x?html?$/i.test(fileName) &&
      /<[a-z][\s\S]*>/i.test(head) &&
      !/<(?:rss|feed|rdf:RDF|newsItem|nitf)\b/i.test(head)
    );
  },
  async *read(input, context) {
    yield await readPage(input, context);
  },
};

async function readPage(input: AsyncIterable<Uint8Array>, context: ImportContext): Promise<ImportOutcome> {
  const place = context.origin;
  const whole = await readWhole(input);
  if (!whole.ok) return { kind: 'failed', place, reason: whole.refusal };
  const { text, note } = decodeText(whole.value);
  const outcome = readStory(text, context);
  if (outcome.kind !== 'item') return { ...outcome, place };
  const notes = [...(note === undefined ? [] : [note]), ...outcome.item.notes];
  return { kind: 'item', place, item: { ...outcome.item, notes } satisfies ImportedItem };
}
