import { plainText } from '../copy/plain-text.js';
import { parseSourceDate } from '../dates.js';
import type { ImportContext, ImportedItem, SourceDate } from '../imported-item.js';
import { type JsonRecord, textIn } from '../json/json-fields.js';

/** A wire's first date is when it was sent; the version's date stands in where no other is given. */
export function datesOf(
  item: JsonRecord,
  { zone }: ImportContext,
  notes: string[],
): Pick<ImportedItem, 'publishedAt' | 'versionAt'> {
  const read = (...names: readonly string[]): SourceDate | undefined => {
    const written = textIn(item, ...names);
    const date = parseSourceDate(written, { zone });
    if (date === undefined && written !== '') notes.push(`the date “${written.slice(0, 60)}” cannot be read`);
    return date;
  };
  const versionAt = read('versioncreated');
  const publishedAt = read('contentcreated', 'firstcreated', 'firstpublished') ?? versionAt;
  return { ...(publishedAt && { publishedAt }), ...(versionAt && { versionAt }) };
}

export interface Embargo {
  readonly until: number | undefined;
  /** An embargo of which nobody knows the end must hold. */
  readonly isUnreadable: boolean;
}

export function embargoOf(item: JsonRecord, { zone }: ImportContext, notes: string[]): Embargo {
  const written = textIn(item, 'embargoeduntil', 'embargoed');
  const until = parseSourceDate(written, { zone })?.instant;
  const isUnreadable = written !== '' && until === undefined;
  const reason = textIn(item, 'embargoedreason');
  if (isUnreadable) notes.push(`the embargo “${written.slice(0, 60)}” cannot be read: it stays a draft`);
  if (reason !== '') notes.push(`embargo: ${plainText(reason).slice(0, 200)}`);
  return { until, isUnreadable };
}
