import { decodeHTML } from 'entities';

/** Characters that XML 1.0 forbids or that mean nothing on a page: controls, non-characters, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

export const withoutControls = (text: string): string => text.replace(controls, '');

const inlineTags =
  'a|abbr|b|bdi|bdo|big|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|label|li|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|ul|ol|var';
const pairedTag = new RegExp(`<(${inlineTags})(?:\\s[^<>]*)?>([\\s\\S]*?)</\\1\\s*>`, 'gi');
const voidTag = /<(?:br|img|wbr|hr)(?:\s[^<>]*)?\/?>/gi;
const character = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/gi;

/** No headline, name or summary is longer; what is would make the search for tags slow. */
const longestCharacters = 10_000;

/** A title that was escaped twice needs two rounds; one that needs more was meant so. */
const rounds = 3;

/**
 * A headline, name or label as plain text on one line: markup goes, entities become characters, also when a feed
 * escaped them twice. What only looks like a tag ("STANDARD OIL <SRD>", "Use of <b>") stays: a tag counts as one
 * only with its end tag.
 */
export function plainText(source: string): string {
  let text = source.slice(0, longestCharacters);
  for (let round = 0; round < rounds; round += 1) {
    const before = text;
    for (let depth = 0; depth < 8 && pairedTag.test(text); depth += 1) text = text.replace(pairedTag, '$2');
    pairedTag.lastIndex = 0;
    text = text.replace(voidTag, ' ').replace(character, (entity) => decodeHTML(entity));
    if (text === before) break;
  }
  return withoutControls(text).replace(/\s+/g, ' ').trim();
}
