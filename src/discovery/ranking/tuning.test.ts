import { describe, expect, it } from 'vitest';
import { hourMs } from '../../base/clock.js';
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

const hour = 12;
const [late, early] = ['story 0', 'story 8'] as const;

/** Stories 0 to 7 were read just now, 8 to 15 much more at first: the default lists the former, the patient setting the latter. */
function counts(): DecayedCounts {
  const made = new DecayedCounts([defaultSetting.halfLifeHours, 6]);
  stories.slice(0, 8).forEach((storyId) => {
    made.add(storyId, hour, 3);
  });
  stories.slice(8, 16).forEach((storyId) => {
    made.add(storyId, 0, 20);
  });
  return made;
}

function tunedBy(read: string, views: number): RankingTuner {
  const tuner = new RankingTuner(settings);
  tuner.forecast(counts(), facts, hour, hour * hourMs);
  tuner.judge(tuner.creditedFor(read), views);
  return tuner;
}

describe('RankingTuner', () => {
  it.each([
    { read: early, views: 200, chosen: patient },
    { read: late, views: 200, chosen: defaultSetting },
    { read: early, views: 8, chosen: defaultSetting },
  ])('chooses by what was read next: $read $views times', ({ read, views, chosen }) => {
    expect(tunedBy(read, views).setting).toEqual(chosen);
  });

  it('names no repost of an old story as fresh, nor what is still to come', () => {
    const now = 1000 * hourMs;
    const read = new DecayedCounts([defaultSetting.halfLifeHours, 6]);
    const others = stories.slice(0, 8).map((storyId) => ({
      ...facts.get(storyId)!,
      firstPublishedAt: now - 10 * hourMs,
    }));
    for (const { storyId } of others) read.add(storyId, hour, 9);
    read.add('repost', hour, 12);
    const repost = { ...facts.get('story 9')!, storyId: 'repost', firstPublishedAt: now - hourMs };
    const namesRepost = (story: StoryFacts) => {
      const tuner = new RankingTuner(settings);
      const known = new Map([...others, story].map((each) => [each.storyId, each]));
      tuner.forecast(read, known, hour, now);
      return tuner.creditedFor('repost').length > 0;
    };
    expect(namesRepost(repost)).toBe(true);
    expect(namesRepost({ ...repost, headPublishedAt: 0 })).toBe(false);
    expect(namesRepost({ ...repost, firstPublishedAt: now + 1, headPublishedAt: now - hourMs })).toBe(false);
  });

  it('remembers over a restart, and starts anew when the choice has changed', () => {
    const state = JSON.parse(JSON.stringify(tunedBy(early, 200).serialise()));
    expect(new RankingTuner(settings, state).setting).toEqual(patient);
    expect(new RankingTuner([defaultSetting], state).setting).toEqual(defaultSetting);
    const others = [defaultSetting, { ...patient, freshnessHours: 48 }];
    expect(new RankingTuner(others, state).setting).toEqual(defaultSetting);
  });

  it('judges a forecast by the hours after it and by no others', () => {
    const tuner = tunedBy(late, 0);
    const later = new DecayedCounts([defaultSetting.halfLifeHours, 6]);
    later.add(late, hour + 7, 1);
    tuner.forecast(later, facts, hour + 7, (hour + 7) * hourMs);
    tuner.judge(tuner.creditedFor(early), 500);
    expect(tuner.setting).toEqual(defaultSetting);
  });
});
