const looks = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** What programs put behind a summary that they cut from the text. */
const cutSigns = /[\s.…:[\]»→]+$/u;
const cutWords = /(?:read more|continue reading|weiterlesen|lire la suite|leer más)$/iu;

const uncut = (summary: string): string =>
  summary.replace(cutSigns, '').replace(cutWords, '').replace(cutSigns, '');

/** A byline and a dateline may stand before the text that a summary was cut from. */
const slackCharacters = 200;

/** A summary as standfirst, or nothing when it is only the beginning of the text. Both are plain text. */
export function standfirstFrom(summary: string, bodyText: string): string {
  const written = looks(uncut(summary));
  if (written === '') return '';
  const at = looks(bodyText.slice(0, summary.length * 2 + 2 * slackCharacters)).indexOf(written);
  return at >= 0 && at <= slackCharacters ? '' : summary;
}
