import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from './analyse.js';
import { foldWord } from './fold.js';
import { primaryLanguage } from './languages.js';
import type { StoryText } from './story-text.js';
import { analysisLimits } from './weights.js';
import { wordsOf } from './words.js';

const story = (language: string, headline: string, ...paragraphs: string[]): StoryText => ({
  id: 's1',
  language,
  headline,
  standfirst: '',
  paragraphs,
  section: 'world',
  topics: ['ports'],
});

const termsOf = (text: StoryText) => analyse(text).terms.map(([term]) => term);
const namesOf = (text: StoryText) => analyse(text).names.map(({ form }) => form);

describe('terms', () => {
  it.each([
    ['a stem marked by language', 'en', 'Bridges reopened', 'en:bridg'],
    ['a regional tag', 'en-GB', 'Bridges reopened', 'en:bridg'],
    ['a word whole where there is no stemmer', 'sw', 'Daraja limefunguliwa', 'sw:daraja'],
    ['a number', 'en', 'A quake of 7.2', '#7.2'],
    ['a day, month first', 'en', 'It closed on December 14 at noon', '@12-14'],
    ['a day, month last', 'fr', 'Le pont a fermé le 14 décembre', '@12-14'],
    ['a day with its ending', 'en', 'It closed on 3rd May at noon', '@05-03'],
    ['a word behind an elision', 'fr', "L'avion s'est posé", 'fr:avion'],
    ['a possessive', 'en', "The mayor's bridge", 'en:mayor'],
    ['compatibility forms', 'en', 'ﬁsh market', 'en:fish'],
    ['Chinese words', 'zh', '东京都知事发表声明', 'zh:声明'],
  ])('%s', (_name, language, headline, term) => {
    expect(termsOf(story(language, headline))).toContain(term);
  });

  it.each([
    ['stop words', 'en', 'The bridge is there', 'en:the'],
    ['a month without a day', 'en', 'It may rain', '@05-01'],
  ])('leaves out %s', (_name, language, headline, term) => {
    expect(termsOf(story(language, headline))).not.toContain(term);
  });

  it('weigh more in the headline and the lede than far down', () => {
    const far = Array.from({ length: 40 }, () => 'Filler words follow one another patiently here.').join(' ');
    const weights = new Map(analyse(story('en', 'Ferry', 'Lantern. ', far, 'Otter.')).terms);
    expect(weights.get('en:ferri')).toBeGreaterThanOrEqual(weights.get('en:lantern')!);
    expect(weights.get('en:lantern')).toBeGreaterThan(weights.get('en:otter')!);
  });
});

describe('names', () => {
  const port = 'the port authority said';
  it.each([
    [
      'a full name takes its short forms',
      story('en', 'Vote', 'It was Mara Ellin Voss who won.', 'Then Voss spoke, and later Voss left.'),
      ['Mara Ellin Voss'],
    ],
    [
      'an acronym counts to its name',
      story('en', 'Vote', 'The Northern Port Council met.', 'In the NPC there was no vote.'),
      ['Northern Port Council'],
    ],
    ['a particle inside', story('en', 'Money', 'In the Bank of Ostland they met.'), ['Bank of Ostland']],
    ['a pair that comes back', story('en', 'Dredging', port, port, `${port} so.`), ['port authority']],
    ['no weekdays or months', story('en', 'Late', 'They met on Monday in March.'), []],
    ['no headline in capitals', story('en', 'BRIDGE CLOSED', 'the bridge is shut.'), []],
    [
      'a single German noun is none, two words are',
      story('de', 'Brücke', 'Gestern sah Mara Voss die Brücke.'),
      ['Mara Voss'],
    ],
    ['none by capitals in a script without them', story('am', 'ድል', 'ማንቸስተር ሲቲ ድል ተቀዳጅቷል።'), []],
  ])('%s', (_name, text, expected) => {
    expect(namesOf(text)).toEqual(expected);
  });
});

describe('an analysis', () => {
  it('is the same again and survives JSON', () => {
    const text = {
      ...story('en', 'Ferry sinks off Tarn Head', 'Two died on 3 May.'),
      publishedAt: 1_700_000_000_000,
    };
    expect(JSON.parse(JSON.stringify(analyse(text)))).toEqual(analyse(text));
  });

  it('stays small whatever the length', () => {
    const long = Array.from({ length: 3000 }, (_, at) => `word${at} Name${at} Surname${at} 12${at}`).join(
      ' ',
    );
    const analysed = analyse(story('en', 'Long', long));
    expect(analysed.terms.length).toBeLessThanOrEqual(analysisLimits.terms);
    expect(analysed.names.length).toBeLessThanOrEqual(analysisLimits.names);
  });

  it('takes any text in any language', () => {
    const language = fc.constantFrom('en', 'de', 'ar', 'th', 'ja', 'am', 'xx', '', 'zh-Hant-TW');
    fc.assert(
      fc.property(language, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (tag, a, b) => {
        for (const [, weight] of analyse(story(tag, a, b)).terms) expect(weight).toBeGreaterThan(0);
      }),
    );
  });
});

describe('words', () => {
  it('are the same whether or not a paragraph is cut into pieces', () => {
    const sentence = 'Über die Brücke fuhren 1,200 Wagen. ';
    const words = wordsOf(sentence.repeat(100), 'de').map(({ folded }) => folded);
    expect(words).toEqual(
      Array.from({ length: 100 }, () => wordsOf(sentence, 'de').map(({ folded }) => folded)).flat(),
    );
  });

  it('stand where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (text) => {
        for (const word of wordsOf(text, 'en')) {
          expect(text.slice(word.at, word.at + word.text.length)).toBe(word.text);
        }
      }),
      { numRuns: 30 },
    );
  });
});

it.each([
  ['Zürich', 'zurich'],
  ['Łódź', 'lodz'],
  ['STRAẞE', 'strasse'],
  ['ΑΘΉΝΑ', 'αθηνα'],
  ['مُحَمَّد', 'محمد'],
  ['हिन्दी', 'हिन्दी'],
  ['がくせい', 'がくせい'],
])('folds %s to %s', (word, folded) => {
  expect(foldWord(word)).toBe(folded);
});

it.each([
  ['pt-BR', 'pt'],
  ['nb', 'no'],
  ['', 'und'],
  ['not a tag', 'und'],
])('the primary language of "%s" is %s', (tag, primary) => {
  expect(primaryLanguage(tag)).toBe(primary);
});
