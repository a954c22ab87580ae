import type { ImportedItem } from '../imported-item.js';
import type { XmlElement } from '../xml/element.js';
import { metaOf, type WxrArchive } from './wxr-archive.js';

/** Under which names plugins keep a post's views; the first that holds a number is taken. */
const viewKeys = ['post_views_count', 'views', '_post_views', 'post_views', 'entry_views'] as const;

/** What the old site counted, told as its own. The export says when it was made; without that, no day is named. */
export function viewsOf(record: XmlElement, archive: WxrArchive): Pick<ImportedItem, 'otherCount'> {
  for (const key of viewKeys) {
    const written = metaOf(record, key).trim();
    if (/^[1-9]\d{0,14}$/.test(written))
      return {
        otherCount: {
          system: `WordPress (${key})`,
          views: Number(written),
          untilDay: dayOf(archive.exportedAt),
        },
      };
  }
  return {};
}

/** The day of the channel's pubDate (RFC 822), as its own zone has it; empty where it cannot be read. */
function dayOf(written: string): string {
  const [, day, month, year] = /^(?:\w{3},\s*)?(\d{1,2})\s+(\w{3})\s+(\d{4})\b/.exec(written) ?? [];
  const number = months.indexOf((month ?? '').toLowerCase()) + 1;
  if (number === 0) return '';
  return `${year}-${String(number).padStart(2, '0')}-${day!.padStart(2, '0')}`;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
