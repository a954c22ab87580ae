import { describe, expect, it } from 'vitest';
import { DecayedCounts } from './decayed-counts.js';
import { defaultSetting, type RankingSetting } from './setting.js';
import type { StoryFacts } from './tally.js';
import { RankingTuner } from './tuning.js';

const patient: RankingSetting = { ...defaultSetting, halfLifeHours: 6 };
const settings = [defaultSetting, patient];

const stories = Array.from({ length: 20 }, (_, index) => `story ${index}`);
const facts = new Map<string, StoryFacts>(
  stories.map((storyId) => [
    storyId,
    { storyId, firstPublishedAt: 0, sectionPath: '', clusterHead: storyId },
  ]),
);
const countsFor = (halfLifeHours: number, favoured: string) => {
  const counts = new DecayedCounts(halfLifeHours);
  for (const storyId of stories) counts.add(storyId, 0, storyId === favoured ? 9 : 1);
  return counts;
};

/** The default would list story 18, the patient setting story 19; readers open `read`. */
function tunedBy(read: string, views: number): RankingTuner {
  const tuner = new RankingTuner(settings);
  tuner.forecast([countsFor(3, 'story 18'), countsFor(6, 'story 19')], facts, 0, 1);
  tuner.judge([{ storyId: read, startsAt: 0, validViews: views }]);
  return tuner;
}

describe('RankingTuner', () => {
  it.each([
    { read: 'story 19', views: 200, chosen: patient },
    { read: 'story 18', views: 200, chosen: defaultSetting },
    { read: 'story 19', views: 20, chosen: defaultSetting },
  ])('chooses by what was read next: $read $views times', ({ read, views, chosen }) => {
    expect(tunedBy(read, views).setting).toEqual(chosen);
  });

  it('remembers over a restart, and starts anew when the choice has changed', () => {
    const state = JSON.parse(JSON.stringify(tunedBy('story 19', 200).serialise()));
    expect(new RankingTuner(settings, state).setting).toEqual(patient);
    expect(new RankingTuner([defaultSetting], state).setting).toEqual(defaultSetting);
  });

  it('judges a forecast by the hours after it and by no others', () => {
    const tuner = tunedBy('story 18', 0);
    const counts = [countsFor(3, 'story 18'), countsFor(6, 'story 18')];
    tuner.forecast(counts, facts, 7, 7 * 3_600_000 + 1);
    tuner.judge([{ storyId: 'story 19', startsAt: 0, validViews: 500 }]);
    expect(tuner.setting).toEqual(defaultSetting);
  });
});
