import { afterEach, beforeEach, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import { anyTime, finishNumbers } from '../../src/jobs/finish-erasures.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { ErasureTable } from '../../src/store/tables/erasures.js';
import { bringImportedCount } from '../../src/store/tables/imported-counts.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { onBothDatabases } from '../support/databases.js';

const now = Date.UTC(2026, 4, 12, 10);
const count = { system: 'OldPress', views: 31_204, untilDay: '2025-12-31' };

onBothDatabases(
  'what another system counted',
  () => now,
  (openFresh) => {
    let databases: Databases;
    let storyId: string;
    beforeEach(async () => {
      databases = await openFresh();
      const clock = () => now;
      const stories = new StoryTable(databases);
      const desk = new StoryDesk({ stories, clock, ids: idSource(clock), zone: () => 'UTC' });
      storyId = (await desk.create({ headline: 'The ferry' }, 'test')).id;
    });
    afterEach(() => databases.close());

    const told = async () =>
      (await countedStories(databases.scan, () => now).countedStory(storyId)).importedCounts;

    it('is told as its own, once for each system, and is in none of our numbers', async () => {
      expect(await bringImportedCount(databases, storyId, count, now)).toBe(true);
      expect(await bringImportedCount(databases, storyId, count, now + 1)).toBe(false);
      expect(await bringImportedCount(databases, storyId, { ...count, views: 31_300 }, now + 2)).toBe(true);
      await bringImportedCount(databases, storyId, { ...count, system: 'A counter', untilDay: '' }, now);
      expect(await told()).toEqual([
        { system: 'A counter', views: 31_204, untilDay: '', broughtAt: now },
        { system: 'OldPress', views: 31_300, untilDay: '2025-12-31', broughtAt: now + 2 },
      ]);
      const { countsOf, countsChangedSince, siteHours } = audienceNumbers(databases);
      expect(await countsOf(storyId)).toMatchObject({ views: 0, reads: 0, reactions: 0 });
      expect([await countsChangedSince(0), await siteHours(0)]).toEqual([[], []]);
      const { totals, hours } = await countedStories(databases.scan, () => now).countedStory(storyId);
      expect([totals, hours]).toEqual([{}, []]);
    });

    it('has what tells of it made anew, and only when it changed', async () => {
      const changes = async () =>
        (await databases.read.selectFrom('changes').select('tags').execute()).filter(
          ({ tags }) => tags === JSON.stringify([`counts:${storyId}`]),
        ).length;
      await bringImportedCount(databases, storyId, count, now);
      await bringImportedCount(databases, storyId, count, now);
      expect(await changes()).toBe(1);
    });

    it('is erased with its story', async () => {
      await bringImportedCount(databases, storyId, count, now);
      await new StoryEraserTable(databases).erase(storyId as never, {
        at: now,
        ground: 'Order',
        actor: 'test',
      });
      await finishNumbers(new ErasureTable(databases), anyTime);
      expect(await bringImportedCount(databases, storyId, count, now)).toBe(false);
      expect(await databases.read.selectFrom('imported_counts').selectAll().execute()).toEqual([]);
    });
  },
);
