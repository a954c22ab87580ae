import { type Chance, chanceOf } from './chance.js';
import type { Rates } from './rates.js';

/** The networks of a day: who stands behind which address. */
export interface Places {
  readonly households: number;
  readonly carriers: readonly Carrier[];
  readonly offices: readonly string[];
  readonly relays: readonly string[];
  /** Of hosting companies: /24s, as their first three numbers. */
  readonly hosting: readonly string[];
  /** Those that the operator's list names, as it stands in the operator's file. */
  readonly listedHosting: readonly string[];
  /** Networks of homes and phones in which machines stand too (proxies, SIM cards on a shelf); readers are in half of them. */
  readonly lentNetworks: readonly string[];
}

export interface Carrier {
  readonly weight: number;
  /** Public addresses of its translators, all of them in one or a few /24s. */
  readonly addresses: readonly string[];
}

const peoplePerOffice = 80;
const hostingNetworks = 120;

/** `people` is about how many read that day: places grow with the paper, the crowd behind an address does not. */
export function makePlaces(seed: number, rates: Rates, people: number): Places {
  const chance = chanceOf(seed, 1);
  const hosting = Array.from({ length: hostingNetworks }, (_, index) => `45.${index}.${chance.whole(256)}`);
  const households = Math.max(100, Math.round(people * 0.8));
  const carriers = makeCarriers(chance);
  return {
    households,
    carriers,
    offices: Array.from(
      { length: Math.max(3, Math.round((people * rates.office) / peoplePerOffice)) },
      (_, index) => `81.${index >> 8}.${index & 255}.${1 + chance.whole(250)}`,
    ),
    relays: Array.from({ length: 60 }, () => `104.28.${chance.whole(16)}.${chance.whole(256)}`),
    hosting,
    listedHosting: hosting.filter(() => chance.happens(rates.hostingListed)),
    lentNetworks: Array.from({ length: 100 }, () => [
      `${chance.pick([78, 90, 176])}.${chance.whole(256)}.${chance.whole(256)}`,
      networkOf(
        chance.happens(0.1)
          ? chance.pick(chance.pick(carriers).addresses)
          : householdIpv4(chance.whole(households)),
      ),
    ]).flat(),
  };
}

/** From 4 addresses, each for thousands of readers, to 96, on one to a few /24s. */
function makeCarriers(chance: Chance): Carrier[] {
  return Array.from({ length: 4 }, (_, index) => {
    const count = Math.round(4 * 24 ** chance.one());
    const network = `37.${160 + index}`;
    const spread = 1 + chance.whole(3);
    return {
      weight: chance.between(1, 4),
      addresses: Array.from({ length: count }, (_, at) => `${network}.${at % spread}.${1 + at}`),
    };
  });
}

const networkOf = (address: string): string => address.slice(0, address.lastIndexOf('.'));

const hex = (value: number) => value.toString(16);

export const householdIpv4 = (household: number): string =>
  `${household & 1 ? 82 : 109}.${(household >> 15) & 255}.${(household >> 7) & 255}.${(household & 127) * 2 + 1}`;

/** A household's /64 with a device part that changes as privacy addresses do (RFC 8981). */
export const householdIpv6 = (household: number, chance: Chance): string =>
  `2a01:e0a:${hex((household >> 8) & 0xffff)}:${hex((household & 255) * 16)}:${deviceOf(chance)}`;

/** A phone's own /64, another one after each connection. */
export const phoneIpv6 = (chance: Chance): string =>
  `2a02:8440:${hex(chance.whole(0x4000))}:${hex(chance.whole(0x10000))}:${deviceOf(chance)}`;

const deviceOf = (chance: Chance): string =>
  Array.from({ length: 4 }, () => hex(1 + chance.whole(0xffff))).join(':');
