import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../../discovery/evaluation/report.js';
import { unfolded } from '../../exchange/archive/gunzip.js';
import { decodeText } from '../../exchange/encoding.js';
import { detectFormat } from '../../exchange/formats.js';
import type { ImportFormat } from '../../exchange/imported-item.js';

const kinds = ['feeds', 'wxr', 'iptc', 'wires', 'cms'] as const;
const headCharacters = 4096;

/**
 * Every file of other sources through the format that is detected for it. A report adds up when nothing was thrown
 * and each item that the file holds, counted here by its markup alone, came out as an item or with a reason.
 */
export async function* reportFigures(root: string): AsyncIterable<Figure> {
  for (const kind of kinds) {
    const files = filesUnder(join(root, 'import', kind));
    if (files.length === 0) continue;
    let right = 0;
    let items = 0;
    for (const file of files) {
      const report = await reportOf(file);
      if (report.found === report.outcomes) right += 1;
      items += report.items;
    }
    const shared = { name: 'import', dataset: `import/${kind}`, baselines: {}, n: files.length };
    yield { ...shared, metric: 'report adds up', ours: right / files.length, unit: 'share' };
    yield { ...shared, metric: 'items read', ours: items, unit: 'items' };
  }
}

interface Report {
  readonly found: number;
  /** Items, skipped and failed; -1 when the reader threw. */
  readonly outcomes: number;
  readonly items: number;
}

async function reportOf(file: string): Promise<Report> {
  const bytes = await wholeOf(file);
  const { text } = decodeText(bytes);
  const format = detectFormat(text.slice(0, headCharacters), file);
  // A file in no known format is one entry, skipped.
  if (format === undefined) return { found: 1, outcomes: 1, items: 0 };
  const counts = { item: 0, skipped: 0, failed: 0 };
  try {
    for await (const outcome of format.read(once(bytes), { zone: 'UTC', now: 0, origin: file }))
      counts[outcome.kind] += 1;
  } catch {
    return { found: 1, outcomes: -1, items: counts.item };
  }
  return {
    found: itemsIn(text, format),
    outcomes: counts.item + counts.skipped + counts.failed,
    items: counts.item,
  };
}

/** Items by markup alone: elements of feeds and exports, entries of a JSON list, one for a page. */
function itemsIn(text: string, { name }: ImportFormat): number {
  const bare = text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, '');
  const count = (pattern: RegExp) => bare.match(pattern)?.length ?? 0;
  if (/^(?:rss|rdf|wxr)/.test(name)) return count(/<item[\s>]/g);
  if (name.startsWith('atom')) return count(/<(?:\w+:)?entry[\s>]/g);
  return /json|ninjs/.test(name) ? jsonItems(text) : 1;
}

/** Entries of a JSON list, of the list under "items" or "item", of one object a line; one for a lone object. */
function jsonItems(text: string): number {
  const value = parsed(text);
  if (value !== undefined) return listUnder(value, 3)?.length ?? 1;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => parsed(line) !== undefined) ? lines.length : 1;
}

function listUnder(value: unknown, depth: number): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  const { items, item, ...rest } = value as Record<string, unknown>;
  if (Array.isArray(items)) return items;
  if (Array.isArray(item)) return item;
  return Object.values(rest)
    .filter((child) => !Array.isArray(child))
    .map((child) => listUnder(child, depth - 1))
    .find((list) => list !== undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function wholeOf(file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unfolded(once(readFileSync(file)), file)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Files under a folder, at any depth; none where it is missing. Archives of other systems are read by the import itself. */
function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('.zip'))
    .sort();
}
