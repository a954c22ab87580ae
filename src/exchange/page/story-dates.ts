import { parseSourceDate } from '../dates.js';
import type { ImportContext, SourceDate } from '../imported-item.js';
import type { StoryFacts } from './facts.js';

interface ReadDate extends SourceDate {
  readonly hasTime: boolean;
}

/**
 * The first date that can be read, by the order of the voices. A bare day, or one without a zone, gives way to a
 * later voice that tells more about the same day.
 */
export function chooseDate(
  written: readonly string[],
  context: Pick<ImportContext, 'zone' | 'now'>,
  language: string | undefined,
): SourceDate | undefined {
  const dates = written.map((text) => read(text, context, language)).filter((date) => date !== undefined);
  const first = dates[0];
  if (first === undefined) return undefined;
  const detail = (date: ReadDate) => (date.hasTime ? 1 : 0) + (date.zoneAssumed ? 0 : 1);
  const sameDay = dates.filter((date) => Math.abs(date.instant - first.instant) < 26 * 3_600_000);
  const best = sameDay.reduce(
    (kept, date) => (detail(date) > detail(kept) && !kept.hasTime ? date : kept),
    first,
  );
  return { instant: best.instant, zoneAssumed: best.zoneAssumed };
}

/** Modification by the source; one before the publication is a fault of the source and is left out. */
export function chooseVersionDate(
  facts: readonly StoryFacts[],
  published: SourceDate | undefined,
  context: Pick<ImportContext, 'zone' | 'now'>,
  language: string | undefined,
): SourceDate | undefined {
  const modified = chooseDate(
    facts.flatMap((voice) => voice.modified),
    context,
    language,
  );
  const isEarlier = modified !== undefined && published !== undefined && modified.instant < published.instant;
  return isEarlier ? undefined : modified;
}

function read(
  text: string,
  { zone }: Pick<ImportContext, 'zone'>,
  language: string | undefined,
): ReadDate | undefined {
  const date = parseSourceDate(text, { zone, ...(language !== undefined && { language }) });
  return date === undefined
    ? undefined
    : {
        ...date,
        hasTime:
          /\d[:hT.]\d\d|\d\s?[ap]\.?m|^\d{10,}$|[时時시]/i.test(text) && !/^\d{4}-\d\d-\d\d$/.test(text),
      };
}
