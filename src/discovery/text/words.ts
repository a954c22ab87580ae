import { foldCase } from './fold.js';

export interface Word {
  /** As written. */
  readonly text: string;
  /** NFKC and lower case, a possessive 's or an elided article taken off. */
  readonly folded: string;
  readonly startsSentence: boolean;
  /** Offset in the paragraph, in UTF-16 units. */
  readonly at: number;
}

/** Intl.Segmenter slows down faster than the text grows (ICU keeps the whole text beside it), so it gets short pieces. */
const pieceCharacters = 1000;

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  return segmenter;
}

/** The words of one paragraph by the rules of its primary language ("und" is Unicode's default division). */
export function wordsOf(paragraph: string, language: string): Word[] {
  const segmenter = segmenterFor(language);
  const words: Word[] = [];
  let startsSentence = true;
  for (let from = 0; from < paragraph.length; ) {
    const to = pieceEnd(paragraph, from);
    for (const { segment, index, isWordLike } of segmenter.segment(paragraph.slice(from, to))) {
      if (isWordLike) {
        const folded = withoutClitic(foldCase(segment), language);
        if (folded !== '') words.push({ text: segment, folded, startsSentence, at: from + index });
        startsSentence = false;
      } else if (/[.!?…:;"“”«»„()|•。！？።।؟]|``|''/.test(segment)) startsSentence = true;
    }
    from = to;
  }
  return words;
}

/** Languages that write an article or a pronoun before an apostrophe: "l'avion" is the word "avion". */
const eliding = new Set(['ca', 'co', 'fr', 'it', 'oc']);

/** A word without the possessive 's behind it or the elided word before it. */
function withoutClitic(folded: string, language: string): string {
  const word = folded.replace(/['’]s$/, '');
  return eliding.has(language) ? word.replace(/^\p{L}{1,6}['’](?=\p{L}{2})/u, '') : word;
}

/** Where a piece that starts at `from` ends: after a space if there is one, and never inside a surrogate pair. */
function pieceEnd(text: string, from: number): number {
  const limit = from + pieceCharacters;
  if (limit >= text.length) return text.length;
  const space = text.lastIndexOf(' ', limit - 1);
  if (space > from) return space + 1;
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
