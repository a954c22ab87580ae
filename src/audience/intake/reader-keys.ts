import { textHmac } from '../../base/text-hmac.js';
import { countingRules } from '../rules.js';

/** What makes a reader: a browser in a day, as far as its address, agent and language tell it from others. */
export interface ReaderTraits {
  /** IPv4 address or IPv6 /64. */
  readonly readerPart: string;
  readonly agent: string;
  readonly acceptLanguage: string;
}

/**
 * The keys of a day, from its salt. Reader keys bind the story, so that rows of two stories cannot be joined;
 * browser keys do not and are therefore never stored: they feed the sketch of the day and the watch on pace.
 */
export interface ReaderKeys {
  readerKey(storyId: string, kind: 'view' | 'pixel', traits: ReaderTraits): string;
  browserKey(traits: ReaderTraits): string;
}

/** HMAC-SHA-256 (RFC 2104), cut to 8 bytes, as base64url. Each purpose has its own key, derived from the salt. */
export function readerKeys(salt: Uint8Array): ReaderKeys {
  const derived = textHmac(salt);
  const keyed = (purpose: string) => textHmac(Buffer.from(derived(`broadsheet reader ${purpose}`), 'hex'));
  const hmacs = { view: keyed('view'), pixel: keyed('pixel'), browser: keyed('browser') };
  return {
    readerKey: (storyId, kind, traits) => cut(hmacs[kind](`${storyId}\n${line(traits)}`)),
    browserKey: (traits) => cut(hmacs.browser(line(traits))),
  };
}

// Header values hold no line breaks, so joined traits cannot be mistaken for other ones.
const line = ({ readerPart, agent, acceptLanguage }: ReaderTraits): string =>
  `${readerPart}\n${agent}\n${acceptLanguage}`;

const keyBytes = countingRules.readerKeyBytes.value;
const first = Buffer.alloc(keyBytes);

function cut(hexadecimal: string): string {
  first.write(hexadecimal, 'hex');
  return first.toString('base64url');
}
