/** An instant: UTC milliseconds since 1970. Every time in the database and in code is one of these. */
export type Instant = number;

/** The only source of "now". It is a parameter everywhere, so that a test decides what time it is. */
export type Clock = () => Instant;

export const systemClock: Clock = () => Date.now();

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
