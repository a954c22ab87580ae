/**
 * How far the readers of a day are from the people there were, in percent: on a simulated day of a million hits (docs/simulated-day.md), by
 * `npm run eval -- counting --seeds 2041 --hits 1000000`.
 */
export const simulatedReaderError = { behindSharedAddresses: -26, elsewhere: 1 } as const;
