import { describe, expect, it } from 'vitest';
import { dayMs } from '../../base/clock.js';
import { now, pageAbout } from './candidates.fixture.js';
import { addRead, emptyProfile, explain, parseProfile, serialiseProfile } from './profile.js';
import { topicBucket } from './story-vector.js';

const profile = addRead(emptyProfile, pageAbout('sailing', '/2026/01/regatta'), now);

describe('a profile', () => {
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
