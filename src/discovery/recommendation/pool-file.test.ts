import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../base/seeded-random.js';
import { candidate, now } from './candidates.fixture.js';
import { decodePool, encodePool } from './pool-file.js';
import { storyVector } from './story-vector.js';

describe('the pool file', () => {
  const random = seededRandom(5);
  const syllables = [
    'har',
    'bour',
    'coun',
    'cil',
    'bridge',
    'fer',
    'ry',
    'mar',
    'ket',
    'vote',
    'tax',
    'school',
    'storm',
    'ice',
    'rail',
  ];
  const word = () =>
    Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () => syllables[Math.floor(random() * syllables.length)],
    ).join('');
  const headline = () => {
    const words = Array.from({ length: 9 }, word).join(' ');
    return words[0]!.toUpperCase() + words.slice(1);
  };
  const headlines = new Map<string, string>();
  const pool = Array.from({ length: 200 }, (_, index) => {
    const storyId = `story ${index}`;
    headlines.set(storyId, headline());
    const terms = new Map(Array.from({ length: 30 }, () => [word() + word(), 1 + random() * 9] as const));
    return candidate(storyId, {
      sectionPath: `section-${index % 12}`,
      appeal: random() * 9 - 7,
      firstPublishedAt: now - Math.floor(random() * 90) * 3_600_000,
      vector: storyVector(terms, [`topic ${index % 40}`], `section-${index % 12}`),
    });
  });
  const text = encodePool(pool, now, ({ storyId, sectionPath }) => ({
    path: `/2026/01/${headlines.get(storyId)!.toLowerCase().replaceAll(' ', '-')}`,
    headline: headlines.get(storyId)!,
    sectionLabel: `The ${sectionPath}`,
    language: 'en',
  }));

  it('holds 200 stories, headlines included, in 12 KB', () => {
    expect(brotliCompressSync(text).length).toBeLessThanOrEqual(12 * 1024);
    expect(gzipSync(text).length).toBeLessThanOrEqual(12 * 1024);
  });

  it('gives the browser what the server ranked by', () => {
    const stories = decodePool(text);
    expect(stories).toHaveLength(200);
    stories.forEach((story, index) => {
      expect(story.vector).toEqual(pool[index]!.vector);
      expect(story.appeal).toBeCloseTo(pool[index]!.appeal, 1);
      expect(story.firstPublishedAt).toBe(pool[index]!.firstPublishedAt);
      expect(story.path).toBe(`/2026/01/${story.headline.toLowerCase().replaceAll(' ', '-')}`);
    });
  });

  it('leaves out what the site no longer shows, and addresses of other sites', () => {
    const odd = encodePool(
      [candidate('gone'), candidate('foreign'), candidate('kept')],
      now,
      ({ storyId }) =>
        storyId === 'gone'
          ? undefined
          : {
              path: storyId === 'foreign' ? '//elsewhere.example/x' : '/2026/01/kept',
              headline: storyId,
              sectionLabel: '',
              language: 'en',
            },
    );
    expect(decodePool(odd).map(({ path }) => path)).toEqual(['/2026/01/kept']);
  });

  it('tells each story in its own language', () => {
    const languages = new Map([
      ['ours', 'en-GB'],
      ['جسر', 'ar'],
      ['theirs', 'en-GB'],
    ]);
    const mixed = encodePool(
      [...languages].map(([storyId, language]) => candidate(storyId, { language })),
      now,
      ({ storyId, language }) => ({
        path: `/2026/01/${storyId}`,
        headline: storyId,
        sectionLabel: '',
        language,
      }),
    );
    const read = decodePool(mixed);
    expect(new Map(read.map(({ headline, language }) => [headline, language]))).toEqual(languages);
    expect(read.map(({ path }) => path).sort()).toEqual(
      [...languages.keys()].map((storyId) => `/2026/01/${storyId}`).sort(),
    );
  });

  it('still gives the stories of a file that tells no language', () => {
    const { languages: _, lang: __, ...older } = JSON.parse(text);
    const read = decodePool(JSON.stringify(older));
    expect(read.map(({ path }) => path)).toEqual(decodePool(text).map(({ path }) => path));
    expect(new Set(read.map(({ language }) => language))).toEqual(new Set(['']));
  });

  it('finds the path again whatever the headline is made of', () => {
    const headlines = [
      '“Don’t” – she said',
      'Émeute à Saint-Étienne',
      'Café £5 … 3½ pounds',
      'ΑΘΗΝΑ 2026',
      '«¿Qué?»',
      '…',
    ];
    const file = encodePool(
      headlines.map((headline) => candidate(headline)),
      now,
      ({ storyId }) => ({
        path: `/2026/01/${
          storyId
            .toLowerCase()
            .replace(/[’]/g, '')
            .match(/[\p{L}\p{N}\p{M}]+/gu)
            ?.join('-') ?? 'untitled'
        }`,
        headline: storyId,
        sectionLabel: '',
        language: 'en',
      }),
    );
    expect(decodePool(file).map(({ path }) => path)).toEqual([
      '/2026/01/dont-she-said',
      '/2026/01/émeute-à-saint-étienne',
      '/2026/01/café-5-3½-pounds',
      '/2026/01/αθηνα-2026',
      '/2026/01/qué',
      '/2026/01/untitled',
    ]);
    expect(JSON.parse(file).paths.slice(0, 5)).toEqual(Array(5).fill('/2026/01/'));
  });

  it('leaves out what cannot be read, and gives the rest', () => {
    const file = JSON.parse(text);
    file.headlines[0] = 7;
    file.paths[1] = null;
    file.in[2] = 99;
    file.appeal[4] = 'high';
    file.vectors = file.vectors.replace(/^(\S+ \S+ \S+ )\S+/, '$1__');
    expect(decodePool(JSON.stringify(file))).toHaveLength(195);
  });

  it.each([[''], ['{}'], ['{"v":1}'], ['<html>']])('is empty for %j', (broken) => {
    expect(decodePool(broken)).toEqual([]);
  });
});
