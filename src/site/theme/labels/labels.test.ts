import { describe, expect, it } from 'vitest';
import { pageLabelsAr } from './page-ar.js';
import { pageLabelsEn } from './page-en.js';
import { pageLabelsEs } from './page-es.js';
import { type PageLabels, pageLabelsFor } from './page-labels.js';
import { pageLabelsZh } from './page-zh.js';
import { storyLabelsAr } from './story-ar.js';
import { storyLabelsEn } from './story-en.js';
import { storyLabelsEs } from './story-es.js';
import { type StoryLabels, storyLabelsFor } from './story-labels.js';
import { storyLabelsZh } from './story-zh.js';

const slotsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

/** All texts of a table with where they stand; plural forms apart. */
const textsOf = (table: object, at = ''): [string, string][] =>
  Object.entries(table).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[at + key, value]] : textsOf(value as object, `${at}${key}.`),
  );

const tables: readonly (readonly [string, StoryLabels, PageLabels])[] = [
  ['es', storyLabelsEs, pageLabelsEs],
  ['ar', storyLabelsAr, pageLabelsAr],
  ['zh', storyLabelsZh, pageLabelsZh],
];

describe.each(tables)('labels in %s', (_, story, page) => {
  it.each([
    ['a story', storyLabelsEn, story],
    ['the page', pageLabelsEn, page],
  ] as const)(
    'of %s say everything that the English ones say, with the same slots',
    (__, english, labels) => {
      const own = new Map(textsOf(labels));
      for (const [at, text] of textsOf(english)) {
        const translated = own.get(at) ?? own.get(at.replace(/\.\w+$/, '.other'));
        expect(translated, at).toBeTruthy();
        expect(slotsOf(translated!), at).toEqual(slotsOf(text));
      }
    },
  );

  it('have a form for every plural category of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(page.locale).resolvedOptions();
    // "many" of Spanish is for whole millions; the form for all others serves it.
    const needed = pluralCategories.filter((category) => category !== 'many' || page.language === 'ar');
    for (const category of needed) {
      expect(Object.keys(story.views)).toContain(category);
      expect(Object.keys(page.hours)).toContain(category);
    }
  });
});

it.each([
  ['en-US', 'en'],
  ['es-MX', 'es'],
  ['AR', 'ar'],
  ['zh-Hant', 'zh-Hans'],
  ['cy', 'en'],
])('labels for a story in %s are in %s', (language, expected) =>
  expect(storyLabelsFor(language).language).toBe(expected),
);

it('the page falls back to English and leaves no label empty', () => {
  expect(pageLabelsFor('fi')).toBe(pageLabelsEn);
  expect(pageLabelsFor('zh-Hant')).toBe(pageLabelsZh);
  for (const [at, text] of textsOf(pageLabelsEn)) expect(text, at).not.toBe('');
});
