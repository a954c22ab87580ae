import { describe, expect, it } from 'vitest';
import { paragraphsOf, wordCount } from './body-text.js';

describe('the paragraphs of a body', () => {
  it('are its blocks as plain text, captions and cells too', () => {
    const body =
      '<p>One <em>bright</em><br>day.</p><figure><img src="a"><figcaption>The pier</figcaption></figure>' +
      '<table><tr><th>Ship</th><td>4</td></tr></table><p> </p>';
    expect(paragraphsOf(body)).toEqual(['One bright day.', 'The pier', 'Ship', '4']);
  });
});

describe('words of a body', () => {
  it.each([
    ['en', 'The mayor’s well-kept ferry left at 10:45 with 1,204 people — and, e.g., a U.S. flag.'],
    ['fr', 'L’avion d’hier n’a pas décollé ; c’était prévu aujourd’hui, à 7,5 km.'],
    ['de', 'Die Straßenbahn fährt z.B. um 8.30 Uhr (Gleis 3a).'],
    ['ar', 'افتُتح الجسر يوم الثلاثاء بعد عامين من العمل.'],
    ['hi', 'पुल मंगलवार को खुला।'],
    ['zh', '港口大桥星期二上午重新开放。'],
    ['ja', '橋は火曜日に開通した。'],
    ['th', 'สะพานเปิดเมื่อวันอังคาร'],
  ])('are divided in %s as the language’s segmenter divides them', (language, text) => {
    const segments = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)];
    expect(wordCount(`<p>${text}</p>`, language)).toBe(
      segments.filter(({ isWordLike }) => isWordLike).length,
    );
  });
});
