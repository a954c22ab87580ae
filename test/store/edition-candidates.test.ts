import { expect, it } from 'vitest';
import { dayMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

let now = Date.UTC(2026, 2, 12, 10);
const clock = () => now;

onBothDatabases('the candidates of an Edition', clock, (openFresh) => {
  it('tell the language of each story, of the last weeks and of those named', async () => {
    const databases = await openFresh();
    const desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock,
      ids: idSource(clock),
      zone: () => 'UTC',
    });
    const published = new Map<string, string>();
    for (const language of ['en-GB', 'ar', 'zh-Hant']) {
      const body = '<p>It was said.</p>';
      const { id } = await desk.create({ headline: `In ${language}`, body, language }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      published.set(id, language);
      now += 1000;
    }
    const [oldest] = published.keys();
    const candidates = await new EditionTable(databases).candidates(now - 2500, 10, [oldest!]);
    expect(new Map(candidates.map(({ facts }) => [facts.storyId, facts.language]))).toEqual(published);
    await databases.close();
  });

  it('tell of a copy when the first of its cluster was published, however long ago', async () => {
    const databases = await openFresh();
    const ids = idSource(clock);
    const desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
    const body =
      '<p>The ferry to Vestby runs again from Monday, after four weeks in the yard at Holm. </p>'.repeat(6);
    const publish = async () => {
      const { id } = await desk.create({ headline: 'Ferry runs again', body, language: 'en' }, 'ada');
      await desk.act(id, { kind: 'publish' }, 'ada');
      return id;
    };
    const published = now;
    const source = await publish();
    now += 100 * dayMs;
    const repost = await publish();
    await new RelateDesk({ store: new RelateTable(databases), clock: () => now + 1000 }).work();
    const candidates = await new EditionTable(databases).candidates(now - dayMs, 10, []);
    expect(candidates.map(({ facts }) => facts)).toMatchObject([
      { storyId: repost, firstPublishedAt: now, clusterHead: source, headPublishedAt: published },
    ]);
    await databases.close();
  });
});
