import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
import { seededRandom } from '../../base/seeded-random.js';
import type { Candidate } from './candidate.js';
import { candidate, now, pageAbout } from './candidates.fixture.js';
import { defaultPicks } from './dials.js';
import { likeness } from './diversify.js';
import { fullPoolFile, fullProfile } from './full-pool.fixture.js';
import { hash32 } from './hashing.js';
import { decodePool, encodePool, type PoolStory } from './pool-file.js';
import { addRead, closeness, emptyProfile, interestsOf, type Profile } from './profile.js';
import { rehearse, rerank, tasteOf } from './rerank.js';
import { storyVector } from './story-vector.js';
import { weights } from './weights.js';

const poolOf = (candidates: readonly Candidate[]) =>
  decodePool(
    encodePool(candidates, now, ({ storyId, language }) => ({
      path: `/2026/01/${storyId}`,
      headline: `About ${storyId}`,
      sectionLabel: '',
      language,
    })),
  );

const about = (topic: string, index: number, more: Partial<Candidate> = {}) =>
  candidate(`${topic}-${index}`, {
    vector: storyVector(new Map([[`${topic} word`, 1]]), [topic], ''),
    ...more,
  });

const options = { ...defaultPicks, language: 'en', isShown: (_path: string) => false };

const profile = addRead(emptyProfile, pageAbout('sailing', '/2026/01/regatta'), now);
const pathsOf = (picks: readonly { readonly story: PoolStory }[]) => picks.map(({ story }) => story.path);

describe('rerank', () => {
  const pool = poolOf(['chess', 'council', 'sailing'].map((topic, index) => about(topic, index)));

  it('brings what was read about to the top, and says so', () => {
    const picks = rerank(pool, tasteOf(profile, now), options);
    expect(picks[0]).toMatchObject({
      story: { path: '/2026/01/sailing-2' },
      reason: { kind: 'topic', label: 'sailing' },
    });
    expect(picks[1]?.reason).toEqual({ kind: 'site' });
  });

  it('leaves out what was read and what the page shows elsewhere', () => {
    const read = addRead(profile, pageAbout('chess', '/2026/01/chess-0'), now);
    const isShown = (path: string) => path === '/2026/01/council-1';
    const picks = rerank(pool, tasteOf(read, now), { ...options, isShown });
    expect(pathsOf(picks)).toEqual(['/2026/01/sailing-2']);
  });

  it('makes the same list after a rehearsal, which asks the page of no story', () => {
    const whole = decodePool(fullPoolFile);
    const taste = tasteOf(fullProfile, now);
    const before = pathsOf(rerank(whole, taste, options));
    const asked: string[] = [];
    const isShown = (path: string) => asked.push(path) < 0;
    rehearse(fullProfile, taste, { ...options, isShown });
    // Of paths that are no story's.
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((path) => !path.startsWith('/made-up'))).toEqual([]);
    expect(asked.filter((path) => before.includes(path))).toEqual([]);
    expect(pathsOf(rerank(whole, taste, options))).toEqual(before);
    rehearse(emptyProfile, tasteOf(emptyProfile, now), options);
  });

  describe('in a paper of several languages', () => {
    const candidates = [
      ...Array.from({ length: 20 }, (_, index) => about('sailing', index, { language: 'ar', appeal: 9 })),
      ...Array.from({ length: 9 }, (_, index) =>
        about('chess', index, { language: index % 2 ? 'en' : 'en-GB', clusterHead: `chess ${index}` }),
      ),
    ];
    const languagesIn = (language: string, count = candidates.length) =>
      rerank(poolOf(candidates.slice(0, count)), tasteOf(profile, now), { ...options, language }).map(
        ({ story }) => story.language.slice(0, 2),
      );

    it('is in the language of the page, whatever is nearer', () => {
      expect(languagesIn('en-US')).toEqual(Array(7).fill('en'));
      expect(languagesIn('ar')).toEqual(Array(7).fill('ar'));
    });

    it('fills up with others, after its own, only where there are too few', () => {
      expect(languagesIn('en', 23)).toEqual(['en', 'en', 'en', 'ar', 'ar', 'ar', 'ar']);
      expect(languagesIn('')).toEqual(Array(7).fill('ar'));
    });
  });

  it('is to the story what a slow and obvious ordering of a full pool is', () => {
    const full = decodePool(fullPoolFile);
    const random = seededRandom(3);
    for (let turn = 0; turn < 60; turn += 1) {
      const at = now + turn * 7 * hourMs;
      const reads = fullProfile.reads.slice(Math.floor(random() * 200));
      const read: Profile = [full[turn]!, full[2 * turn]!].reduce<Profile>(
        (sum, { path, vector }) => addRead(sum, { path, vector, labels: [] }, at - hourMs),
        { ...fullProfile, reads },
      );
      // In another order, and with fewer appeals, of which more are equal.
      const pool = full
        .map((story) => ({ story, place: random() }))
        .sort((a, b) => a.place - b.place)
        .map(({ story }) =>
          turn % 2 ? Object.assign(copyOf(story), { appeal: Math.round(story.appeal) }) : story,
        );
      const shown = new Set(pool.filter(() => random() < 0.1).map(({ path }) => path));
      const dials = { ...options, diversity: turn % 3, isShown: (path: string) => shown.has(path) };
      expect(pathsOf(rerank(pool, tasteOf(read, at), dials))).toEqual(plainly(pool, read, at, dials));
    }
  });
});

const copyOf = (story: PoolStory): PoolStory => ({ ...story, path: story.path, vector: story.vector });

/** Everything scored, all of it sorted, and every likeness anew for each place. */
function plainly(pool: readonly PoolStory[], profile: Profile, at: number, dials: typeof options): string[] {
  const interests = interestsOf(profile, at);
  const read = new Set(profile.reads.map(({ key }) => key));
  const scored = pool
    .filter(({ path }) => !dials.isShown(path) && !read.has(hash32(path)))
    .map((story) => ({ story, score: story.appeal + weights.profile * closeness(interests, story.vector) }))
    .sort((a, b) => b.score - a.score || (a.story.path < b.story.path ? -1 : 1));
  const taken: PoolStory[] = [];
  while (taken.length < dials.length) {
    const worths = scored.map(({ story, score }) =>
      taken.some(({ clusterHead }) => clusterHead === story.clusterHead)
        ? Number.NEGATIVE_INFINITY
        : score - dials.diversity * Math.max(0, ...taken.map((other) => likeness(story, other))),
    );
    const most = Math.max(...worths);
    if (most === Number.NEGATIVE_INFINITY) break;
    taken.push(scored[worths.indexOf(most)]!.story);
  }
  return taken.map(({ path }) => path);
}
