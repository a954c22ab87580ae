import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dayMs } from '../../base/clock.js';
import { seededRandom } from '../evaluation/metrics.js';
import { candidate, now } from './candidates.fixture.js';
import { defaultPicks } from './dials.js';
import { decodePool, encodePool } from './pool-file.js';
import { addRead, emptyProfile, explain, parseProfile, serialiseProfile } from './profile.js';
import { rerank } from './rerank.js';
import { storyVector, topicBucket } from './story-vector.js';

const pageAbout = (topic: string, path: string) => ({
  path,
  vector: storyVector(new Map([[`${topic} word`, 1]]), [topic], ''),
  labels: [[topicBucket(topic), topic]] as const,
});

const poolAbout = (...topics: string[]) =>
  decodePool(
    encodePool(
      topics.map((topic, index) =>
        candidate(`${topic}-${index}`, { vector: storyVector(new Map([[`${topic} word`, 1]]), [topic], '') }),
      ),
      now,
      ({ storyId }) => ({ path: `/2026/01/${storyId}`, headline: `About ${storyId}`, sectionLabel: '' }),
    ),
  );

const options = { ...defaultPicks, exclude: new Set<string>() };

describe('a personal list', () => {
  const profile = addRead(emptyProfile, pageAbout('sailing', '/2026/01/regatta'), now);

  it('brings what was read about to the top, and says so', () => {
    const picks = rerank(poolAbout('chess', 'council', 'sailing'), profile, now, options);
    expect(picks[0]).toMatchObject({
      story: { path: '/2026/01/sailing-2' },
      reason: { kind: 'topic', label: 'sailing' },
    });
    expect(picks[1]?.reason).toEqual({ kind: 'site' });
  });

  it('leaves out what was read and what the page shows elsewhere', () => {
    const read = addRead(profile, pageAbout('chess', '/2026/01/chess-0'), now);
    const exclude = new Set(['/2026/01/council-1']);
    const picks = rerank(poolAbout('chess', 'council', 'sailing'), read, now, { ...options, exclude });
    expect(picks.map(({ story }) => story.path)).toEqual(['/2026/01/sailing-2']);
  });

  it('forgets by halves in a fortnight', () => {
    const later = addRead(profile, pageAbout('chess', '/2026/01/opening'), now + 14 * dayMs);
    expect(
      explain(later, now + 14 * dayMs).map(({ label, share }) => [label, Math.round(share * 100)]),
    ).toEqual([
      ['chess', 67],
      ['sailing', 33],
    ]);
  });

  it('keeps two hundred reads, a story once, and labels only of what it keeps', () => {
    let many = profile;
    for (let index = 0; index < 230; index += 1) {
      many = addRead(many, pageAbout(`topic ${index % 210}`, `/2026/01/${index % 210}`), now + index);
    }
    expect(many.reads).toHaveLength(200);
    expect(many.labels.has(topicBucket('sailing'))).toBe(false);
    expect(new Set(many.reads.map(({ key }) => key)).size).toBe(200);
  });
});

describe('the stored profile', () => {
  const profile = addRead(emptyProfile, pageAbout('sailing', '/2026/01/regatta'), now);

  it('comes back unchanged', () => {
    expect(parseProfile(serialiseProfile(profile))).toEqual(profile);
  });

  it.each([
    [''],
    [null],
    ['{'],
    ['null'],
    ['[]'],
    ['{"v":9,"reads":[],"labels":[]}'],
    ['{"v":1,"reads":7,"labels":[]}'],
    ['{"v":1,"reads":[[1],null,["x",2,"AAA"],[1,2,{}]],"labels":[[1],["a","b"],3]}'],
  ])('is empty for %j', (text) => {
    expect(parseProfile(text)).toEqual(emptyProfile);
  });

  it('keeps the good part of a damaged one', () => {
    const damaged = serialiseProfile(profile).replace('"reads":[', '"reads":["x",');
    expect(parseProfile(damaged).reads).toEqual(profile.reads);
  });
});

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
