import { afterEach, beforeEach, expect, it } from 'vitest';
import { hourMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { ChangeFollower } from '../../src/store/changes.js';
import type { Databases } from '../../src/store/databases.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { SearchTable } from '../../src/store/tables/search-index.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

let now = Date.UTC(2026, 2, 12, 11, 2);
const clock = () => now;
const ids = idSource(clock);

onBothDatabases('published stories', clock, (openFresh) => {
  let databases: Databases;
  let desk: StoryDesk;
  let directory: DirectoryTable;
  let published: PublishedStoryTable;
  let search: SearchTable;

  beforeEach(async () => {
    now = Date.UTC(2026, 2, 12, 11, 2);
    databases = await openFresh();
    directory = new DirectoryTable(databases, ids);
    desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'Europe/Berlin' });
    published = new PublishedStoryTable(databases, () => 'Europe/Berlin');
    search = new SearchTable(databases, published);
  });
  afterEach(() => databases.close());

  const write = (headline: string, more: Partial<Story> = {}) =>
    desk.create({ headline, body: `<p>${headline}. The ferry to Ostrey runs again.</p>`, ...more }, 'ada');
  const publish = async (headline: string, more: Partial<Story> = {}) =>
    desk.act((await write(headline, more)).id, { kind: 'publish' }, 'ada');
  const find = (query: string, order: 'newest' | 'best' = 'newest') =>
    search.search({ query, language: 'en', order, page: 1, pageSize: 10 });

  it('keep a story’s address from its first publication on, and give a clash a number', async () => {
    const first = await publish('Harbour bridge reopens');
    const second = await publish('Harbour bridge reopens');
    expect([first.path, second.path]).toEqual([
      '/2026/03/harbour-bridge-reopens',
      '/2026/03/harbour-bridge-reopens-2',
    ]);
    const renamed = await desk.edit(first.id, first.version, { headline: 'Bridge opens' }, 'ada');
    expect(renamed.path).toBe(first.path);
    expect(await published.findByPath(first.path)).toMatchObject({
      kind: 'story',
      story: { story: { headline: 'Bridge opens' } },
    });
  });

  it('show nothing that is not published', async () => {
    const draft = await write('A draft');
    const withdrawn = await publish('Was public');
    await desk.act(withdrawn.id, { kind: 'withdraw', notice: 'Two names were confused.' }, 'ada');
    expect(await published.latest({ kind: 'site' }, 10)).toEqual([]);
    expect([...(await published.cards([draft.id, withdrawn.id])).keys()]).toEqual([]);
    expect((await find('public')).hits).toEqual([]);
    expect(await published.findByPath(withdrawn.path)).toMatchObject({
      kind: 'withdrawn',
      notice: 'Two names were confused.',
    });
    expect(await published.findByPath('/2026/03/a-draft')).toBeUndefined();
  });

  it('stand in the lists of their section and of those above it, newest first, in pages', async () => {
    const asia = await directory.ensureSection(['World', 'Asia'], now);
    const world = (await directory.sections()).find(({ path }) => path === 'world')!;
    for (const name of ['One', 'Two', 'Three']) {
      now += hourMs;
      await publish(name, { sectionId: asia });
    }
    const firstPage = await published.latest({ kind: 'section', sectionId: world.id }, 2);
    expect(firstPage.map(({ headline }) => headline)).toEqual(['Three', 'Two']);
    const { firstPublishedAt, id } = firstPage[1]!;
    const secondPage = await published.latest({ kind: 'section', sectionId: world.id }, 2, {
      firstPublishedAt: firstPublishedAt!,
      id,
    });
    expect(secondPage.map(({ headline }) => headline)).toEqual(['One']);
  });

  it('carry byline, topics and corrections as they were given', async () => {
    const [ada, ben] = [
      await directory.ensureContributor('Ada Marlow'),
      await directory.ensureContributor('Ben Okoro'),
    ];
    const story = await publish('A story', {
      topics: ['Ferries', 'Ostrey'],
      byline: {
        kind: 'contributors',
        credits: [
          { contributorId: ben, role: '' },
          { contributorId: ada, role: 'photographs' },
        ],
      },
    });
    await desk.correct(story.id, 'correction', 'The ferry carries 80, not 800.', 'ada');
    const target = await published.findByPath(story.path);
    expect(target).toMatchObject({
      kind: 'story',
      story: {
        contributors: [
          { contributor: { name: 'Ben Okoro' } },
          { contributor: { name: 'Ada Marlow' }, role: 'photographs' },
        ],
        corrections: [{ text: 'The ferry carries 80, not 800.' }],
      },
    });
    const [card] = await published.latest({ kind: 'topic', topicSlug: 'ostrey' }, 5);
    expect(card).toMatchObject({ headline: 'A story', bylineText: 'Ben Okoro, Ada Marlow', modifiedAt: now });
    expect(await published.latestCorrections(5)).toMatchObject([{ card: { headline: 'A story' } }]);
  });

  it('are found by a word, its stem, without accents and in Chinese, and not by half of what was asked', async () => {
    await publish('Ferries return to São Vital', { language: 'en' });
    await publish('平转桥重新通车', { language: 'zh-Hans', body: '<p>大桥今天恢复通行。</p>' });
    const headlines = async (query: string, order?: 'best') =>
      (await find(query, order)).hits.map(({ card }) => card.headline);
    expect(await headlines('ferry')).toEqual(['Ferries return to São Vital']);
    expect(await headlines('sao VITAL', 'best')).toEqual(['Ferries return to São Vital']);
    expect(await headlines('ferry zeppelin')).toEqual([]);
    expect(await headlines('大桥')).toEqual(['平转桥重新通车']);
    expect((await find('ostrey')).hits[0]!.snippet.filter(({ hit }) => hit).map(({ text }) => text)).toEqual([
      'Ostrey',
    ]);
  });

  it('refuse a save over somebody else’s and keep the first', async () => {
    const story = await write('Draft');
    await desk.edit(story.id, story.version, { headline: 'Ada’s' }, 'ada');
    await expect(desk.edit(story.id, story.version, { headline: 'Ben’s' }, 'ben')).rejects.toMatchObject({
      code: 'edit_conflict',
    });
    expect((await desk.require(story.id)).headline).toBe('Ada’s');
  });

  it('tell followers of every change that readers can see, in order, and of none that they cannot', async () => {
    const seen: string[] = [];
    const follower = new ChangeFollower(
      databases,
      (tags) => void seen.push(...tags.filter((tag) => tag.startsWith('story:'))),
      silentLog,
    );
    await follower.start();
    await write('Nobody sees this');
    const first = await publish('First');
    const second = await publish('Second');
    await expect.poll(() => seen, { timeout: 3000 }).toEqual([`story:${first.id}`, `story:${second.id}`]);
    await follower.stop();
  });

  it('publish what is due, once, whatever fails beside it', async () => {
    const due = await write('Due');
    await desk.act(
      due.id,
      { kind: 'schedule', at: now + hourMs, local: '2026-03-12T13:02', zone: 'Europe/Berlin' },
      'ada',
    );
    expect((await desk.publishDue(now)).published).toEqual([]);
    now += 2 * hourMs;
    expect((await desk.publishDue(now)).published).toEqual([due.id]);
    expect((await desk.publishDue(now)).published).toEqual([]);
    expect(await desk.require(due.id)).toMatchObject({ status: 'published', firstPublishedAt: now });
  });

  it('count months for sitemaps by the paper’s zone', async () => {
    now = Date.UTC(2026, 1, 28, 23, 30);
    const story = await publish('Just after midnight in Berlin');
    expect(story.path).toBe('/2026/03/just-after-midnight-in-berlin');
    expect(await published.publishedMonths()).toEqual([{ month: '2026-03', modifiedAt: now, storyCount: 1 }]);
    expect(await published.publishedInMonth('2026-03')).toEqual([{ path: story.path, modifiedAt: now }]);
  });

  it('keep the whole text at publication and only changed fields after it', async () => {
    const story = await publish('A story');
    await desk.edit(story.id, story.version, { standfirst: 'Added later' }, 'ada');
    const rows = await databases.read
      .selectFrom('revisions')
      .select(['version', 'is_full', 'content'])
      .where('story_id', '=', story.id)
      .orderBy('version')
      .execute();
    expect(rows.map(({ is_full }) => is_full)).toEqual([1, 1, 0]);
    expect(JSON.parse(rows[2]!.content)).toEqual({ standfirst: 'Added later' });
  });
});
