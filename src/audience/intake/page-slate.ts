import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ListName, listNames } from './event-schema.js';
import type { TokenKey } from './page-token.js';

/** A link as a page showed it: in which list, at which place, to which story. */
export interface ShownPlace {
  readonly list: ListName;
  /** From 1. */
  readonly position: number;
  readonly storyId: string;
  /** Chance with which this story was drawn for this place, in (0, 1]; 1 where nothing was left to chance. */
  readonly propensity: number;
}

/** What one copy of a page shows in its lists: the same for everybody who got the copy. */
export interface PageSlate {
  /** The Edition that the lists were made from. */
  readonly edition: number;
  readonly places: readonly ShownPlace[];
}

/**
 * A slate travels with its page and comes back with what was seen and followed there, so the place of an event is the
 * server's word and not the browser's, and nothing needs to be kept for pages that nobody reads.
 */
export interface PageSlates {
  /** The slate as the page carries it; good with this page token only, and for as long. */
  seal(token: string, slate: PageSlate): string;
  /** Undefined for a text that was not sealed here with this token. */
  open(token: string, text: string): PageSlate | undefined;
}

const macBytes = 16;
const textPattern = /^(\d{1,15})((?:;[a-z]+=[\w.*,-]*)*);([\w-]{22})$/;
const entryPattern = /^([\w-]{1,64})(?:\*(\d(?:\.\d+)?(?:e-\d+)?))?$/;
const isListName = (name: string): name is ListName => (listNames as readonly string[]).includes(name);

/**
 * `EDITION;LIST=STORY,STORY*PROPENSITY,…;…;MAC`: the stories of each list in their places, an empty one where nothing
 * stands, a propensity where it is not 1. The MAC is the first 16 bytes of HMAC-SHA-256, under the key that the page token
 * names, over the token and all before the MAC. Story ids stand as they do in the page's links, so they compress away.
 */
export function pageSlates(keys: readonly TokenKey[]): PageSlates {
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
  const macOf = (token: string, signed: string): Buffer | undefined => {
    const secret = secrets.get(token.split('.')[1] ?? '');
    // A token has no line feed, so what is signed here can never be one.
    return (
      secret && createHmac('sha256', secret).update(`${token}\n${signed}`).digest().subarray(0, macBytes)
    );
  };
  return {
    seal(token, { edition, places }) {
      const names = [...new Set(places.map(({ list }) => list))];
      const signed = [edition, ...names.map((name) => `${name}=${entriesOf(name, places)}`)].join(';');
      return `${signed};${macOf(token, signed)?.toString('base64url') ?? ''}`;
    },
    open(token, text) {
      const [, edition, lists, mac] = textPattern.exec(text) ?? [];
      const expected = mac && macOf(token, text.slice(0, text.lastIndexOf(';')));
      if (!expected || !timingSafeEqual(expected, Buffer.from(mac, 'base64url'))) return undefined;
      return { edition: Number(edition), places: lists!.split(';').slice(1).flatMap(placesOf) };
    },
  };
}

function entriesOf(name: ListName, places: readonly ShownPlace[]): string {
  const entries: string[] = [];
  for (const { list, position, storyId, propensity } of places)
    if (list === name) entries[position - 1] = propensity < 1 ? `${storyId}*${rounded(propensity)}` : storyId;
  return Array.from(entries, (entry) => entry ?? '').join(',');
}

/** Six digits are more than any estimate can use, and keep the page short. */
const rounded = (propensity: number): number => Number(propensity.toPrecision(6));

function placesOf(text: string): ShownPlace[] {
  const [list, entries] = text.split('=') as [string, string];
  if (!isListName(list)) return [];
  return entries.split(',').flatMap((entry, index) => {
    const [, storyId, propensity] = entryPattern.exec(entry) ?? [];
    if (storyId === undefined) return [];
    return [{ list, position: index + 1, storyId, propensity: propensity ? Number(propensity) : 1 }];
  });
}
