import { parseAddress } from '../../audience/intake/client-address.js';
import type { BrowserSign } from '../../audience/intake/event-schema.js';
import type { Hit } from '../../audience/intake/hit.js';
import { type ReaderKeys, type ReaderTraits, readerKeys } from '../../audience/intake/reader-keys.js';
import type { NetworkClass } from '../../audience/ledger/ledger-event.js';
import type { RequestHead } from '../http/request-head.js';
import type { CountingDeps } from './counting-deps.js';

/** A request as the intake sees it, with what stands for its reader today. */
export interface ReadHit {
  readonly hit: Hit;
  readonly network: NetworkClass;
  /** Of the hit's own story, unless another is named. */
  readerKey(kind: 'view' | 'pixel', ofStory?: string): string;
}

interface Reported {
  readonly token: string;
  readonly signs: readonly BrowserSign[];
  readonly visitKind: Hit['visitKind'];
  /** How long ago each visit was. */
  readonly agesMs: readonly number[];
  readonly stayCount?: number;
  readonly isScripted?: boolean;
  readonly isOfOtherSite?: boolean;
}

/** Header values beyond this are cut: a key is made from them, and no browser sends more. */
const headerCharacters = 512;

export async function readHit(head: RequestHead, deps: CountingDeps, reported: Reported): Promise<ReadHit> {
  const receivedAt = deps.clock();
  const header = (name: string) => (head.header(name) ?? '').slice(0, headerCharacters);
  const address = parseAddress(deps.clientAddress(head) ?? '');
  const token = deps.tokens.verify(reported.token, receivedAt);
  const traits = {
    readerPart: address?.readerPart ?? '',
    agent: header('user-agent'),
    acceptLanguage: header('accept-language'),
  };
  const keys = await keysOf(deps, receivedAt);
  const storyId = storyOf(token);
  const hit: Hit = {
    receivedAt,
    address,
    token,
    agent: traits.agent,
    acceptLanguage: traits.acceptLanguage,
    purpose: `${header('sec-purpose')} ${header('purpose')} ${header('x-moz')}`,
    secFetchSite: header('sec-fetch-site'),
    brands: header('sec-ch-ua'),
    signs: reported.signs,
    isSecureContext: isSecureContext(head, deps.origins()),
    isStaff: await deps.isStaff(head),
    visitKind: reported.visitKind,
    visitsAt: reported.agesMs.map((ageMs) => receivedAt - ageMs),
    stayCount: reported.stayCount ?? 0,
    isScripted: reported.isScripted ?? false,
    isOfOtherSite: reported.isOfOtherSite ?? false,
    browserKey: keys.browserKey(traits),
  };
  return {
    hit,
    network: networkClass(hit, deps),
    readerKey: (kind, ofStory = storyId) => keys.readerKey(ofStory, kind, traits satisfies ReaderTraits),
  };
}

/** The story that a token names: ours even if it is too old; of a forged one nothing is believed. */
export function storyOf(token: Hit['token']): string {
  if (token.ok) return token.value.storyId;
  return token.refusal.kind === 'expired' ? token.refusal.token.storyId : '';
}

const keysByDay = new WeakMap<Uint8Array, ReaderKeys>();

async function keysOf({ salts, book }: CountingDeps, now: number): Promise<ReaderKeys> {
  const salt = await salts.of(book()(now).day);
  const known = keysByDay.get(salt);
  if (known) return known;
  const keys = readerKeys(salt);
  keysByDay.set(salt, keys);
  return keys;
}

// Browsers call HTTPS and the loopback secure, and send Sec-Fetch headers there only (W3C Secure Contexts, 3.1).
function isSecureContext(head: RequestHead, origins: readonly string[]): boolean {
  const origin = head.header('origin') ?? origins[0] ?? '';
  return /^https:|^http:\/\/(127\.|localhost\b|\[::1\])/.test(origin);
}

function networkClass({ address }: Hit, { dataCentres }: CountingDeps): NetworkClass {
  if (address && dataCentres.has(address.bytes)) return 'data-centre';
  return address?.isPublic ? 'public' : 'private';
}
