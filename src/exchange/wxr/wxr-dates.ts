import { parseSourceDate } from '../dates.js';
import type { ImportContext, ImportedItem, SourceDate } from '../imported-item.js';
import { textOfChild, type XmlElement } from '../xml/element.js';

/** GMT first. A draft has none ("0000-00-00"): then the local time, whose zone is assumed; then the feed's date. */
export function datesOf(
  record: XmlElement,
  { zone }: ImportContext,
  notes: Set<string>,
): Pick<ImportedItem, 'publishedAt' | 'versionAt'> {
  const read = (name: string, zoneOfDate: string): SourceDate | undefined =>
    parseSourceDate(textOfChild(record, name), { zone: zoneOfDate });
  const gmt = (name: string): SourceDate | undefined => {
    const date = read(name, 'UTC');
    return date === undefined ? undefined : { instant: date.instant, zoneAssumed: false };
  };
  const publishedAt = gmt('wp:post_date_gmt') ?? read('wp:post_date', zone) ?? read('pubdate', zone);
  const versionAt = gmt('wp:post_modified_gmt') ?? read('wp:post_modified', zone);
  if (publishedAt === undefined) notes.add('has no date that can be read');
  return { ...(publishedAt && { publishedAt }), ...(versionAt && { versionAt }) };
}
