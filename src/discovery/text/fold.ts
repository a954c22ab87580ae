/** One spelling of the same characters, without case (UAX #15 form KC, then lower case). */
export const foldCase = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Letters that carry a stroke or are joined: Unicode has no decomposition for them, readers type the plain letter. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
};

/**
 * Folds a word for search: case, compatibility forms, and the marks that a Latin, Greek, Cyrillic, Arabic or Hebrew
 * word is also written without. Marks of Indic and South-East Asian scripts are vowels and stay.
 */
export function foldWord(word: string): string {
  const folded = foldCase(word);
  if (/^[a-z0-9]*$/.test(folded)) return folded;
  return folded
    .normalize('NFD')
    .replace(
      /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]\p{M}*)\p{M}/gu,
      '',
    )
    .replace(/ـ/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđðħıþ]/g, (letter) => plainLetters[letter]!);
}
