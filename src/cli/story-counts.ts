import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Problem } from '../base/problem.js';
import { bringImportedCount } from '../store/tables/imported-counts.js';
import type { CliContext, OpenedSite } from './context.js';
import { withSite } from './import.js';

const columns = ['path', 'views', 'until', 'source'] as const;

const rowSchema = z.object({
  path: z.string().startsWith('/', 'the path begins with a slash'),
  views: z
    .string()
    .regex(/^\d{1,15}$/, 'the views are no whole number')
    .transform(Number),
  until: z.union([z.literal(''), z.iso.date('the day is not as in 2025-12-31')]),
  source: z.string().min(1, 'the source has no name').max(200),
});

/** `broadsheet story counts FILE`: what another system counted, kept apart from our numbers. */
export function registerCounts(command: Command, context: CliContext): void {
  command
    .command('counts <file>')
    .description(
      'bring in what another system counted: a CSV of path,views,until,source; never added to our numbers',
    )
    .action((file: string) =>
      withSite(context, async (site) => {
        const totals = { kept: 0, unchanged: 0, failed: 0 };
        const rows = await rowsIn(file);
        for (const [index, row] of rows.entries()) {
          const outcome = await bring(site, row);
          totals[outcome.kind] += 1;
          if (outcome.kind === 'failed') context.print(`row ${index + 1}: ${outcome.reason}`);
        }
        const { kept, unchanged, failed } = totals;
        context.print(`${rows.length} found = ${kept} kept + ${unchanged} unchanged + ${failed} failed.`);
      }),
    );
}

async function rowsIn(file: string): Promise<readonly unknown[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Problem('invalid_input', `${file} cannot be read.`);
  });
  try {
    const lines: readonly string[][] = parse(text, { bom: true, skip_empty_lines: true, trim: true });
    const head = lines[0] ?? [];
    if (columns.some((name, index) => head[index] !== name))
      throw new Problem('invalid_input', `The first line of ${file} must be: ${columns.join(',')}`);
    return lines.slice(1).map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at]])));
  } catch (error) {
    if (error instanceof CsvError) throw new Problem('unprocessable', `${file} is no CSV: ${error.message}`);
    throw error;
  }
}

/** An address as a browser copies it. */
function decoded(path: string): string {
  try {
    return decodeURI(path).normalize('NFC');
  } catch {
    return path;
  }
}

type Outcome = { readonly kind: 'kept' | 'unchanged' } | { readonly kind: 'failed'; readonly reason: string };

async function bring({ databases, stories, clock }: OpenedSite, row: unknown): Promise<Outcome> {
  const parsed = rowSchema.safeParse(row);
  if (!parsed.success) return { kind: 'failed', reason: parsed.error.issues[0]!.message };
  const { path, views, until, source } = parsed.data;
  const story =
    (await stories.findByPath(path.normalize('NFC'))) ?? (await stories.findByPath(decoded(path)));
  if (story === undefined) return { kind: 'failed', reason: `no story has the address ${path}` };
  const count = { system: source, views, untilDay: until };
  const isNew = await bringImportedCount(databases, story.id, count, clock());
  return { kind: isNew ? 'kept' : 'unchanged' };
}
