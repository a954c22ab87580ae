import type { AddressRanges } from '../../audience/intake/address-ranges.js';
import type { IntakeStep } from '../../audience/intake/intake.js';
import type { PageSlates } from '../../audience/intake/page-slate.js';
import type { PageTokens } from '../../audience/intake/page-token.js';
import type { DaySalts } from '../../audience/ledger/day-salts.js';
import type { EventBuffer } from '../../audience/ledger/event-buffer.js';
import type { BookedTime } from '../../audience/ledger/hour-book.js';
import type { Clock } from '../../base/clock.js';
import type { RequestHead } from '../http/request-head.js';

/** What the routes that count need. */
export interface CountingDeps {
  readonly tokens: PageTokens;
  /** Undefined where the site does not learn from lists: what was seen and followed there is not kept. */
  readonly slates: PageSlates | undefined;
  /** The public story to which an address of the site leads, an old one too. */
  readonly storyAt: (path: string) => Promise<string | undefined>;
  readonly buffer: Pick<EventBuffer, 'record'>;
  readonly steps: readonly IntakeStep[];
  readonly salts: DaySalts;
  readonly dataCentres: AddressRanges;
  /** The booking of hours and days in the paper's zone, as the setting is now. */
  readonly book: () => (instant: number) => BookedTime;
  readonly clock: Clock;
  /** The client's address; behind proxies only as far as they are configured. */
  readonly clientAddress: (head: RequestHead) => string | undefined;
  /** True when the request carries a valid session of the newsroom. */
  readonly isStaff: (head: RequestHead) => boolean | Promise<boolean>;
  /** Origins that may count here: the site's own first, then those that are configured. */
  readonly origins: () => readonly string[];
}
