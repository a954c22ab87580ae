import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../evaluation/metrics.js';
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
            },
    );
    expect(decodePool(odd).map(({ path }) => path)).toEqual(['/2026/01/kept']);
  });

  it.each([[''], ['{}'], ['{"v":1}'], ['<html>']])('is empty for %j', (broken) => {
    expect(decodePool(broken)).toEqual([]);
  });
});
