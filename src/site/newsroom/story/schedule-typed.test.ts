import { expect, it } from 'vitest';
import { scheduleOfTyped } from './schedule-typed.js';

it.each<[string, string, string, string | undefined]>([
  ['2026-03-20T07:30', 'Europe/Madrid', '2026-03-20T06:30Z', undefined],
  ['2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T01:30Z', '02:30 does not exist'],
  ['2026-10-25T02:30', 'Europe/Madrid', '2026-10-25T00:30Z', '02:30 comes twice'],
  ['2026-10-25T01:59', 'Europe/Madrid', '2026-10-24T23:59Z', undefined],
  ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z', '01:45 comes twice'],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45Z', 'It is 02:45'],
  ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30Z', 'It is 03:30'],
  ['2026-07-01T12:00:45', 'Asia/Kathmandu', '2026-07-01T06:15Z', undefined],
])('%s in %s is %s', (typed, zone, utc, note) => {
  const schedule = scheduleOfTyped(typed, zone);
  if (!schedule.ok) throw new Error(schedule.refusal);
  expect(new Date(schedule.value.act.at).toISOString()).toBe(new Date(utc).toISOString());
  expect(schedule.value.act).toMatchObject({ local: typed.slice(0, 16), zone });
  if (note === undefined) expect(schedule.value.note).toBeUndefined();
  else expect(schedule.value.note).toContain(note);
});

it.each(['', 'tomorrow', '2026-02-30T10:00', '2026-03-20', '2026-03-20T25:00'])('%j is refused', (typed) => {
  expect(scheduleOfTyped(typed, 'Europe/Madrid').ok).toBe(false);
});
