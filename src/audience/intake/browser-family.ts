import { LRUCache } from 'lru-cache';

/** Families that evidence is kept by: enough to see a broken release or a wave of one kind, too few to know anyone. */
const families: readonly (readonly [family: string, sign: RegExp])[] = [
  ['in-app', /\bFBA[NV]\b|Instagram|LinkedInApp|MicroMessenger|\bLine\/|; wv\)/],
  ['edge', /\bEdgA?\/|\bEdgiOS\//],
  ['opera', /\bOPR\/|\bOpera\b/],
  ['samsung', /SamsungBrowser\//],
  ['firefox', /\bFirefox\/|FxiOS\//],
  ['chrome', /\bChrome\/|CriOS\//],
  ['safari', /\bSafari\//],
];

const known = new LRUCache<string, string>({ max: 5000 });

export function browserFamily(agent: string): string {
  let family = known.get(agent);
  if (family === undefined) {
    family = families.find(([, sign]) => sign.test(agent))?.[0] ?? 'other';
    known.set(agent, family);
  }
  return family;
}
