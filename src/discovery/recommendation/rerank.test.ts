import { describe, expect, it } from 'vitest';
import { candidate, now, pageAbout } from './candidates.fixture.js';
import { defaultPicks } from './dials.js';
import { decodePool, encodePool } from './pool-file.js';
import { addRead, emptyProfile } from './profile.js';
import { rerank } from './rerank.js';
import { storyVector } from './story-vector.js';

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

const profile = addRead(emptyProfile, pageAbout('sailing', '/2026/01/regatta'), now);

describe('rerank', () => {
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
});
