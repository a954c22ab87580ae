import type { ReaderEvent } from '../../audience/intake/event-schema.js';
import type { LedgerEvent } from '../../audience/ledger/ledger-event.js';
import type { CountingDeps } from './counting-deps.js';
import { type ReadHit, storyOf } from './read-hit.js';

/**
 * The story from which the reader of a page came, by what the page tells of it; the path is forgotten with the request.
 * Undefined where it leads to no public story, or to the page's own.
 */
export async function cameFrom(
  { storyAt }: Pick<CountingDeps, 'storyAt'>,
  { hit, readerKey }: ReadHit,
  events: readonly ReaderEvent[],
): Promise<LedgerEvent['cameFrom']> {
  const path = events.map(pathBefore).find((told) => told !== undefined);
  // A view is not lost for the way to it: what the database cannot be asked now counts without.
  const storyId = path && (await storyAt(path.normalize('NFC')).catch(() => undefined));
  if (storyId === undefined || storyId === storyOf(hit.token)) return undefined;
  return { storyId, readerKey: readerKey('view', storyId) };
}

const pathBefore = (event: ReaderEvent): string | undefined =>
  event.kind === 'view' ? event.from : undefined;
