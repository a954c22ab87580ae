const maxSlugCharacters = 80;

/**
 * The last part of an address, from a headline: NFC, lower case, letters and digits of any script, single hyphens,
 * at most 80 characters cut at a word. Empty when nothing is left.
 */
export function slugOf(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’‘ʼ]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  let slug = '';
  for (const word of words ?? []) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if ([...longer].length > maxSlugCharacters) {
      return slug === '' ? [...word].slice(0, maxSlugCharacters).join('') : slug;
    }
    slug = longer;
  }
  return slug;
}
