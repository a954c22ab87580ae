import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rescoreHits } from './rescore-hits.js';
import { searchQuery } from './search-query.js';
import { codedToken, searchTokens } from './search-tokens.js';
import { snippet } from './snippet.js';

const matches = (text: string, language: string, query: string, pageLanguage = language): boolean => {
  const tokens = new Set(searchTokens(text, language));
  const { terms } = searchQuery(query, pageLanguage);
  return terms.length > 0 && terms.every((alternatives) => alternatives.some((token) => tokens.has(token)));
};

describe('a query finds a text', () => {
  it.each([
    ['another ending', 'The harbour bridges reopened', 'en', 'harbour bridge', true],
    ['case', 'Ministry of Finance', 'en', 'MINISTRY', true],
    ['no accents typed', 'La pêche reprend à Quimper', 'fr', 'peche', true],
    ['accents typed, none in the text', 'La peche reprend', 'fr', 'pêche', true],
    ['behind an elision', "L'avion s'est posé", 'fr', 'avion', true],
    ['an elision in the query', 'Un avion est parti', 'fr', "l'avion", true],
    ['a name with an apostrophe', 'Mayor O’Dowd resigned', 'en', "o'dowd", true],
    ['the same name without it', "Mayor O'Dowd resigned", 'en', 'odowd', true],
    ['all terms must be there', 'The harbour reopened', 'en', 'harbour bridge', false],
    ['stop words do not count', 'Bridge closed', 'en', 'the bridge', true],
    ['nothing but stop words', 'To be or not to be', 'en', 'to be', true],
    ['two characters inside a Chinese word', '东京都知事发表声明', 'zh', '京都', true],
    ['two characters that are no neighbours', '东京都知事发表声明', 'zh', '东都', false],
    ['one Chinese character', '北京', 'zh', '京', true],
    ['katakana', 'ニュースセンター', 'ja', 'センター', true],
    ['part of a Korean word', '서울특별시에서', 'ko', '서울', true],
    ['Arabic without its marks', 'مُحَمَّد', 'ar', 'محمد', true],
    ['Amharic', 'ማንቸስተር ሲቲ ድል ተቀዳጅቷል', 'am', 'ሲቲ', true],
    ['Hindi keeps its vowels', 'दिल्ली में बारिश', 'hi', 'दिल्ली', true],
    ['other vowels are another word', 'दिल्ली में बारिश', 'hi', 'दल', false],
    ['an empty query finds nothing', 'anything', 'en', '  ', false],
  ])('%s', (_name, text, language, query, expected) => {
    expect(matches(text, language, query)).toBe(expected);
  });

  it('asks for stems of the page only, words in any language', () => {
    expect(matches('Die Häfen sind zu', 'de', 'häfen', 'en')).toBe(true);
    expect(matches('Die Hafens sind zu', 'de', 'hafen', 'en')).toBe(false);
  });

  it('reads no more than a bounded query', () => {
    const words = Array.from({ length: 100 }, (_, at) => `q${at}`).join(' ');
    expect(searchQuery(words, 'en').terms).toHaveLength(12);
  });
});

describe('coded tokens', () => {
  it('are letters and digits, and never the same for two tokens', () => {
    const token = fc.tuple(
      fc.constantFrom('w', 'c', 'en', 'fil'),
      fc.string({ unit: 'grapheme', minLength: 1 }),
    );
    fc.assert(
      fc.property(token, token, (a, b) => {
        expect(codedToken(...a)).toMatch(/^[a-z0-9]+$/);
        expect(codedToken(...a) === codedToken(...b)).toBe(a.join(':') === b.join(':'));
      }),
    );
  });
});

describe('snippets', () => {
  const cut = (paragraphs: string[], query: string, max: number, language = 'en') =>
    snippet(paragraphs, searchQuery(query, language), language, max)
      .map(({ text, hit }) => (hit ? `[${text}]` : text))
      .join('');

  it.each([
    ['a short paragraph whole', ['Bridges closed.'], 'bridge', 80, '[Bridges] closed.'],
    [
      'the paragraph with both terms',
      ['A bridge.', 'The port bridge.'],
      'port bridge',
      80,
      'The [port] [bridge].',
    ],
    ['the beginning without a hit', ['Nothing of that here at all'], 'zebra', 12, 'Nothing of…'],
    ['a Chinese substring', ['东京都知事'], '京都', 80, '东[京都]知事'],
    ['nothing from nothing', [], 'bridge', 80, ''],
  ])('%s', (_name, paragraphs, query, max, expected) => {
    const language = query === '京都' ? 'zh' : 'en';
    expect(cut(paragraphs, query, max, language)).toBe(expected);
  });

  it('never exceeds the room between its marks, and gives back text of the paragraph', () => {
    const words = fc.array(fc.constantFrom('port', 'bridge', 'the', 'a', 'harbourmaster'), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 90 }), (list, max) => {
        const paragraph = list.join(' ');
        const text = snippet([paragraph], searchQuery('bridge', 'en'), 'en', max)
          .map((piece) => piece.text)
          .join('')
          .replaceAll('…', '');
        expect(text.length).toBeLessThanOrEqual(max);
        expect(paragraph).toContain(text);
      }),
    );
  });
});

describe('rescoring', () => {
  const hit = (headline: string, publishedAt: number) => ({
    language: 'en',
    headline,
    standfirst: '',
    publishedAt,
  });
  const headlines = (hits: readonly { headline: string }[]) => hits.map(({ headline }) => headline);

  it('puts a headline that says it before a mention in a body', () => {
    const order = rescoreHits(
      [hit('Budget agreed', 1), hit('Bridge closed', 2)],
      searchQuery('bridge', 'en'),
    );
    expect(headlines(order)).toEqual(['Bridge closed', 'Budget agreed']);
  });

  it('leaves what comes after the first 200 where it is', () => {
    const hits = [...Array.from({ length: 200 }, (_, at) => hit(`Budget ${at}`, at)), hit('Bridge', 999)];
    expect(rescoreHits(hits, searchQuery('bridge', 'en')).at(-1)?.headline).toBe('Bridge');
  });
});
