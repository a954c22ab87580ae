import { describe, expect, it } from 'vitest';
import { leastOfEach, parted, withEachLanguage } from './own-language.js';

const storiesIn = (language: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ language, name: `${language} ${index}` }));

const countOf = (stories: readonly { language: string }[], language: string) =>
  stories.filter((story) => story.language === language).length;

describe('parted', () => {
  it.each([
    ['en', ['en', 'en-GB', 'EN-us']],
    ['zh-Hant', ['zh', 'zh-Hans']],
    ['nb', ['no', 'nb-NO', 'nn']],
    ['eng', []],
    ['', ['']],
  ])('finds what is in %j by the primary subtag', (language, own) => {
    const stories = ['en', 'en-GB', 'EN-us', 'zh', 'zh-Hans', 'no', 'nb-NO', 'es', 'nn', ''].map((each) => ({
      language: each,
    }));
    const [found, others] = parted(stories, language);
    expect(found.map((story) => story.language)).toEqual(own);
    expect(found.length + others.length).toBe(stories.length);
  });
});

describe('withEachLanguage', () => {
  const english = storiesIn('en', 400);

  it('is the best that were chosen where there is one language', () => {
    const chosen = new Set(english.filter((_, at) => at % 2 === 0));
    expect(withEachLanguage(english, chosen, 150)).toEqual([...chosen].slice(0, 150));
  });

  it('keeps so many of a language of which none was chosen, in the order of all', () => {
    const order = [...english, ...storiesIn('ar', 100), ...storiesIn('es', 12)];
    const pool = withEachLanguage(order, new Set(english.slice(0, 200)), 200);
    expect(pool).toHaveLength(200);
    expect(countOf(pool, 'ar')).toBe(leastOfEach);
    expect(countOf(pool, 'es')).toBe(12);
    expect(pool.slice(0, 158)).toEqual(english.slice(0, 158));
    expect(pool.slice(158, 188).map(({ name }) => name)).toEqual(
      storiesIn('ar', leastOfEach).map(({ name }) => name),
    );
  });

  it('takes the chosen ones of a language first', () => {
    const arabic = storiesIn('ar', 60);
    const chosen = new Set([...english.slice(0, 200), ...arabic.slice(40, 60)]);
    const pool = withEachLanguage([...english, ...arabic], chosen, 200);
    expect(pool.filter(({ language }) => language === 'ar')).toEqual([
      ...arabic.slice(0, 10),
      ...arabic.slice(40),
    ]);
  });

  it('shares the pool evenly among more languages than fit', () => {
    const languages = Array.from({ length: 12 }, (_, index) => `x${index}`);
    const order = languages.flatMap((language) => storiesIn(language, 50));
    const pool = withEachLanguage(order, new Set(order.slice(0, 200)), 200);
    for (const language of languages) expect(countOf(pool, language)).toBeGreaterThanOrEqual(16);
    expect(pool).toHaveLength(200);
  });

  it('is empty without stories', () => {
    expect(withEachLanguage([], new Set(), 200)).toEqual([]);
  });
});
