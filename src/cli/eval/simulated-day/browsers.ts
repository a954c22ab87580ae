import type { Chance } from './chance.js';

/** A browser as its requests show it. */
export interface Browser {
  readonly agent: string;
  /** Sec-CH-UA; undefined where the engine sends none. */
  readonly brands?: string;
  readonly sendsFetchMetadata: boolean;
  readonly languages: (locale: string) => string;
}

interface BrowserKind {
  readonly weight: number;
  readonly make: (chance: Chance) => Browser;
}

/** Releases of the two years before May 2026: most people have the newest, some the one before, a few none for long. */
const release = (chance: Chance, newest: number, oldest: number): number =>
  chance.weighed([
    [newest, 68],
    [newest - 1, 16],
    [newest - 2, 5],
    [oldest + chance.whole(newest - oldest), 11],
  ]);

const chromium = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const chromeBrands = (version: number, name = 'Google Chrome') =>
  `"Chromium";v="${version}", "${name}";v="${version}", "Not_A Brand";v="24"`;
const windows = 'Windows NT 10.0; Win64; x64';
const mac = 'Macintosh; Intel Mac OS X 10_15_7';
const phones = [
  'SM-A556B',
  'SM-S921B',
  'Pixel 8',
  'M2101K6G',
  'CPH2609',
  'SM-A155F',
  '23129RAA4G',
  'XT2343-3',
];
const [chromeNewest, chromeOldest] = [148, 125];
const [firefoxNewest, firefoxOldest] = [150, 126];

const language =
  ([first, base, english]: readonly [number, number, number]) =>
  (locale: string) => {
    const short = locale.slice(0, 2);
    const own = `${locale},${short};q=${first}`;
    return short === 'en' ? own : `${own},en-US;q=${base},en;q=${english}`;
  };
const chromeLanguages = language([0.9, 0.8, 0.7]);
const safariLanguages = (locale: string) => `${locale},${locale.slice(0, 2)};q=0.9`;
const firefoxLanguages = (locale: string) => `${locale.slice(0, 2)},${locale};q=0.8,en-US;q=0.5,en;q=0.3`;

/** Chrome and what is built on it; since the reduction of agents (2023) the platform says little. */
const chrome =
  (platform: readonly string[], more: readonly [mobile: string, suffix: string, brand: string]) =>
  (chance: Chance): Browser => {
    const version = release(chance, chromeNewest, chromeOldest);
    const [mobile, suffix, brand] = more;
    const agent = `Mozilla/5.0 (${chance.pick(platform)}) ${chromium} Chrome/${version}.0.0.0 ${mobile}Safari/537.36`;
    return {
      agent: agent + suffix.replace('VERSION', String(version)),
      brands: chromeBrands(version, brand),
      sendsFetchMetadata: true,
      languages: chromeLanguages,
    };
  };

const iosReleases = ['26.4', '26.3', '26.2', '18.6', '18.5', '18.3', '17.6', '17.5'];
const iosRelease = (chance: Chance): string =>
  chance.weighed(iosReleases.map((name, index) => [name, 50 / (index * index + 1)]));
/** Since iOS 26 the agent's system version stands still at 18.6. */
const iosSystem = (version: string) => (version.startsWith('26') ? '18_6' : version.replace('.', '_'));

const safariPhone = (chance: Chance): Browser => {
  const version = iosRelease(chance);
  return {
    agent: `Mozilla/5.0 (iPhone; CPU iPhone OS ${iosSystem(version)} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`,
    sendsFetchMetadata: true,
    languages: safariLanguages,
  };
};

const safariMac = (chance: Chance): Browser => ({
  agent: `Mozilla/5.0 (${mac}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${iosRelease(chance)} Safari/605.1.15`,
  sendsFetchMetadata: true,
  languages: safariLanguages,
});

const firefox =
  (platforms: readonly string[]) =>
  (chance: Chance): Browser => {
    const version = release(chance, firefoxNewest, firefoxOldest);
    const tail = platforms[0]!.startsWith('Android') ? `${version}.0` : '20100101';
    return {
      agent: `Mozilla/5.0 (${chance.pick(platforms)}; rv:${version}.0) Gecko/${tail} Firefox/${version}.0`,
      sendsFetchMetadata: true,
      languages: firefoxLanguages,
    };
  };

const inAppPhone = (chance: Chance): Browser => {
  const system = iosSystem(iosRelease(chance));
  const app = chance.pick(['[FBAN/FBIOS;FBAV/554.0.0.40.70;FBDV/iPhone15,4]', 'Instagram 423.0.0.21.64']);
  return {
    agent: `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 ${app}`,
    sendsFetchMetadata: chance.happens(0.95),
    languages: safariLanguages,
  };
};

const inAppAndroid = (chance: Chance): Browser => {
  const version = release(chance, chromeNewest, chromeOldest);
  const build = `${version}.0.${7000 + chance.whole(400)}.${chance.whole(200)}`;
  const isModern = chance.happens(0.9);
  return {
    agent: `Mozilla/5.0 (Linux; Android ${13 + chance.whole(4)}; ${chance.pick(phones)}; wv) ${chromium} Version/4.0 Chrome/${build} Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/55${chance.whole(10)}.0.0.1;]`,
    ...(isModern ? { brands: chromeBrands(version, 'Android WebView') } : {}),
    sendsFetchMetadata: isModern,
    languages: chromeLanguages,
  };
};

const chromePhone = (chance: Chance): Browser => {
  const version = release(chance, chromeNewest, chromeOldest);
  return {
    agent: `Mozilla/5.0 (iPhone; CPU iPhone OS ${iosSystem(iosRelease(chance))} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/${version}.0.7444.${chance.whole(200)} Mobile/15E148 Safari/604.1`,
    sendsFetchMetadata: true,
    languages: safariLanguages,
  };
};

const android = ['Linux; Android 10; K'];
const firefoxMobile = firefox(['Android 15; Mobile', 'Android 16; Mobile', 'Android 14; Mobile']);
const edge = chrome([windows], ['', ' Edg/VERSION.0.0.0', 'Microsoft Edge']);
const desktopChrome = chrome(
  [windows, windows, windows, mac, 'X11; Linux x86_64'],
  ['', '', 'Google Chrome'],
);

const mobileKinds: readonly BrowserKind[] = [
  { weight: 44, make: chrome(android, ['Mobile ', '', 'Google Chrome']) },
  { weight: 31, make: safariPhone },
  { weight: 6, make: inAppAndroid },
  { weight: 6, make: inAppPhone },
  { weight: 5, make: chrome(android, ['Mobile ', ' SamsungBrowser/29.0', 'Samsung Internet']) },
  { weight: 4, make: chromePhone },
  { weight: 2, make: firefoxMobile },
];
const desktopKinds: readonly BrowserKind[] = [
  { weight: 58, make: desktopChrome },
  { weight: 15, make: edge },
  { weight: 12, make: safariMac },
  { weight: 9, make: firefox([windows, 'X11; Linux x86_64', 'Macintosh; Intel Mac OS X 10.15']) },
  { weight: 3, make: chrome([windows], ['', ' OPR/VERSION.0.0.0', 'Opera']) },
];

const drawn = (kinds: readonly BrowserKind[], chance: Chance): Browser =>
  chance.weighed(kinds.map(({ make, weight }) => [make, weight] as const))(chance);

export const mobileBrowser = (chance: Chance): Browser => drawn(mobileKinds, chance);
export const desktopBrowser = (chance: Chance): Browser => drawn(desktopKinds, chance);
/** What machines pretend to be: mostly Chrome on a desk, at any release of the two years. */
export const stolenBrowser = (chance: Chance): Browser =>
  chance.happens(0.75) ? desktopChrome(chance) : drawn([...desktopKinds, ...mobileKinds], chance);
/** A workplace installs one browser for everybody. */
export const workBrowser = (chance: Chance): Browser =>
  chance.happens(0.6) ? edge(chance) : desktopChrome(chance);

const locales: readonly (readonly [string, number])[] = [
  ['fr-FR', 74],
  ['en-GB', 5],
  ['en-US', 8],
  ['de-DE', 4],
  ['es-ES', 3],
  ['it-IT', 2],
  ['pt-PT', 2],
  ['ar-MA', 1],
  ['nl-BE', 1],
];
export const drawLocale = (chance: Chance): string => chance.weighed(locales);

/** The headers of a beacon that a page of the site sends with this browser. */
export const headersOf = (browser: Browser, locale: string): Record<string, string> => ({
  'user-agent': browser.agent,
  'accept-language': browser.languages(locale),
  ...(browser.sendsFetchMetadata ? { 'sec-fetch-site': 'same-origin' } : {}),
  ...(browser.brands === undefined ? {} : { 'sec-ch-ua': browser.brands }),
});
