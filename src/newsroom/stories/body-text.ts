import { Parser } from 'htmlparser2';

const blocks = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'li',
  'blockquote',
  'figcaption',
  'td',
  'th',
  'caption',
  'pre',
]);

/** The paragraphs of a body as plain text, in order; captions and table cells count as paragraphs of their own. */
export function paragraphsOf(body: string): string[] {
  const paragraphs: string[] = [];
  let current = '';
  const flush = () => {
    const text = current.replace(/\s+/g, ' ').trim();
    if (text !== '') paragraphs.push(text);
    current = '';
  };
  const parser = new Parser({
    onopentagname: (name) => {
      if (name === 'br') current += ' ';
      else if (blocks.has(name)) flush();
    },
    ontext: (text) => {
      current += text;
    },
    onclosetag: (name) => {
      if (blocks.has(name)) flush();
    },
  });
  parser.end(body);
  flush();
  return paragraphs;
}

/** Scripts that put no space between words: only a dictionary finds those. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Letters, marks and digits; what stands between two letters of one word or digits of one number belongs to it. */
const spacedWords = /[\p{L}\p{M}\p{N}_]+(?:['’.,][\p{L}\p{M}\p{N}_]+)*/gu;

/**
 * Words of a body by Unicode's rules of word division (UAX 29). Where words are spaced a pattern finds the same ones as
 * `Intl.Segmenter`, several times as fast.
 */
export function wordCount(body: string, language: string): number {
  let words = 0;
  for (const paragraph of paragraphsOf(body))
    words += spaceless.test(paragraph)
      ? segmentedWords(paragraph, language)
      : (paragraph.match(spacedWords)?.length ?? 0);
  return words;
}

function segmentedWords(text: string, language: string): number {
  let words = 0;
  for (const segment of new Intl.Segmenter(language, { granularity: 'word' }).segment(text))
    if (segment.isWordLike) words += 1;
  return words;
}
