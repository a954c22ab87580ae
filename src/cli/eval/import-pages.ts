import { Readability } from '@mozilla/readability';
import { instantOfLocal } from '../../base/zone.js';
import type { Figure } from '../../discovery/evaluation/report.js';
import { type ExpectedPage, fundusPages, readabilityPages } from '../../discovery/evaluation/saved-pages.js';
import { isRightTitle, isSameTitle, namesF1, wordF1 } from '../../discovery/evaluation/word-overlap.js';
import { decodeText } from '../../exchange/encoding.js';
import type { ImportedItem, SourceDate } from '../../exchange/imported-item.js';
import { parsePage, textOf } from '../../exchange/page/dom.js';
import { htmlPage } from '../../exchange/page/html-page.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';

interface Scores {
  readonly titleRight: number;
  readonly titleEqual: number;
  readonly body: number;
  readonly date?: number;
  readonly authors?: number;
}

/** Pages of news sites of many countries. A page that was not imported counts as wrong in everything. */
export async function* fundusFigures(root: string): AsyncIterable<Figure> {
  const ours: Scores[] = [];
  const readability: Scores[] = [];
  let importMs = 0;
  for (const page of fundusPages(root)) {
    const bytes = page.bytes();
    const start = performance.now();
    const item = await imported(bytes, page.zone);
    importMs += performance.now() - start;
    ours.push({
      ...scores(item?.headline ?? '', item === undefined ? '' : copyOf(item), page.title, page.copy),
      date: isRightDate(item?.publishedAt, page) ? 1 : 0,
      authors: item === undefined ? 0 : namesF1(item.authors, page.authors),
    });
    const alone = readabilityAlone(bytes);
    readability.push(scores(alone.title, alone.text, page.title, page.copy));
  }
  if (ours.length === 0) return;
  const dataset = 'import/pages/fundus';
  yield* compared(dataset, ours, readability);
  yield figure(dataset, 'date right', mean(ours, 'date'), {}, ours.length);
  yield figure(dataset, 'authors F1', mean(ours, 'authors'), {}, ours.length);
  yield { ...figure(dataset, 'import of a page', importMs / ours.length, {}, ours.length), unit: 'ms' };
}

/** Readability's own test pages: odd markup, and expectations that were made by Readability itself. */
export async function* readabilityFigures(root: string): AsyncIterable<Figure> {
  const ours: Scores[] = [];
  const readability: Scores[] = [];
  for (const { bytes, title, expectedHtml } of readabilityPages(root)) {
    const source = bytes();
    const expected = htmlText(expectedHtml);
    const item = await imported(source, 'UTC');
    ours.push(scores(item?.headline ?? '', item === undefined ? '' : copyOf(item), title, expected));
    const alone = readabilityAlone(source);
    readability.push(scores(alone.title, alone.text, title, expected));
  }
  if (ours.length > 0) yield* compared('import/pages/readability', ours, readability);
}

function* compared(
  dataset: string,
  ours: readonly Scores[],
  readability: readonly Scores[],
): Generator<Figure> {
  for (const [metric, key] of [
    ['title right', 'titleRight'],
    ['title equal', 'titleEqual'],
    ['body word F1', 'body'],
  ] as const) {
    yield figure(dataset, metric, mean(ours, key), { readability: mean(readability, key) }, ours.length);
  }
}

const figure = (
  dataset: string,
  metric: string,
  ours: number,
  baselines: Figure['baselines'],
  n: number,
): Figure => ({
  name: 'import',
  dataset,
  metric,
  ours,
  baselines,
  unit: metric.endsWith('F1') ? 'score' : 'share',
  n,
});

const mean = (all: readonly Scores[], key: keyof Scores): number =>
  all.reduce((sum, one) => sum + (one[key] ?? 0), 0) / Math.max(1, all.length);

const scores = (title: string, text: string, expectedTitle: string, expectedText: string): Scores => ({
  titleRight: isRightTitle(title, expectedTitle) ? 1 : 0,
  titleEqual: isSameTitle(title, expectedTitle) ? 1 : 0,
  body: wordF1(text, expectedText),
});

async function imported(bytes: Uint8Array, zone: string): Promise<ImportedItem | undefined> {
  const input = (async function* () {
    yield bytes;
  })();
  for await (const outcome of htmlPage.read(input, { zone, now: 0, origin: 'page.html' })) {
    if (outcome.kind === 'item') return outcome.item;
  }
  return undefined;
}

/** Standfirst and copy. Captions are no copy: the expectations leave them out. A lifted dateline is put back. */
function copyOf({ standfirst, body, dateline, agency }: ImportedItem): string {
  const paragraphs = paragraphsOf(body.replace(/<figure>[\s\S]*?<\/figure>/g, ''));
  return [standfirst, `${dateline} ${agency}`, ...paragraphs].join('\n');
}

/**
 * The same minute. An expected date without a zone is local time of the publisher's country; one at midnight without
 * a zone holds only a day, and any time on that day there is right.
 */
function isRightDate(date: SourceDate | undefined, { publishedAt, zone }: ExpectedPage): boolean {
  if (publishedAt === '') return date === undefined;
  if (date === undefined) return false;
  const minute = (instant: number) => Math.floor(instant / 60_000);
  const written = publishedAt.replace(' ', 'T');
  if (/[+-]\d\d:?\d\d$|Z$/.test(written)) return minute(Date.parse(written)) === minute(date.instant);
  const start = instantOfLocal(written, zone);
  const isDayOnly = written.endsWith('T00:00:00');
  return isDayOnly
    ? date.instant >= start && date.instant < start + 24 * 3_600_000
    : minute(start) === minute(date.instant);
}

/** The baseline: Readability as it comes, on the document that our reader sees. */
function readabilityAlone(bytes: Uint8Array): { readonly title: string; readonly text: string } {
  const document = parsePage(decodeText(bytes).text);
  try {
    const article = document === undefined ? null : new Readability(document as never).parse();
    return { title: article?.title ?? '', text: htmlText(article?.content ?? '') };
  } catch {
    return { title: '', text: '' };
  }
}

/** Text of HTML by block, without figures, so that words at the edges of blocks do not run together. */
function htmlText(html: string): string {
  const document = parsePage(
    html
      .replace(/<figure[\s>][\s\S]*?<\/figure>/gi, ' ')
      .replace(/<\/(?:p|div|li|h\d|td|blockquote|pre|section)>/gi, '\n$&'),
  );
  return document === undefined
    ? ''
    : (document.documentElement.textContent ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join('\n') || textOf(document.documentElement);
}
