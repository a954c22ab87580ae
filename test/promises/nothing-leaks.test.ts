import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dayMs } from '../../src/base/clock.js';
import type { OpenedSite } from '../../src/cli/context.js';
import { PictureShelf } from '../../src/newsroom/media/picture-shelf.js';
import type { Story, StoryContent } from '../../src/newsroom/stories/story.js';
import { newStory } from '../../src/newsroom/stories/story-desk.js';
import { MediaTable } from '../../src/store/tables/media.js';
import { type RunningSite, startSite } from '../support/app.js';
import { readBy } from '../support/many-readers.js';

/** Promise 3: what is not public leaks through no exit. Each story has a word, a picture and an id that betray it. */
interface Hidden {
  readonly story: Story;
  readonly word: string;
  readonly pictureHash: string;
}

const words = {
  neighbour: 'Marlinspike',
  draft: 'Quillfeather',
  review: 'Bramblewick',
  scheduled: 'Thistledown',
  embargoed: 'Copperlatch',
  spiked: 'Nettlebank',
  withdrawn: 'Saltmeadow',
  undone: 'Oystercatch',
} as const;
type Name = keyof typeof words;

let site: RunningSite;
let desk: OpenedSite;
const all = {} as Record<Name, Hidden>;
let runId: string;

beforeAll(async () => {
  site = await startSite({ env: { BROADSHEET_TRUSTED_HOPS: '1' } });
  desk = await site.openBeside();
  for (const name of [
    'neighbour',
    'withdrawn',
    'draft',
    'review',
    'scheduled',
    'embargoed',
    'spiked',
  ] as const)
    all[name] = await write(name);
  for (const name of ['neighbour', 'withdrawn'] as const) await act(name, { kind: 'publish' });
  await desk.desk.correct(all.withdrawn.story.id, 'correction', `${words.withdrawn} has two bells.`, 'test');
  await act('review', { kind: 'submit' });
  await act('spiked', { kind: 'spike' });
  const at = Date.now() + dayMs;
  await act('scheduled', { kind: 'schedule', at, local: '2030-01-01T00:00', zone: 'UTC' });
  await importFeed();
}, 180_000);
afterAll(async () => {
  await desk?.close();
  await site?.stop();
});

const act = async (name: Name, step: Parameters<OpenedSite['desk']['act']>[1]) => {
  all[name] = { ...all[name], story: await desk.desk.act(all[name].story.id, step, 'test') };
};

async function write(name: Name): Promise<Hidden> {
  const { databases, folder, clock, ids, directory, stories } = desk;
  const word = words[name];
  const shelf = new PictureShelf({ folder: folder.media, media: new MediaTable(databases), clock, ids });
  const colour = { r: Object.keys(words).indexOf(name) * 20, g: 90, b: 120 };
  const picture = await shelf.keep(
    await sharp({ create: { width: 800, height: 500, channels: 3, background: colour } })
      .png()
      .toBuffer(),
  );
  const content: Partial<StoryContent> = {
    headline: `${word} bell rings over the harbour`,
    standfirst: `The ${word} bell.`,
    body: `<p>The bell of ${word} rang over Fenmouth harbour on Sunday, said Ottilie Brask, the harbour master.</p>`,
    topics: ['Fenmouth harbour', `${word} bell`],
    sectionId: await directory.ensureSection(['News', 'Harbour'], clock()),
    byline: {
      kind: 'contributors',
      credits: [{ contributorId: await directory.ensureContributor('Ada Wren'), role: '' }],
    },
    leadPicture: { mediaId: picture.id, caption: word, credit: 'Ada Wren', altText: `The bell of ${word}` },
  };
  const instants = name === 'embargoed' ? { embargoedUntil: clock() + dayMs } : {};
  const saved = await stories.save({
    story: newStory(content, { clock, ids }, { instants }),
    act: 'create',
    actor: 'test',
    at: clock(),
    wantedPath: '',
  });
  if (!saved.ok) throw new Error('the story could not be saved');
  return { story: saved.value, word, pictureHash: picture.hash };
}

/** One that came by import, public, and is taken back with its run. */
async function importFeed(): Promise<void> {
  const file = join(site.folder, 'imports', 'feed.xml');
  const word = words.undone;
  writeFileSync(
    file,
    `<rss version="2.0"><channel><title>The Norland Wire</title><item><guid>bell-1</guid>
     <title>${word} bell rings over the harbour</title>
     <description>The bell of ${word} rang over Fenmouth harbour on Sunday.</description></item></channel></rss>`,
  );
  const run = await site.command('import', file, '--as', 'published', '--section', 'News/Harbour', '--json');
  runId = JSON.parse(run.stdout.trim().split('\n').at(-1)!).report.runId;
  const [{ id }] = site.query<{ id: string }>('select id from stories where headline like ?', `${word}%`) as [
    { id: string },
  ];
  all.undone = { story: await desk.desk.require(id as Story['id']), word, pictureHash: '' };
}

/** Every address at which something of a story could be read, by what it is. */
async function exits({ story, word }: Hidden): Promise<Record<string, string>> {
  const month = new Date().toISOString().slice(0, 7);
  const front = await (await site.get('/')).text();
  const edition = /data-edition="(\d+)"/.exec(front)?.[1] ?? '0';
  const slug = `${word.toLowerCase()}-bell-rings-over-the-harbour`;
  return {
    front: '/',
    section: '/news',
    subsection: '/news/harbour',
    contributor: '/by/ada-wren',
    'its topic': `/topic/${word.toLowerCase()}-bell`,
    'shared topic': '/topic/fenmouth-harbour',
    search: `/search?q=${word}`,
    'search for the best': `/search?q=bell+harbour&order=best`,
    corrections: '/corrections',
    neighbour: all.neighbour.story.path,
    pool: `/api/v1/pools/${edition}`,
    sitemap: '/sitemap.xml',
    'sitemap of the month': `/sitemaps/${month}.xml`,
    'sitemap of what has no date': '/sitemaps/undated.xml',
    'news sitemap': '/sitemap-news.xml',
    'its address': story.path || `/${month.replace('-', '/')}/${slug}`,
    'its counts': `/counted${story.path || `/${month.replace('-', '/')}/${slug}`}`,
    'its counts as data': `/api/v1/stories${story.path || `/${month.replace('-', '/')}/${slug}`}/counts`,
    'its editor': `/newsroom/stories/${story.id}`,
    'its preview': `/newsroom/stories/${story.id}/preview`,
    'its history': `/newsroom/stories/${story.id}/history`,
    ...Object.fromEntries(
      [
        '',
        '/news',
        '/news/harbour',
        '/by/ada-wren',
        '/topic/fenmouth-harbour',
        `/topic/${word.toLowerCase()}-bell`,
      ].flatMap((list) =>
        ['rss', 'atom', 'json'].map((format) => [`${format} of ${list || 'all'}`, `${list}/feed.${format}`]),
      ),
    ),
  };
}

/** Where a story shows; its own word in a question asked is no leak, and neither is the headline over its notice. */
async function shownAt(hidden: Hidden): Promise<string[]> {
  const shown: string[] = [];
  for (const [name, address] of Object.entries(await exits(hidden))) {
    const text = await (await site.get(encodeURI(address))).text();
    const told = text.replaceAll(/<(h1|title)[ >].*?<\/\1>/gs, '').replaceAll(`value="${hidden.word}"`, '');
    const signs = [hidden.word, hidden.story.id, hidden.pictureHash].filter((sign) => sign !== '');
    if (signs.some((sign) => told.toLowerCase().includes(sign.toLowerCase()))) shown.push(name);
  }
  if (hidden.pictureHash !== '') {
    const picture = await site.get(`/media/${hidden.pictureHash}/640.webp`);
    if (picture.status === 200) shown.push('picture');
  }
  return shown;
}

describe('what readers may not see', () => {
  it.each(['draft', 'review', 'scheduled', 'embargoed', 'spiked'] as const)(
    'is nowhere to be found: %s',
    async (name) => {
      expect(await shownAt(all[name])).toEqual([]);
    },
  );

  it('cannot be published before its embargo ends', async () => {
    await expect(act('embargoed', { kind: 'publish' })).rejects.toThrow(/forbids publication/);
  });

  it('the exits that are looked at do show a public story, lists and pictures too', async () => {
    await readBy(25, site, all.withdrawn.story.path);
    const everywhere = [
      'front',
      'section',
      'subsection',
      'contributor',
      'its topic',
      'shared topic',
      'search',
      'neighbour',
    ];
    const files = [
      'pool',
      'corrections',
      'sitemap of the month',
      'news sitemap',
      'rss of all',
      'json of /by/ada-wren',
    ];
    await vi.waitFor(
      async () => {
        const shown = await shownAt(all.withdrawn);
        expect(shown).toEqual(
          expect.arrayContaining([...everywhere, ...files, 'its address', 'its counts as data', 'picture']),
        );
      },
      { timeout: 90_000, interval: 2000 },
    );
  }, 120_000);

  it('is gone from every exit and every cache once it is withdrawn', async () => {
    await act('withdrawn', { kind: 'withdraw', notice: 'It stood under a wrong name.' });
    await vi.waitFor(async () => expect(await shownAt(all.withdrawn)).toEqual([]), { timeout: 10_000 });
    const answer = await site.get(encodeURI(all.withdrawn.story.path));
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('It stood under a wrong name.');
    const counts = await site.get(encodeURI(`/api/v1/stories${all.withdrawn.story.path}/counts`));
    expect(counts.status).toBe(410);
  });

  it('is gone with the import run that brought it', async () => {
    expect(await shownAt(all.undone)).toContain('front');
    expect((await site.command('import', 'undo', runId)).exitCode).toBe(0);
    await vi.waitFor(async () => expect(await shownAt(all.undone)).toEqual([]), { timeout: 10_000 });
    const answer = await site.get(encodeURI(all.undone.story.path));
    expect(answer.status).toBe(410);
    expect(await answer.text()).not.toContain(words.undone);
  }, 120_000);

  it('a page being made while it was withdrawn does not come back from the cache', async () => {
    const story = (await write('neighbour')).story;
    const published = await desk.desk.act(story.id, { kind: 'publish' }, 'test');
    await vi.waitFor(
      async () => expect((await site.get(encodeURI(published.path))).status).toBe(200),
      10_000,
    );
    const asking = Array.from({ length: 30 }, () => site.get(encodeURI(published.path)));
    await desk.desk.act(story.id, { kind: 'withdraw', notice: 'Twice told.' }, 'test');
    await Promise.all(asking);
    await vi.waitFor(
      async () => expect((await site.get(encodeURI(published.path))).status).toBe(410),
      10_000,
    );
    for (let again = 0; again < 10; again += 1)
      expect((await site.get(encodeURI(published.path))).status).toBe(410);
  });
});
