import type { Instant } from '../../base/clock.js';
import type { Result } from '../../base/result.js';
import type { ClientAddress } from './client-address.js';
import type { BrowserSign } from './event-schema.js';
import type { PageToken, TokenRefusal } from './page-token.js';

/** What the headers of a request say; strings are empty where a header is missing. */
export interface RequestHeaders {
  readonly agent: string;
  readonly acceptLanguage: string;
  /** Sec-Purpose, Purpose and X-Moz, joined. */
  readonly purpose: string;
  readonly secFetchSite: string;
  /** Sec-CH-UA: the brands that the browser names. */
  readonly brands: string;
}

/** One request that wants something counted, checked in form and not yet in truth. Lives for that request only. */
export interface Hit extends RequestHeaders {
  readonly receivedAt: Instant;
  readonly address: ClientAddress | undefined;
  readonly token: Result<PageToken, TokenRefusal>;
  /** What the browser says against itself. */
  readonly signs: readonly BrowserSign[];
  /** True when browsers send Sec-Fetch headers here: over HTTPS, or on this machine. */
  readonly isSecureContext: boolean;
  /** True for what the page's script sent: browsers send client hints only where scripts may run. */
  readonly isScripted: boolean;
  /** True when the request carried a valid session of the newsroom. */
  readonly isStaff: boolean;
  /** A reaction follows a view of the same browser as a rule. */
  readonly visitKind: 'view' | 'pixel' | 'reaction';
  /** When, by its own word, each visit was that the request reports: what pace is made of, and what repeats are told by. */
  readonly visitsAt: readonly Instant[];
  /** True for a picture that a page of another site asked for: its readers’ browsers would be made to report here. */
  readonly isOfOtherSite: boolean;
  /** How many of its leaves tell of a page that was stayed on. */
  readonly stayCount: number;
  /** Stands for address, agent and language for one day; held in memory for a while, never stored. */
  readonly browserKey: string;
}
