import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** From these versions on the named browsers send Sec-Fetch-Site with every request in a secure context (MDN). */
const sendsFetchMetadata: readonly (readonly [name: RegExp, sinceVersion: number])[] = [
  [/\bChrome\/(\d+)/, 90],
  [/\bFirefox\/(\d+)/, 90],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 17],
];

/**
 * Chromium sends Sec-CH-UA in a secure context from 89 on (WICG, User-Agent Client Hints), but not where scripts are off: a
 * picture without it is no sign.
 */
const brandsSinceChromium = 90;

/**
 * Signs of a program behind a browser's agent: it says that it is driven (WebDriver), its brands name a headless
 * one, headers are missing that the browser it claims to be always sends, or its brands are of another browser. A driver
 * that sets an agent takes the brands away or leaves those of the engine.
 */
export function dropHeadless(hit: Hit): Verdict {
  if (hit.signs.includes('webdriver') || /headless/i.test(hit.brands)) return drop('automated');
  if (hit.isSecureContext && !isBelieved(hit.agent)) {
    if (hit.secFetchSite === '' && claimsFetchMetadata(hit.agent)) return drop('missing-headers');
    if (hit.isScripted && hit.brands === '' && claimedChromium(hit.agent) >= brandsSinceChromium)
      return drop('missing-headers');
  }
  return hasOtherBrands(hit) ? drop('other-brands') : 'accepted';
}

// An embedded web view may send fewer headers than the browser whose version it names, so it is believed.
const isBelieved = (agent: string): boolean => /; wv\)|Mobile\/\w+ (?!Safari)|CriOS/.test(agent);

const claimsFetchMetadata = (agent: string): boolean =>
  sendsFetchMetadata.some(([name, sinceVersion]) => Number(name.exec(agent)?.[1] ?? 0) >= sinceVersion);

const claimedChromium = (agent: string): number => Number(/\bChrome\/(\d+)/.exec(agent)?.[1] ?? 0);

/** Only Chromium sends brands, and its version is that in the agent of every browser made on it. */
function hasOtherBrands({ brands, agent }: Hit): boolean {
  const engine = /"Chromium";\s*v="(\d+)/.exec(brands)?.[1];
  return engine !== undefined && Number(engine) !== claimedChromium(agent);
}
