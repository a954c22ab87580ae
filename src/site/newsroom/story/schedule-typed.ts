import { accepted, type Result, refused } from '../../../base/result.js';
import { instantOfLocal, localIn, type Zone } from '../../../base/zone.js';
import type { StoryAct } from '../../../newsroom/stories/lifecycle.js';

export interface Schedule {
  readonly act: Extract<StoryAct, { kind: 'schedule' }>;
  /** Said to the editor where the clock of the zone jumps over the time or shows it twice. */
  readonly note: string | undefined;
}

/** A datetime-local value as the instant meant in the paper's zone; local time and zone are kept beside it. */
export function scheduleOfTyped(typed: string, zone: Zone): Result<Schedule, string> {
  const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(typed.trim())?.[0];
  if (local === undefined) return refused('Choose day and time to schedule for.');
  let at: number;
  try {
    at = instantOfLocal(local, zone);
  } catch {
    return refused('There is no such day or time.');
  }
  return accepted({ act: { kind: 'schedule', at, local, zone }, note: noteOf(local, at, zone) });
}

const hourAndMinute = (local: string): string => local.slice(11, 16);
const halfHourMs = 1_800_000;

function noteOf(local: string, at: number, zone: Zone): string | undefined {
  const real = localIn(at, zone);
  if (real !== local)
    return `${hourAndMinute(local)} does not exist on that day in ${zone}: the clocks go forward. It is ${hourAndMinute(real)}.`;
  // The clock of Lord Howe Island goes back by half an hour, all others by one.
  const isTwice = [1, 2].some((times) => localIn(at + times * halfHourMs, zone) === local);
  return isTwice
    ? `${hourAndMinute(local)} comes twice on that day in ${zone}: the clocks go back. It is the first.`
    : undefined;
}
