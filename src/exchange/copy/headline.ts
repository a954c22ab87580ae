import { paragraphsOf } from '../../newsroom/stories/body-text.js';

const longestHeadlineCharacters = 100;

/** A headline for a body that came without one: its first sentence, cut at a word. Empty for an empty body. */
export function headlineFromBody(body: string, language = 'und'): string {
  const lede = paragraphsOf(body)[0];
  if (lede === undefined) return '';
  const [first] = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(lede.slice(0, 1000));
  const sentence = first!.segment.trim();
  if (sentence.length <= longestHeadlineCharacters) return sentence.replace(/(?<=[^.])\.$/, '');
  const cut = sentence.slice(0, longestHeadlineCharacters);
  return `${cut.replace(/\s+\S*$/, '').replace(/[\s,;:–—-]+$/, '')}…`;
}

export const headlineNote = 'has no headline: the first sentence is its headline';
