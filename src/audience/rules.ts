/** A number that counting depends on, as docs/counting.md publishes it. */
export interface CountingRule {
  readonly value: number;
  readonly unit: string;
  readonly reason: string;
}

const rule = (value: number, unit: string, reason: string): CountingRule => ({ value, unit, reason });

/** Raised with every change of a value below or of what a step drops; each tally names the version it was made by. */
export const rulesVersion = 2;

/** The one table of constants. The tables of docs/counting.md are made from it and a test compares them. */
export const countingRules = {
  visibleBeforeViewSeconds: rule(
    1,
    's',
    'MRC viewable impression guidelines ask for one continuous second on screen; a tab opened behind others is no view.',
  ),
  repeatWindowSeconds: rule(
    30,
    's',
    'COUNTER Code of Practice 5, section 7.2: a second click on one item within 30 seconds is the same request. The window starts again with each repeat, so that a reload storm is one view.',
  ),
  placeRepeatMinutes: rule(
    30,
    'min',
    'A place of a list that one browser sees or follows again and again says no more than the first time.',
  ),
  tokenDays: rule(
    3,
    'UTC days',
    'Pages are cached and read the morning after; a token that never ended could be replayed for ever.',
  ),
  eventIdDays: rule(
    4,
    'days',
    'One more than a token lives: an id that could come again is still known, and the table stays small.',
  ),
  eventAgeMinutes: rule(
    10,
    'min',
    'A retry may be late; more would let a browser write into hours that were already told. Far below the two hours before a close.',
  ),
  eventsPerRequest: rule(
    50,
    'events',
    'A page has 25 list links, a view and a leave; twice that is generous.',
  ),
  requestBytes: rule(16_384, 'bytes', 'Fifty events fit; sendBeacon itself refuses above 64 KB.'),
  impressionVisibleSeconds: rule(1, 's', 'MRC: half of the pixels of a link for one second.'),
  impressionVisiblePercent: rule(50, '%', 'MRC: half of the pixels of a link for one second.'),
  wordsPerMinute: rule(
    300,
    'words/min',
    'Above the 238 words a minute of silent reading (Brysbaert 2019, a review of 190 studies): a read is a story got through, not studied.',
  ),
  readAtLeastSeconds: rule(10, 's', 'A short item is not read by opening it.'),
  readAtMostSeconds: rule(
    180,
    's',
    'Three minutes with a long story are a read, though its end was not reached.',
  ),
  dwellAtMostSeconds: rule(
    1800,
    's',
    'A page left open on a desk is not being read; half an hour at a time is believed.',
  ),
  browserViewsPerMinute: rule(
    40,
    'views/min',
    'Nobody keeps 40 stories a minute on screen for a second each. Alike browsers behind one address share it.',
  ),
  networkViewsPerMinute: rule(
    1200,
    'views/min',
    'A /24 (IPv6: /48) of a mobile operator holds thousands of readers; twenty views a second from one is a machine.',
  ),
  restlessBrowserViews: rule(
    40,
    'views',
    'A reader may leaf through a gallery of forty pictures and stay on none; judged after that many, as far as they are remembered.',
  ),
  restlessNetworkViews: rule(
    40,
    'views',
    'Where four in ten readers of a /24 (IPv6: /48) stay, fewer than four of forty views stayed on are a chance of 1 in 200,000.',
  ),
  restlessStayedPercent: rule(
    10,
    '%',
    'Share of views below which nobody reads there; a view is stayed on if its leave tells `readAtLeastSeconds`. Ten in a hundred leave room for browsers that never tell that they leave.',
  ),
  restlessHalfLifeMinutes: rule(
    30,
    'min',
    'What is remembered of a browser or a network is two sums, in memory alone, which halve in this time.',
  ),
  restlessDelayMinutes: rule(
    1,
    'min',
    'A view is judged so long after it came (at most twice that), so that a rush after a push message has had time to leave.',
  ),
  crowdWindowMinutes: rule(
    10,
    'min',
    'Long enough for a story to be met by readers of several networks, short enough for memory.',
  ),
  crowdFreeViews: rule(10, 'views', 'A household, an office or a class that opens one story together.'),
  crowdElsewherePercent: rule(
    25,
    '%',
    'A network may have that many views of a story more for those from elsewhere, whatever its part of the site’s readers.',
  ),
  crowdUsualTimes: rule(
    3,
    'times',
    'A story may be that many times as popular in one network as in others, by what both read of other stories: a town reads of itself.',
  ),
  groupCommitMs: rule(
    20,
    'ms',
    'An event waits at most this long for others before they are made durable together.',
  ),
  queuedEventsAtMost: rule(
    20_000,
    'events',
    'Two seconds of a full load; beyond that a clear 503 is more honest than a growing queue.',
  ),
  fiveMinuteTalliesHours: rule(48, 'h', 'Ranking needs the fine grain for its two short windows only.'),
  eventsKeptDays: rule(
    35,
    'days',
    'Long enough to check a month; then the closed tallies alone remain. An option can change it.',
  ),
  followsKeptDays: rule(
    90,
    'days',
    'Where readers of a story go on to: long enough for the few readers of an old one, and no memory of what nobody follows any more.',
  ),
  closeAfterMinutes: rule(
    120,
    'min',
    'A day closes two hours after its midnight, when nothing late can arrive any more.',
  ),
  readerKeyBytes: rule(
    8,
    'bytes',
    'Two of a million readers of one story share a key once in 37 million days (birthday bound).',
  ),
  sketchPrecision: rule(
    12,
    'bits',
    'HyperLogLog with 4,096 registers: a standard error of 1.6 % in 4 KB a day.',
  ),
} as const satisfies Record<string, CountingRule>;

export type CountingRuleName = keyof typeof countingRules;

/**
 * The visible seconds after which a view becomes a read: the time that the words take at `wordsPerMinute`, within
 * `readAtLeastSeconds` and `readAtMostSeconds`. It travels in the signed page token.
 */
export function readSecondsFor(wordCount: number): number {
  const seconds = Math.round((wordCount / countingRules.wordsPerMinute.value) * 60);
  return Math.min(
    countingRules.readAtMostSeconds.value,
    Math.max(countingRules.readAtLeastSeconds.value, seconds),
  );
}
