import { hourMs } from '../../base/clock.js';
import { type OwnListLog, type OwnSlate, ownSlates } from './own-slates.js';

/**
 * A site's own log of a list as rows to train on: what was known of each place before it was shown, and what came of it. One
 * line of JSON a slate (a page, an Edition, five minutes), told to the hour, without reader, page or story.
 */
export async function* trainingLines(log: OwnListLog, list: string): AsyncIterable<string> {
  for await (const { startsAt, options } of ownSlates(log, list))
    yield JSON.stringify({
      kind: 'slate',
      list,
      hourStartsAt: Math.floor(startsAt / hourMs) * hourMs,
      places: options.map(row),
    });
}

const row = ({ rate, age, place, propensity, impressions, clicks }: OwnSlate['options'][number]) => ({
  rate: rounded(rate),
  age: rounded(age),
  place: rounded(place),
  propensity,
  impressions,
  clicks,
});

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
