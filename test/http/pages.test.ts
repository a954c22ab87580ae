import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import type { Hono } from 'hono';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageSlate } from '../../src/audience/intake/page-slate.js';
import { dayMs, hourMs } from '../../src/base/clock.js';
import { silentLog } from '../../src/base/log.js';
import type { Paper } from '../../src/newsroom/stories/published-stories.js';
import type { Story, StoryContent } from '../../src/newsroom/stories/story.js';
import { countsRoute } from '../../src/site/api/counts.js';
import { feedRoutes } from '../../src/site/feeds/routes.js';
import { PageCache } from '../../src/site/http/page-cache.js';
import { buildSite } from '../../src/site/http/site.js';
import { StaticFiles } from '../../src/site/http/static-files.js';
import { EditionLists } from '../../src/site/pages/edition-lists.js';
import { errorPage } from '../../src/site/pages/refusal-pages.js';
import { pageRoutes } from '../../src/site/pages/routes.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { bringImportedCount } from '../../src/store/tables/imported-counts.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { restatementStore } from '../../src/store/tables/restatements.js';
import { SearchTable } from '../../src/store/tables/search-index.js';
import { watchStatements } from '../support/query-plans.js';
import { openStaffSite, type StaffSite } from '../support/staff-site.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const siteUrl = 'https://paper.example';
const start = Date.UTC(2026, 2, 12, 10);
const notice = 'The figures in it were another year’s.';
let folder: string;
let newsroom: StaffSite;
let site: Hono;
let paper: Paper;
const stories = {} as Record<'bridge' | 'ferry' | 'withdrawn' | 'future' | 'draft', Story>;

const statements = watchStatements();
afterAll(() => statements.stop());

beforeAll(async () => {
  folder = makeTempFolder();
  newsroom = await openStaffSite(folder, { siteUrl, zone: 'Europe/Madrid', staff: false });
  newsroom.time.now = start;
  paper = await newsroom.directory.paper();
  site = openSite();
  await fill();
});
afterAll(async () => {
  await newsroom.close();
  removeFolder(folder);
});

/** The readers' pages over the database, without a cache that outlives a request. */
function openSite(): Hono {
  const { databases, directory, time } = newsroom;
  const clock = () => time.now;
  const published = new PublishedStoryTable(databases, () => paper.zone);
  const deps = {
    stories: published,
    directory,
    paper: () => paper,
    search: new SearchTable(databases, published),
    counted: countedStories(databases.scan, clock),
    eventsKeptDays: 21,
    lists: new EditionLists({
      stories: published,
      related: new RelatedTable(databases),
      vectorsOf: async () => new Map(),
    }),
    tokenFor: (storyId: string, readSeconds: number) => `token-${storyId}-${readSeconds}`,
    slateFor: (token: string, { edition, places }: PageSlate) => `${token}-${edition}-${places.length}`,
    countsWithoutScript: true,
    asset: (name: string) => `/assets/${name}`,
    siteUrl: () => siteUrl,
    clock,
  };
  return buildSite({
    pages: new PageCache(0),
    files: new StaticFiles([]),
    routes: [countsRoute(deps), ...feedRoutes(deps), ...pageRoutes(deps)],
    mounts: [],
    isAllowedHost: () => true,
    errorPage: (status) => errorPage(deps, status),
    clock,
    log: silentLog,
  });
}

async function fill(): Promise<void> {
  const { directory, desk, time } = newsroom;
  const harbour = await directory.ensureSection(['News', 'Harbour'], time.now);
  const author = await directory.ensureContributor('Ada Wren', { title: 'Reporter' });
  const write = (headline: string, content: Partial<StoryContent> = {}) =>
    desk.create(
      { headline, body: `<p>${headline}, it was said.</p>`, sectionId: harbour, ...content },
      'test',
    );
  const publish = async (headline: string, content: Partial<StoryContent> = {}) =>
    desk.act((await write(headline, content)).id, { kind: 'publish' }, 'test');

  for (let count = 1; count <= 30; count += 1) {
    time.now = start - 10 * dayMs + count * hourMs;
    await publish(`Tide table ${count}`);
  }
  time.now = start;
  stories.bridge = await publish('Swing bridge reopens', {
    topics: ['Swing bridge'],
    byline: { kind: 'contributors', credits: [{ contributorId: author, role: '' }] },
  });
  stories.ferry = await publish('العبّارة تعود', { language: 'ar', direction: 'rtl' });
  await desk.correct(stories.bridge.id, 'correction', 'It opened at noon.', 'test');
  stories.withdrawn = await publish('Gannet colony doubles', { topics: ['Gannets'] });
  await desk.act(stories.withdrawn.id, { kind: 'withdraw', notice }, 'test');
  stories.draft = await write('Quay draft unseen', { topics: ['Secret'] });
  const future = await write('Lighthouse sold tomorrow');
  await desk.act(future.id, { kind: 'submit' }, 'test');
  await desk.act(future.id, { kind: 'approve' }, 'test');
  stories.future = await desk.act(
    future.id,
    { kind: 'schedule', at: start + dayMs, local: '2026-03-13T11:00', zone: 'Europe/Madrid' },
    'test',
  );
}

const get = async (path: string) => {
  const answer = await site.request(siteUrl + encodeURI(path));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('how a story was counted', () => {
  const tally = (story: Story, views: number, className: string, reason: string) => ({
    story_id: story.id,
    hour_starts_at: start,
    class: className,
    reason,
    rules_version: 1,
    views,
    leaves: 0,
    reads: 0,
    dwell_seconds: 0,
    scroll_percents: 0,
    without_script: 0,
    reactions_given: 0,
    reactions_taken: 0,
  });

  beforeAll(async () => {
    const { write } = newsroom.databases;
    const counted = [
      tally(stories.ferry, 1204, 'valid', ''),
      tally(stories.ferry, 31, 'bot', 'listed-agent'),
      tally(stories.ferry, 7, 'bot', 'automated'),
      tally(stories.ferry, 5, 'prefetch', 'prefetch'),
    ];
    await write.insertInto('tallies').values(counted).execute();
    await bringImportedCount(
      newsroom.databases,
      stories.ferry.id,
      { system: 'Old <Press>', views: 31_000, untilDay: '2025-12-31' },
      start,
    );
    const line = { storyId: stories.ferry.id, views: { valid: 1204 }, readers: 990, reads: 611 };
    const record = { rulesVersions: [1], closedAt: start + dayMs };
    const day = '2026-03-12';
    await write
      .insertInto('closed_days')
      .values({
        day,
        starts_at: 0,
        ends_at: 1,
        record: JSON.stringify(record),
        hash: 'f00d'.repeat(16),
        signature: '',
      })
      .execute();
    await write
      .insertInto('closed_lines')
      .values({
        day,
        position: 0,
        digest: '',
        story_id: stories.ferry.id,
        salt: '',
        line: JSON.stringify(line),
      })
      .execute();
    await restatementStore(newsroom.databases).keep(
      {
        id: 'r1',
        madeAt: start,
        rulesVersion: 2,
        reason: 'A click farm <was found>.',
        startsAt: 0,
        endsAt: start,
      },
      [{ storyId: stories.ferry.id, viewsBefore: 1204, viewsAfter: 1177 }],
    );
  });

  it.each([
    [
      'how many were reported, and how many of them do not count',
      /reported to us: 1,247. Not in the public number, for the reasons below: 43,/,
    ],
    ['each class with its number', /Programs<\/th><td class="number">38</],
    [
      'each reason with its number and its words',
      /listed-agent<\/code><\/th><td class="number">31<\/td><td>The agent is on/,
    ],
    ['no reason that nothing was dropped for', /^(?![\s\S]*expired-token)/],
    ['the closed days with their whole hash', /2026-03-12<\/time>[\s\S]*>990<[\s\S]*>611<[\s\S]*(f00d){16}/],
    [
      'a restatement beside the number, with its reason',
      />1,204<\/td><td class="number">1,177<\/td>[\s\S]*A click farm &lt;was found>\./,
    ],
    [
      'what another system counted, as that system’s',
      /<b>31,000<\/b> views counted by <bdi>Old &lt;Press><\/bdi> until <time[^>]*>2025-12-31<\/time>, by its own rules; not part of our numbers\./,
    ],
    ['the hours as a chart and as a table', /<svg[\s\S]*The same as a table[\s\S]*1,204/],
  ])('is told by %s', async (_what, expected) => {
    const { status, text } = await get(`/counted${stories.ferry.path}`);
    expect(status).toBe(200);
    expect(text).toMatch(expected);
  });

  it('is told as data by the same numbers', async () => {
    const { status, headers, text } = await get(`/api/v1/stories${stories.ferry.path}/counts`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toContain('s-maxage');
    expect(headers.get('etag')).toMatch(/^".+"$/);
    expect(JSON.parse(text)).toMatchObject({
      story: { id: `urn:uuid:${stories.ferry.id}`, address: siteUrl + encodeURI(stories.ferry.path) },
      zone: 'Europe/Madrid',
      public: null,
      ledger: {
        views: 1204,
        byClass: { valid: 1204, bot: 38, prefetch: 5 },
        dropped: [
          { class: 'bot', reason: 'listed-agent', views: 31 },
          { class: 'bot', reason: 'automated', views: 7 },
          { class: 'prefetch', reason: 'prefetch', views: 5 },
        ],
      },
      hours: [{ startsAt: new Date(start).toISOString(), views: { valid: 1204, bot: 38, prefetch: 5 } }],
      closedDays: [{ day: '2026-03-12', views: 1204, readers: 990, reads: 611, hash: 'f00d'.repeat(16) }],
      importedCounts: [
        {
          system: 'Old <Press>',
          views: 31_000,
          until: '2025-12-31',
          meaning: expect.stringMatching(/Not part of/),
        },
      ],
      restatements: [{ viewsBefore: 1204, viewsAfter: 1177, reason: 'A click farm <was found>.' }],
    });
  });
});

describe('the counts of a story that is not public, as data', () => {
  const counts = (path: string) => get(`/api/v1/stories${path}/counts`);

  it.each([
    ['was never there', () => '/2026/03/nothing', 404, 'not_found'],
    ['is a draft', () => stories.draft.path || '/2026/03/quay-draft-unseen', 404, 'not_found'],
    ['is scheduled', () => stories.future.path || '/2026/03/lighthouse-sold-tomorrow', 404, 'not_found'],
    ['was withdrawn', () => stories.withdrawn.path, 410, 'gone'],
  ])('%s: refused as its page is, without its headline', async (_what, pathOf, status, code) => {
    const answer = await counts(pathOf());
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
    expect(answer.text).not.toMatch(/gannet|quay|lighthouse/i);
  });

  it('tells the notice of a withdrawal, as its address does', async () => {
    expect(JSON.parse((await counts(stories.withdrawn.path)).text)).toMatchObject({ notice });
  });
});

describe('the readers’ addresses', () => {
  it.each([
    ['/', 200, 'Swing bridge reopens'],
    ['/news', 200, 'Harbour'],
    ['/news/harbour', 200, 'Swing bridge reopens'],
    ['/news/harbour/', 301, ''],
    ['/2026/03/swing-bridge-reopens', 200, 'It opened at noon.'],
    ['/2026/03/swing-bridge-reopens/', 301, ''],
    ['/2026/03/swing-bridge-reopens?utm_source=x', 200, 'It opened at noon.'],
    ['/2026/03/العبّارة-تعود', 200, 'dir="rtl"'],
    ['/by/ada-wren', 200, 'Reporter'],
    ['/by/nobody', 404, 'nothing at this address'],
    ['/topic/swing-bridge', 200, 'Swing bridge reopens'],
    ['/topic/secret', 404, 'nothing at this address'],
    ['/search', 200, 'Words to look for'],
    ['/search?q=bridge', 200, '<mark>bridge</mark>'],
    ['/search?q=zzz', 200, 'No story has all of these words.'],
    ['/corrections', 200, 'It opened at noon.'],
    ['/how-we-count', 200, 'Rules, version'],
    ['/how-we-count', 200, 'href="/what-we-store"'],
    ['/what-we-store', 200, 'Kept 21 days'],
    ['/what-we-store', 200, 'id="closed_lines"'],
    ['/counted/2026/03/swing-bridge-reopens', 200, 'no public number yet'],
    ['/counted/2026/03/nothing', 404, 'nothing at this address'],
    ['/counted/2026/03/gannet-colony-doubles', 410, notice],
    ['/nothing', 404, 'nothing at this address'],
    ['/news?after=garbage', 404, 'nothing at this address'],
    ['/2026/03/gannet-colony-doubles', 410, notice],
    ['/robots.txt', 200, 'Disallow: /newsroom'],
  ])('%s is answered with %i', async (path, status, text) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  it('lead with one step from an address with a slash too many', async () => {
    expect((await get('/2026/03/swing-bridge-reopens/')).headers.get('location')).toBe(
      '/2026/03/swing-bridge-reopens',
    );
  });

  it('page through a section without losing or repeating a story', async () => {
    const seen: string[] = [];
    for (let path = '/news/harbour'; path !== ''; ) {
      const { document } = parseHTML((await get(path)).text);
      seen.push(...[...document.querySelectorAll('.dated-row h2 a')].map((link) => link.textContent!));
      path = document.querySelector('a[rel="next"]')?.getAttribute('href') ?? '';
    }
    expect(seen).toHaveLength(32);
    expect(new Set(seen).size).toBe(32);
  });
});

describe('what is not public', () => {
  const exits = [
    '/',
    '/news',
    '/news/harbour',
    '/by/ada-wren',
    '/search?q=gannet',
    '/search?q=lighthouse',
    '/search?q=unseen',
    '/corrections',
    '/feed.rss',
    '/feed.atom',
    '/feed.json',
    '/news/harbour/feed.rss',
    '/sitemap.xml',
    '/sitemaps/2026-03.xml',
    '/sitemap-news.xml',
    '/2026/03/swing-bridge-reopens',
    '/nothing',
  ];

  it.each(exits)('stands nowhere on %s', async (exit) => {
    const { text } = await get(exit);
    for (const story of [stories.withdrawn, stories.draft, stories.future]) {
      expect(text).not.toContain(story.headline);
      expect(text).not.toContain(story.id);
    }
  });

  it('leaves a withdrawn story’s text nowhere, and its feeds and topic with it', async () => {
    expect((await get(stories.withdrawn.path)).text).not.toContain('it was said');
    expect((await get('/topic/gannets')).status).toBe(404);
    expect((await get('/topic/gannets/feed.rss')).status).toBe(404);
    expect((await get(`/counted${stories.withdrawn.path}`)).status).toBe(410);
  });
});

describe('feeds and sitemaps', () => {
  it.each(['', '/news', '/news/harbour', '/by/ada-wren', '/topic/swing-bridge'])(
    'of "%s" tell the same stories in three formats',
    async (list) => {
      const rss = parseRssFeed((await get(`${list}/feed.rss`)).text).items!.map(({ guid }) => guid!.value);
      const atom = parseAtomFeed((await get(`${list}/feed.atom`)).text).entries!.map(({ id }) => id);
      const json = parseJsonFeed((await get(`${list}/feed.json`)).text).items!.map(({ id }) => id);
      expect(rss).toContain(`urn:uuid:${stories.bridge.id}`);
      expect(rss.length).toBeLessThanOrEqual(30);
      expect([atom, json]).toEqual([rss, rss]);
    },
  );

  it('are found from the page that lists the same stories', async () => {
    const { document } = parseHTML((await get('/news/harbour')).text);
    const hrefs = [...document.querySelectorAll('link[rel="alternate"]')].map((link) =>
      link.getAttribute('href'),
    );
    expect(hrefs).toEqual(['/news/harbour/feed.rss', '/news/harbour/feed.atom', '/news/harbour/feed.json']);
  });

  it('lead a crawler from robots.txt to every public story once', async () => {
    const { text: robots } = await get('/robots.txt');
    expect(robots).toContain(`Sitemap: ${siteUrl}/sitemap.xml`);
    const locations = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address!);
    const files = locations((await get('/sitemap.xml')).text);
    const pages = await Promise.all(
      files.map(async (file) => locations((await get(file.slice(siteUrl.length))).text)),
    );
    const addresses = pages.flat();
    expect(addresses).toHaveLength(32);
    expect(new Set(addresses).size).toBe(32);
    expect(addresses).toContain(siteUrl + stories.bridge.path);
  });

  it('give the news of two days only', async () => {
    const { text } = await get('/sitemap-news.xml');
    expect(text).toContain('Swing bridge reopens');
    expect(text).not.toContain('Tide table');
  });
});

describe('what the pages above asked of the database', () => {
  it('grows with nothing: no query runs through a table that does', () => {
    expect(statements.count()).toBeGreaterThan(20);
    expect(statements.grown(join(folder, 'broadsheet.db'))).toEqual([]);
  });
});
