import { seededRandom } from '../../src/base/seeded-random.js';

const syllables = [
  'ba',
  'del',
  'fen',
  'gor',
  'hal',
  'in',
  'kes',
  'lo',
  'mar',
  'nor',
  'ost',
  'pel',
  'quin',
  'ra',
  'sun',
  'ter',
];
const vocabularyWords = 8000;

/** Words that look like words, drawn with a preference for few of them, as in any language. */
export function wordSource(seed: number): () => string {
  const random = seededRandom(seed);
  const word = (number: number): string => {
    let [text, rest] = ['', number + 1];
    while (rest > 0) {
      text += syllables[rest % syllables.length];
      rest = Math.floor(rest / syllables.length);
    }
    return text;
  };
  return () => word(Math.floor(vocabularyWords ** random()));
}

/** An RSS feed of made-up stories of this length, for measuring at size without anybody's text. */
export function madeUpFeed(stories: number, wordsEach: number): string {
  const next = wordSource(1);
  const sentence = (words: number) => Array.from({ length: words }, next).join(' ');
  const items = Array.from({ length: stories }, (_, number) => {
    const paragraphs = Array.from(
      { length: Math.ceil(wordsEach / 50) },
      () => `&lt;p&gt;${sentence(50)}.&lt;/p&gt;`,
    );
    return `<item><guid>made-up-${number}</guid><title>${sentence(7)} ${number}</title><category>${next()}</category><description>${paragraphs.join('')}</description></item>`;
  });
  return `<rss version="2.0"><channel><title>Made up</title><language>en</language>${items.join('\n')}</channel></rss>`;
}
