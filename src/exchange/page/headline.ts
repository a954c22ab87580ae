import { fold, plainText } from './dom.js';

/** The headlines that a page gives, by the voice that gives them; empty where a voice says nothing. */
export interface HeadlineVoices {
  readonly jsonLd: string;
  /** og:title and its like, best first. */
  readonly meta: readonly string[];
  /** The h1 that a reader sees. */
  readonly visible: string;
  /** The window title. */
  readonly title: string;
  /** Names of the site: og:site_name, the publisher, the host. They are cut off the end. */
  readonly siteNames: readonly string[];
}

/**
 * The headline by agreement, each voice first cleaned of markup, entities and the site's name. The window title is
 * written for search engines, so a declared headline that only repeats it says nothing of its own: of JSON-LD and
 * og:title the one that departs from it wins; if both do, the one that the page shows; if neither, JSON-LD.
 */
export function chooseHeadline(voices: HeadlineVoices): string {
  const raw = [voices.jsonLd, voices.meta[0] ?? '', voices.visible, voices.title].map((text) =>
    withoutSite(plainText(text), voices.siteNames),
  );
  const [jsonLd, meta, visible, title] = raw.map((text) => withoutTail(text, raw)) as [
    string,
    string,
    string,
    string,
  ];
  const declared = [jsonLd, meta].filter(
    (text) => text !== '' && isOfThisStory(text, [jsonLd, meta, visible, title]),
  );
  const own = declared.filter((text) => !isSame(text, title));
  const shown = own.find((text) => isSame(text, visible));
  const chosen =
    (own.length > 1 ? (shown ?? own.at(-1)) : own[0]) ??
    declared[0] ??
    (isBareWord(visible) ? title || visible : visible);
  return isCut(chosen, visible) ? visible : chosen;
}

/** Equal, or one the beginning of the other, as folded text. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}

/** The heading of a section or of the site ("News"), or none. */
const isBareWord = (text: string): boolean => !/\s/.test(text) && text.length < 16;

/** A quotation mark that broke the attribute, or a limit of length, has cut the headline that the page shows. */
const isCut = (text: string, visible: string): boolean =>
  visible.length > text.length && fold(visible).startsWith(fold(text.replace(/(?:…|\.{3})$/u, '')));

/** A declared headline that shares no word with any other voice is the site's standing line. */
function isOfThisStory(text: string, voices: readonly string[]): boolean {
  const others = voices.filter((voice) => voice !== '' && voice !== text);
  if (others.length === 0) return true;
  const words = wordsOf(text);
  return others.some((other) => wordsOf(other).some((word) => words.includes(word)));
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .match(/\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}]{2,}|[\p{L}\p{N}]{3,}/gu) ?? [];

const separator = /\s+[-–—|·•*»:]{1,2}\s+|\s*[|»]\s*/gu;

/** Cuts "… | Sport | Harbour News" back to the headline, as long as what is cut names the site or follows a bar. */
function withoutSite(text: string, siteNames: readonly string[]): string {
  const names = siteNames.map(fold).filter((name) => name.length > 1);
  if (names.includes(fold(text))) return '';
  let rest = text;
  for (let round = 0; round < 4; round += 1) {
    const last = [...rest.matchAll(separator)].at(-1);
    if (last === undefined || last.index === 0) return rest;
    const tail = rest.slice(last.index + last[0].length);
    const head = rest.slice(0, last.index).trim();
    const isSection = last[0].trim() === '|' && head.length > 2 * tail.length;
    if (!isSiteName(tail, names) && !isSection) return rest;
    rest = head;
  }
  return rest;
}

function isSiteName(tail: string, names: readonly string[]): boolean {
  const folded = fold(tail);
  const isDomain = /^[\w-]+(?:\.[\w-]+)+$/.test(tail.trim());
  const isDay = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(tail.trim());
  if (isDomain || isDay || names.includes(folded)) return true;
  return names.some(
    (name) => name.length > 3 && folded.length < 30 && (folded.includes(name) || name.includes(folded)),
  );
}

/** A voice that begins with what another says whole, and goes on behind a separator, carries a section or a site. */
function withoutTail(text: string, others: readonly string[]): string {
  const head = others.find((other) => {
    const tail = text.slice(other.length);
    const isLonger = other.length > 15 && text !== other && text.startsWith(other);
    return isLonger && /^\s*[-–—|·*»]/u.test(tail) && tail.length < 50;
  });
  return head ?? text;
}
