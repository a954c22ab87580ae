import { createHash } from 'node:crypto';
import type { ImportContext, ImportedItem } from '../imported-item.js';

const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);

/**
 * What makes a second import of a saved page find the first: its address; without one the file that it stands in; and
 * without a file (standard input) its words.
 *
 * The file's name alone says too little: every page of a saved site is called index.html. The path from the folder
 * that was named says too much: it changes when the same file is named by itself, or through a folder above. So it is
 * the file's whole path, links followed: the same file by whatever way it was named, and still the same after an edit.
 * It is kept as a digest, since a path tells of the machine and may be longer than an index holds.
 */
export function pageIdentity(
  address: string,
  { file }: Pick<ImportContext, 'file'>,
  item: Pick<ImportedItem, 'headline' | 'body'>,
): string {
  if (address !== '') return address;
  return file === undefined ? `words:${digestOf(item.headline, item.body)}` : `file:${digestOf(file)}`;
}

/**
 * A digest of what a page without an address says, by which it is known again where its path has changed (a folder
 * that was moved, a disk mounted elsewhere); undefined for an item that is known by something better.
 */
export const wordsOfPage = ({ source, headline, body }: ImportedItem): string | undefined =>
  source.kind === 'page' && source.canonicalUrl === ''
    ? digestOf(source.publisher, headline, body)
    : undefined;
