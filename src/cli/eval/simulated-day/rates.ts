import { chanceOf } from './chance.js';

/** A rate of the simulated day: each seed draws its own between the two, so that no two days are alike. */
export interface RateRange {
  readonly low: number;
  readonly high: number;
  readonly what: string;
}

const range = (low: number, high: number, what: string): RateRange => ({ low, high, what });

/** The table of docs/simulated-day.md, which a test compares. */
export const rateRanges = {
  stormHits: range(0.02, 0.04, 'share of hits: live pages that people reload'),
  noScriptHits: range(0.005, 0.015, 'share of hits: readers without scripts'),
  staffHits: range(0.005, 0.015, 'share of hits: staff'),
  aheadHits: range(0.005, 0.015, 'share of hits: pages fetched or rendered ahead and never shown'),
  honestCrawlerHits: range(0.04, 0.07, 'share of hits: crawlers and tools that say what they are'),
  stolenCrawlerHits: range(0.04, 0.06, 'share of hits: crawlers under the agent of a browser'),
  replayHits: range(0.02, 0.04, 'share of hits: scripts that send beacons'),
  farmHits: range(0.03, 0.05, 'share of hits: headless browsers in numbers'),
  unknowableHits: range(0.002, 0.006, 'share of hits: programs that do nothing that a person would not'),

  homeIpv6: range(0.18, 0.26, 'share of people: at home, IPv6 /64 of the household'),
  carrierIpv4: range(0.14, 0.22, 'share of people: mobile, behind shared IPv4 addresses'),
  carrierIpv6: range(0.1, 0.18, 'share of people: mobile, a /64 of their own that changes'),
  office: range(0.08, 0.14, 'share of people: at work, one address for all'),
  relay: range(0.02, 0.04, 'share of people: behind a privacy relay or a VPN'),
  hostedVpn: range(0.05, 0.15, 'share of those: its exit stands in a hosting network that operators list'),

  sessionsMore: range(0.3, 0.45, 'chance of one more session that day'),
  storiesMore: range(0.45, 0.6, 'chance of one more story in the session'),
  zipf: range(0.85, 1.1, 'exponent of the popularity of stories'),
  shortVisits: range(0.25, 0.4, 'share of views that end within 1 to 8 seconds'),
  readMedianSeconds: range(35, 60, 'median seconds of the others (log-normal, sigma 0.9)'),
  tabsLeft: range(0.1, 0.25, 'share of views that are left and looked at again (several leaves)'),
  leavesLost: range(0.04, 0.1, 'share of leaves that never arrive'),
  neverLeave: range(0.003, 0.01, 'share of people whose browser never tells a leave'),
  reloads: range(0.02, 0.04, 'share of views that are reloaded within 30 seconds'),
  goneBack: range(0.04, 0.08, 'share of views followed by going back to the story before'),
  returns: range(0.05, 0.09, 'share of views of a story that is read again later'),
  retries: range(0.005, 0.02, 'share of beacons sent again after 3 s (half had arrived)'),
  doubled: range(0.0005, 0.002, 'share of beacons that the network delivers twice'),
  addressMoves: range(0.01, 0.03, 'share of sessions in which the address changes'),
  agentSwitchers: range(0.001, 0.003, 'share of people who hide their browser’s name with an extension'),
  strippedHeaders: range(0.0005, 0.002, 'share of people whose proxy takes Sec- headers away'),
  appAgents: range(
    0.001,
    0.004,
    'share of people in an app that sets a browser’s agent itself (no brands sent)',
  ),
  galleries: range(0.002, 0.006, 'share of sessions that leaf through 15 to 40 stories, some seconds each'),

  hostedMachines: range(0.6, 0.75, 'share of machines in hosting networks'),
  hostingListed: range(0.6, 0.8, 'share of hosting networks that the operator lists'),
  machinesRotate: range(0.4, 0.6, 'share of runs that change address and agent as they go'),
  scriptedCrawlers: range(0.5, 0.7, 'share of stolen-agent runs that run scripts'),
  copiedHeaders: range(0.2, 0.4, 'share of scripts that copy all headers of a browser'),
  overriddenAgents: range(
    0.45,
    0.6,
    'share of patched browsers whose agent was set from outside (no brands sent)',
  ),
  wrongBrands: range(0.15, 0.25, 'share of patched browsers whose brands name another version'),
  admittedFarms: range(0.55, 0.75, 'share of farms that show WebDriver or a headless brand'),
  patientFarms: range(0.05, 0.15, 'share of other farms that stay 10 to 40 s on a page'),
  liarReplays: range(0.05, 0.15, 'share of replays that also send leaves of made-up seconds'),
} as const satisfies Record<string, RateRange>;

export type RateName = keyof typeof rateRanges;
export type Rates = Readonly<Record<RateName, number>>;

/** The rates of one day. */
export function drawRates(seed: number): Rates {
  const chance = chanceOf(seed, 0);
  return Object.fromEntries(
    Object.entries<RateRange>(rateRanges).map(([name, { low, high }]) => [name, chance.between(low, high)]),
  ) as Record<RateName, number>;
}

export const ratesTable = (): string =>
  [
    '| Rate | From | To | What it is |',
    '| --- | --- | --- | --- |',
    ...Object.entries<RateRange>(rateRanges).map(
      ([name, { low, high, what }]) => `| \`${name}\` | ${low} | ${high} | ${what} |`,
    ),
  ].join('\n');
