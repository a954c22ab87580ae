import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Figure } from '../src/discovery/evaluation/report.js';
import type { ImportReport } from '../src/exchange/import-store.js';
import { newFolder, removeFolder, runCommand, startSite } from './load/running-site.js';

/**
 * Imports every ninjs file of news at size as published stories: items a second and the most memory, a second run that
 * changes nothing, and then how long the running site takes to make the Related list of every story.
 */
export async function* bench(): AsyncIterable<Figure> {
  const root = process.env.BROADSHEET_DATA ?? '../shared/data';
  const files = filesIn(root);
  if (files.length === 0)
    throw new Error(`There is no related/*.ninjs.jsonl.gz under ${root}; set BROADSHEET_DATA.`);
  for (const file of files) {
    const folder = newFolder();
    try {
      yield* importFigures(folder, file);
      yield* relatedFigures(folder, basename(file));
    } finally {
      removeFolder(folder);
    }
  }
}

function filesIn(root: string): string[] {
  const folder = join(root, 'related');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ninjs.jsonl.gz'))
    .sort()
    .map((name) => join(folder, name));
}

const figureOf =
  (dataset: string) =>
  (metric: string, ours: number, unit: string, n: number, baselines = {}): Figure => ({
    name: 'import',
    dataset,
    metric,
    ours: Math.round(ours * 10) / 10,
    baselines,
    unit,
    n,
  });

async function* importFigures(folder: string, file: string): AsyncIterable<Figure> {
  const figure = figureOf(basename(file));
  const setUp = await startSite(folder, { args: ['--empty'] });
  await setUp.stop();
  for (const run of ['first run', 'second run']) {
    const { seconds, peakMegabytes, stdout } = await runCommand(
      folder,
      'import',
      file,
      '--as',
      'published',
      '--json',
    );
    const { report } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { report: ImportReport };
    const { found, outcomes, published } = report;
    yield figure(`${run}: items`, found / seconds, 'items/s', found);
    yield figure(`${run}: the most memory`, peakMegabytes, 'MB', found);
    yield figure(`${run}: added`, outcomes.added, 'items', found, { ...outcomes, published });
  }
}

async function* relatedFigures(folder: string, dataset: string): AsyncIterable<Figure> {
  const figure = figureOf(dataset);
  const site = await startSite(folder);
  try {
    const waiting = () =>
      site.query<{ n: number }>("select count(*) as n from jobs where kind = 'relate'")[0]!.n;
    const startedAt = performance.now();
    const stories = waiting();
    while (waiting() > 0) await new Promise((resolve) => setTimeout(resolve, 1000));
    yield figure('Related lists of all stories', (performance.now() - startedAt) / 1000, 's', stories);
    yield figure('the most memory of the site meanwhile', site.peakMegabytes(), 'MB', stories);
    const [lists] = site.query<{ n: number; filled: number }>(
      "select count(*) as n, sum(list <> '[]') as filled from related",
    );
    yield figure('stories with a list that is not empty', lists?.filled ?? 0, 'stories', lists?.n ?? 0);
  } finally {
    await site.stop();
  }
}
