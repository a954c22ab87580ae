import { type EventClass, eventClasses } from './counted-story.js';
import type { ClosedRecord, DayLine, KeptLine } from './day-record.js';

/** A closed day with its lines, as the chain hands it out. */
export interface ClosedDayWithLines {
  readonly record: ClosedRecord;
  readonly lines: readonly KeptLine[];
}

/** The export as docs/counting.md describes it: a line of JSON for the record, then one for each story. */
export function* jsonLinesOf({ record, lines }: ClosedDayWithLines): Iterable<string> {
  const { day, record: text, hash, signature } = record;
  yield JSON.stringify({ kind: 'day', day, record: text, hash, signature });
  for (const [position, { digest, salt, line }] of lines.entries())
    yield JSON.stringify({ kind: 'line', day, position, digest, salt, line });
}

const sumNames = [
  'reads',
  'readers',
  'leaves',
  'dwellSeconds',
  'reactionsGiven',
  'reactionsTaken',
  'withoutScript',
] as const;

export const csvHead = [
  'day',
  'storyId',
  ...eventClasses.map((name: EventClass) => `views-${name}`),
  ...sumNames,
  'hash',
].join(',');

/** One row for each story of the day that was not erased; ids and numbers hold neither commas nor quotes. */
export function* csvLinesOf({ record, lines }: ClosedDayWithLines): Iterable<string> {
  for (const { line } of lines) {
    if (line === null) continue;
    const sums = JSON.parse(line) as DayLine;
    const views = eventClasses.map((name) => sums.views[name] ?? 0);
    yield [record.day, sums.storyId, ...views, ...sumNames.map((name) => sums[name]), record.hash].join(',');
  }
}
