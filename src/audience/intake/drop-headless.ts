import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** From these versions on the named browsers send Sec-Fetch-Site with every request in a secure context (MDN). */
const sendsFetchMetadata: readonly (readonly [name: RegExp, sinceVersion: number])[] = [
  [/\bChrome\/(\d+)/, 90],
  [/\bFirefox\/(\d+)/, 90],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 17],
];

/**
 * Signs of a program behind a browser's agent: it says that it is driven (WebDriver), its brands name a headless
 * one, or headers are missing that the browser it claims to be always sends.
 */
export function dropHeadless(hit: Hit): Verdict {
  if (hit.signs.includes('webdriver') || /headless/i.test(hit.brands)) return drop('automated');
  if (hit.isSecureContext && hit.secFetchSite === '' && claimsFetchMetadata(hit.agent))
    return drop('missing-headers');
  return 'accepted';
}

// An embedded web view may send fewer headers than the browser whose version it names, so it is believed.
const claimsFetchMetadata = (agent: string): boolean =>
  !/; wv\)|Mobile\/\w+ (?!Safari)|CriOS/.test(agent) &&
  sendsFetchMetadata.some(([name, sinceVersion]) => Number(name.exec(agent)?.[1] ?? 0) >= sinceVersion);
