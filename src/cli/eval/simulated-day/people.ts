import {
  type Browser,
  desktopBrowser,
  drawLocale,
  headersOf,
  mobileBrowser,
  stolenBrowser,
  workBrowser,
} from './browsers.js';
import { type Chance, chanceOf } from './chance.js';
import { householdIpv4, householdIpv6, phoneIpv6 } from './places.js';
import type { World } from './world.js';

/** A person who reads that day. */
export interface Person {
  readonly id: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isShared: boolean;
  readonly tellsLeaves: boolean;
  /** The address of a session: another draw may give another one, or the same. */
  address(chance: Chance): string;
}

type PlaceName = 'home4' | 'home6' | 'carrier4' | 'carrier6' | 'office' | 'relay';

export function makePerson(id: number, world: World, chance: Chance): Person {
  const { rates } = world;
  const others = rates.homeIpv6 + rates.carrierIpv4 + rates.carrierIpv6 + rates.office + rates.relay;
  const place = chance.weighed<PlaceName>([
    ['home4', 1 - others],
    ['home6', rates.homeIpv6],
    ['carrier4', rates.carrierIpv4],
    ['carrier6', rates.carrierIpv6],
    ['office', rates.office],
    ['relay', rates.relay],
  ]);
  const { address, headers } = settlers[place](world, chance);
  return {
    id,
    headers: withOddities(headers, world, chance),
    isShared: place === 'carrier4' || place === 'office' || place === 'relay',
    tellsLeaves: !chance.happens(rates.neverLeave),
    address,
  };
}

interface Settled extends Pick<Person, 'address' | 'headers'> {}

const withBrowser = (browser: Browser, chance: Chance) => headersOf(browser, drawLocale(chance));

function atHome(world: World, chance: Chance, addressOf: (household: number, chance: Chance) => string) {
  const household = chance.whole(world.places.households);
  const browser = chance.happens(0.5) ? mobileBrowser(chance) : desktopBrowser(chance);
  return {
    headers: withBrowser(browser, chance),
    address: (again: Chance) => addressOf(household, again),
  };
}

const settlers: Readonly<Record<PlaceName, (world: World, chance: Chance) => Settled>> = {
  home4: (world, chance) => atHome(world, chance, householdIpv4),
  home6: (world, chance) => atHome(world, chance, householdIpv6),
  carrier4: ({ places }, chance) => {
    const { addresses } = chance.weighed(
      places.carriers.map((carrier) => [carrier, carrier.weight] as const),
    );
    const usual = chance.pick(addresses);
    return {
      headers: withBrowser(mobileBrowser(chance), chance),
      address: (again) => (again.happens(0.5) ? usual : again.pick(addresses)),
    };
  },
  carrier6: (_world, chance) => {
    const usual = phoneIpv6(chance);
    return {
      headers: withBrowser(mobileBrowser(chance), chance),
      address: (again) => (again.happens(0.5) ? usual : phoneIpv6(again)),
    };
  },
  office: ({ places }, chance) => {
    const office = chance.whole(places.offices.length);
    const ofOffice = chanceOf(office, 77);
    const headers = headersOf(workBrowser(ofOffice), 'fr-FR');
    return { headers, address: () => places.offices[office]! };
  },
  relay: ({ places, rates }, chance) => {
    const isHosted = chance.happens(rates.hostedVpn);
    const exits = isHosted ? places.listedHosting.map((network) => `${network}.7`) : places.relays;
    return {
      headers: withBrowser(chance.happens(0.6) ? mobileBrowser(chance) : desktopBrowser(chance), chance),
      address: (again) => again.pick(exits),
    };
  },
};

/** Some people hide their browser's name, and some stand behind a proxy that takes headers away. */
function withOddities(
  headers: Readonly<Record<string, string>>,
  { rates }: World,
  chance: Chance,
): Readonly<Record<string, string>> {
  if (chance.happens(rates.agentSwitchers)) return { ...headers, 'user-agent': stolenBrowser(chance).agent };
  if (chance.happens(rates.appAgents))
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'sec-ch-ua'));
  if (!chance.happens(rates.strippedHeaders)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('sec-')));
}
