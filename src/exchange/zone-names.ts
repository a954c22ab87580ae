import { isZone } from '../base/zone.js';

/** Minutes east of UTC, or an IANA zone that decides by the date. */
export type WrittenZone =
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'zone'; readonly name: string };

const offset = (minutes: number): WrittenZone => ({ kind: 'offset', minutes });

/** Abbreviations that mean one zone in the news, in hours east of UTC; RFC 822, section 5.1, gives the American ones. */
// biome-ignore format: a table is read by rows.
const hoursEast: Readonly<Record<string, number>> = {
  Z: 0, UTC: 0, GMT: 0, UT: 0, WET: 0, WEST: 1, CET: 1, MEZ: 1, CEST: 2, MESZ: 2, EET: 2, EEST: 3,
  SAST: 2, EAT: 3, MSK: 3, МСК: 3, TRT: 3, TSİ: 3, PKT: 5, NPT: 5.75, WIB: 7, WITA: 8, WIT: 9, ICT: 7,
  SGT: 8, HKT: 8, AWST: 8, JST: 9, KST: 9, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
  EST: -5, EDT: -4, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10, NST: -3.5,
  NDT: -2.5, BRT: -3, ART: -3,
};

/** Names without a season: the date decides. */
const bySeason: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** Abbreviations of several zones, in hours east: only the one that the paper's own zone has is believed. */
const shared: Readonly<Record<string, readonly number[]>> = {
  BST: [1, 6],
  IST: [5.5, 1, 2],
  CST: [-6, 8],
  AST: [-4, 3],
  GST: [4, -2],
};

const numeric = /^(?:GMT|UTC|UT)?\s?([+−-])(\d{1,2})(?::?(\d{2}))?(?![\d./])/u;
const name = /^\p{Lu}[\p{Lu}İ]{0,4}(?!\p{L})/u;
const place = /^[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_-]+){1,2}/;

/**
 * A zone at the start of a text: an offset, a name or an IANA place. `hoursHere` are the offsets of the paper's own
 * zone on that day; they decide between zones that share an abbreviation. `length` is 0 when there is none.
 */
export function zoneAtStart(
  text: string,
  hoursHere: number,
): { readonly zone?: WrittenZone; readonly length: number } {
  const opening = /^(?:\s*Uhr)?[\s([,]*/u.exec(text)![0].length;
  const rest = text.slice(opening);
  const figures = numeric.exec(rest);
  if (figures !== null) {
    const minutes = Number(figures[2]) * 60 + Number(figures[3] ?? 0);
    const sign = figures[1] === '+' ? 1 : -1;
    if (minutes <= 14 * 60) return { zone: offset(sign * minutes), length: opening + figures[0].length };
  }
  const iana = place.exec(rest)?.[0];
  if (iana !== undefined && isZone(iana)) {
    return { zone: { kind: 'zone', name: iana }, length: opening + iana.length };
  }
  const written = name.exec(rest)?.[0];
  const zone = written === undefined ? undefined : named(written, hoursHere);
  return zone === undefined ? { length: 0 } : { zone, length: opening + written!.length };
}

/** A zone's name anywhere in what is left of a date ("Mar 12, 2026 EST"). */
export function zoneWithin(text: string, hoursHere: number): WrittenZone | undefined {
  for (const { 0: written } of text.matchAll(/(?<!\p{L})\p{Lu}[\p{Lu}İ]{1,4}(?!\p{L})/gu)) {
    const zone = named(written, hoursHere);
    if (zone !== undefined) return zone;
  }
  return undefined;
}

function named(written: string, hoursHere: number): WrittenZone | undefined {
  const season = bySeason[written];
  if (season !== undefined) return { kind: 'zone', name: season };
  const hours = hoursEast[written] ?? shared[written]?.find((candidate) => candidate === hoursHere);
  return hours === undefined ? undefined : offset(hours * 60);
}
