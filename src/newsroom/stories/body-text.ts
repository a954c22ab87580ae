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

/** Words of a body by the language's own rules of word division. */
export function wordCount(body: string, language: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  let words = 0;
  for (const paragraph of paragraphsOf(body)) {
    for (const segment of segmenter.segment(paragraph)) if (segment.isWordLike) words += 1;
  }
  return words;
}
