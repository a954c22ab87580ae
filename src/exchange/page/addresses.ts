import type { PageDocument } from './dom.js';

/**
 * The address that relative links of a page mean: its base element, else where it was fetched from, else the
 * canonical address. Undefined when only a file name is known.
 */
export function baseAddress(
  document: PageDocument,
  origin: string,
  canonical: string | undefined,
): string | undefined {
  const page = [origin, canonical ?? ''].find((address) => /^https?:\/\//i.test(address));
  const written = document.querySelector('base[href]')?.getAttribute('href');
  return written === null || written === undefined ? page : (resolveAddress(written, page) ?? page);
}

/** An absolute http(s) address, or undefined when it is none and cannot be made one. */
export function resolveAddress(address: string, base: string | undefined): string | undefined {
  try {
    const url = new URL(address.trim(), base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Marks that campaigns and social sites put behind an address; they say where a reader came from. */
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|yclid|igshid|_ga|ref_src|cmpid)$/i;

export function withoutTracking(address: string): string {
  if (!address.includes('?')) return address;
  try {
    const url = new URL(address);
    for (const key of [...url.searchParams.keys()]) if (tracking.test(key)) url.searchParams.delete(key);
    return url.href;
  } catch {
    return address;
  }
}

/**
 * The address that a browser wrote into the page when it saved it: Internet Explorer, Edge and Chrome as
 * `saved from url=(0041)https://…`, SingleFile as `url: https://…`, both in a comment on top.
 */
export const savedFrom = (source: string): string | undefined =>
  /<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?:\/\/[^\s"<>]+)/i.exec(
    source.slice(0, savedFromCharacters),
  )?.[1];

const savedFromCharacters = 4096;

/** The last part of the address's path that is words: the source's own slug. */
export function slugOf(address: string | undefined): string {
  if (address === undefined) return '';
  try {
    const last =
      new URL(address).pathname
        .split('/')
        .filter((part) => part !== '')
        .at(-1) ?? '';
    return decodeURIComponent(last).replace(/\.\w{2,5}$/, '');
  } catch {
    return '';
  }
}
