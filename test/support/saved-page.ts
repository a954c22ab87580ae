import type { ImportedItem, ImportOutcome } from '../../src/exchange/imported-item.js';
import { htmlPage } from '../../src/exchange/page/html-page.js';

export const zone = 'Europe/Berlin';
export const lede =
  'The harbour council said on Tuesday that the bridge would open again in June, four weeks later than promised.';
export const second =
  'Engineers found cracks in two of the nine piers last autumn, and the island has been served by a ferry since then.';
export const third =
  'People who live there say that they have stopped believing in dates; the council wants to meet them on Friday.';
export const copy = `<p>${lede}</p><p>${second}</p><p>${third}</p>`;

export async function read(page: string | Uint8Array, origin = 'page.html'): Promise<ImportOutcome> {
  const input = (async function* () {
    yield typeof page === 'string' ? Buffer.from(page) : page;
  })();
  for await (const outcome of htmlPage.read(input, { zone, now: 0, origin })) return outcome;
  throw new Error('a page yields one outcome');
}

export async function story(page: string | Uint8Array, origin?: string): Promise<ImportedItem> {
  const outcome = await read(page, origin);
  if (outcome.kind !== 'item') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.item;
}

export const page = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
export const jsonLd = (value: unknown) =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
