import { escapeHtml } from '../../base/html.js';
import { sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import { liftDateline } from '../dateline.js';
import { parseSourceDate } from '../dates.js';
import { decodeText } from '../encoding.js';
import type {
  ImportContext,
  ImportedItem,
  ImportFormat,
  ImportOutcome,
  SourceDate,
} from '../imported-item.js';
import { detectLanguage } from '../language.js';
import { cleanAuthors } from './authors.js';
import { leastCopy } from './body.js';
import { collapse } from './dom.js';
import { pageIdentity } from './page-identity.js';
import { measure } from './paragraphs.js';
import { readWhole } from './read-whole.js';
import {
  isBlockHeading,
  isBreadcrumb,
  isByline,
  isCounter,
  isFooter,
  isListLine,
  isReaction,
  isSentence,
  labelledDate,
  repeatsHeadline,
  withoutForeignLabel,
} from './text-lines.js';

/** A saved page as plain text: the lines that a browser shows, one paragraph a line. One file yields one outcome. */
export const textPage: ImportFormat = {
  name: 'text-page',
  label: 'Saved web page (plain text)',
  matches: (head, fileName) => {
    if (/^\s*[<{[]|\p{Cc}(?<![\t\n\r\f])/u.test(head) || isMail(head)) return false;
    const lines = linesOf(head).slice(0, 12);
    const isPage =
      lines.some(isBreadcrumb) ||
      (lines.some((line) => labelledDate(line) !== undefined) && lines.some(isSentence));
    return isPage || (/\.te?xt$/i.test(fileName) && lines.length > 2 && lines.some(isSentence));
  },
  async *read(input, context) {
    yield await readTextPage(input, context);
  },
};

/** Messages and wire copy open with fields of their own; other formats read them. */
const isMail = (head: string): boolean =>
  /^(?:[A-Z][\w-]+:\s.*\r?\n(?:\s.*\r?\n)*){3}/.test(head) &&
  /^(?:from|subject|mime-version|received):/im.test(head);

async function readTextPage(
  input: AsyncIterable<Uint8Array>,
  context: ImportContext,
): Promise<ImportOutcome> {
  const place = context.origin;
  const whole = await readWhole(input);
  if (!whole.ok) return { kind: 'failed', place, reason: whole.refusal };
  const { text, note } = decodeText(whole.value);
  if (text.includes('\0')) return { kind: 'failed', place, reason: 'this is not text: it holds zero bytes' };
  const page = readLines(linesOf(text), context);
  if (page.headline === '') return { kind: 'skipped', place, reason: 'the page holds no headline' };
  if (measure(page.copy.join('')) < leastCopy) {
    return {
      kind: 'skipped',
      place,
      reason: 'the page holds no story: there is a headline, but no copy under it',
    };
  }
  return { kind: 'item', place, item: toItem(page, context, note) };
}

/** Lines without white space around them. Text wrapped at a fixed width, with blank lines between, is unwrapped first. */
function linesOf(text: string): string[] {
  const unix = text.replace(/\r\n?/g, '\n').replace(/\f/g, '\n');
  const lines = unix.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const widest = Math.max(0, ...filled.map((line) => line.length));
  const paragraphs = unix.split(/\n[ \t]*\n+/);
  const isWrapped = widest <= 100 && filled.length > 1.5 * paragraphs.length && paragraphs.length > 2;
  return (isWrapped ? paragraphs : lines).map(collapse).filter((line) => line !== '');
}

interface TextPage {
  readonly headline: string;
  readonly copy: readonly string[];
  readonly authors: readonly string[];
  readonly published?: SourceDate;
  readonly version?: SourceDate;
  readonly url: string;
  readonly notes: readonly string[];
}

/** One pass from top to bottom: each line is what the head of the page holds, a block that is left out, or copy. */
function readLines(lines: readonly string[], context: ImportContext): TextPage {
  const page = {
    headline: '',
    copy: [] as string[],
    authors: [] as string[],
    url: '',
    notes: [] as string[],
  };
  const dates: { published?: SourceDate; version?: SourceDate } = {};
  const leaveOut = (what: string) => page.notes.push(`left out: ${what}`);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    const dated = page.copy.length === 0 ? dateOf(line, context) : undefined;
    if (isBlockHeading(line)) {
      const end = endOfBlock(lines, index + 1);
      leaveOut(`the block “${line}” (${end - index - 1} lines)`);
      index = end - 1;
    } else if (isBreadcrumb(line)) leaveOut('the breadcrumb');
    else if (isCounter(line)) leaveOut(`a counter (“${line}”)`);
    else if (isReaction(line)) leaveOut(`a reaction counter (“${line}”)`);
    else if (isFooter(line)) leaveOut('a copyright line');
    else if (dated !== undefined) dates[dated.isModified ? 'version' : 'published'] ??= dated.date;
    else if (/^https?:\/\/\S+$/i.test(line)) page.url ||= line;
    else if (page.headline === '' && !isByline(line)) page.headline = withoutForeignLabel(line);
    else if (repeatsHeadline(line, page.headline)) leaveOut('the headline again');
    else if (page.copy.length === 0 && isByline(line)) page.authors.push(...cleanAuthors([line]));
    else page.copy.push(line);
  }
  return { ...page, ...dates };
}

/** A labelled date, or a line that is nothing but a date. */
function dateOf(
  line: string,
  { zone }: ImportContext,
): { date: SourceDate; isModified: boolean } | undefined {
  const labelled = labelledDate(line);
  const date = parseSourceDate(
    labelled?.date ?? (line.length <= 60 && /^\D{0,20}\d/.test(line) ? line : ''),
    { zone },
  );
  return date === undefined ? undefined : { date, isModified: labelled?.isModified ?? false };
}

/** A block ends at the next heading of one, or where running text begins again. */
function endOfBlock(lines: readonly string[], start: number): number {
  let end = start;
  while (end < lines.length && isListLine(lines[end]!) && !isBlockHeading(lines[end]!)) end += 1;
  return end;
}

function toItem(page: TextPage, context: ImportContext, encodingNote: string | undefined): ImportedItem {
  const body = sanitizeBody(page.copy.map((line, index) => toBlock(line, page.copy[index + 1])).join(''));
  const lifted = liftDateline(body);
  const url = page.url !== '' ? page.url : /^https?:/i.test(context.origin) ? context.origin : '';
  const language = detectLanguage(page.copy.join('\n'));
  return {
    source: {
      kind: 'page',
      publisher: URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '',
      feed: '',
      itemId: pageIdentity(url, context, { headline: page.headline, body }),
      version: '',
      canonicalUrl: url,
    },
    status: 'public',
    ...(language !== undefined && { language }),
    headline: page.headline,
    kicker: '',
    standfirst: '',
    body: lifted?.body ?? body,
    dateline: lifted?.dateline ?? '',
    agency: lifted?.agency ?? '',
    authors: page.authors,
    section: '',
    topics: [],
    ...(page.published && { publishedAt: page.published }),
    ...(page.version && { versionAt: page.version }),
    slug: '',
    notes: [...(encodingNote === undefined ? [] : [encodingNote]), ...page.notes],
  };
}

/** A short line without a full stop, with a paragraph under it, is a subheading. */
function toBlock(line: string, next: string | undefined): string {
  const isHeading =
    line.length < 80 && !/[.!?…:;,。！？”"»]$/u.test(line) && next !== undefined && isSentence(next);
  return isHeading ? `<h2>${escapeHtml(line)}</h2>` : `<p>${escapeHtml(line)}</p>`;
}
