import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countingRules } from '../../src/audience/rules.js';
import { hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import type { Edition } from '../../src/discovery/edition.js';
import { EditionBuilder } from '../../src/jobs/build-edition.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { PageCache } from '../../src/site/http/page-cache.js';
import { buildSite } from '../../src/site/http/site.js';
import { StaticFiles } from '../../src/site/http/static-files.js';
import { EditionLists } from '../../src/site/pages/edition-lists.js';
import { errorPage } from '../../src/site/pages/refusal-pages.js';
import { pageRoutes } from '../../src/site/pages/routes.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { SearchTable } from '../../src/store/tables/search-index.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const start = Date.UTC(2026, 4, 12, 10);
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

/** What a page told its own scripts, and the places of its lists as its links carry them. */
interface ShownPage {
  readonly token: string;
  readonly slate: string;
  readonly edition: number;
  readonly places: readonly { readonly list: string; readonly position: number; readonly storyId: string }[];
}

let folder: string;
let counting: CountingSite;
let pages: ReturnType<typeof buildSite>;
let lists: EditionLists;
let builder: EditionBuilder;
let stories: readonly Story[];

beforeAll(async () => {
  folder = makeTempFolder();
  counting = await openCountingSite(folder, start - 50 * hourMs);
  stories = await publish(30);
  await openPages();
  await nextEdition();
});
afterAll(async () => {
  await counting.close();
  removeFolder(folder);
});
beforeEach(async () => {
  await clearAudience(counting.databases);
  Object.assign(counting.time, { isStaff: false });
});

async function publish(count: number): Promise<readonly Story[]> {
  const { databases, time } = counting;
  const clock = () => time.now;
  const desk = new StoryDesk({
    stories: new StoryTable(databases),
    clock,
    ids: idSource(clock),
    zone: () => 'Europe/Paris',
  });
  const published: Story[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id } = await desk.create(
      { headline: `Tide table ${index}`, body: '<p>Of the tides.</p>' },
      'test',
    );
    published.push(await desk.act(id, { kind: 'publish' }, 'test'));
    time.now += hourMs;
  }
  time.now = start;
  return published;
}

async function openPages(): Promise<void> {
  const { databases, time } = counting;
  const clock = () => time.now;
  const directory = new DirectoryTable(databases, idSource(clock));
  await directory.keepPaper({ name: 'The Paper', zone: 'Europe/Paris' }, time.now);
  const paper = await directory.paper();
  const published = new PublishedStoryTable(databases, () => paper.zone);
  lists = new EditionLists({
    stories: published,
    related: new RelatedTable(databases),
    vectorsOf: async () => new Map(),
  });
  const deps = {
    stories: published,
    directory,
    paper: () => paper,
    search: new SearchTable(databases, published),
    counted: countedStories(databases.scan, clock),
    lists,
    tokenFor: (storyId: string) => counting.token(storyId),
    slateFor: counting.slate,
    countsWithoutScript: true,
    asset: (name: string) => `/assets/${name}`,
    siteUrl: () => origin,
    eventsKeptDays: 35,
    clock,
  };
  pages = buildSite({
    pages: new PageCache(0),
    files: new StaticFiles([]),
    routes: pageRoutes(deps),
    mounts: [],
    isAllowedHost: () => true,
    errorPage: (status) => errorPage(deps, status),
    clock,
    log: silentLog,
  });
  builder = new EditionBuilder({
    editions: new EditionTable(databases),
    numbers: audienceNumbers(databases),
    slateLog: slateLog(databases),
    clock,
  });
}

/** The next Edition, once the slots of what was told until now are over, as every page shows it. */
async function nextEdition(): Promise<Edition> {
  counting.time.now += 7 * minuteMs;
  const edition = await builder.buildIfDue();
  if (edition === undefined) throw new Error('There was nothing new for an Edition.');
  lists.adopt(edition, new Map());
  return edition;
}

async function open(story: Story): Promise<ShownPage> {
  const html = await (await pages.request(origin + story.path)).text();
  const { document } = parseHTML(html);
  const data = JSON.parse(document.getElementById('story-data')!.textContent!);
  const places = [...document.querySelectorAll<HTMLElement>('[data-list] a[data-position]')].map((link) => ({
    list: link.closest<HTMLElement>('[data-list]')!.dataset.list!,
    position: Number(link.dataset.position),
    storyId: link.dataset.story!,
  }));
  return { ...data, places };
}

let sent = 0;
let lastId = 0;
const event = (kind: string, place: object) => {
  lastId += 1;
  return { id: `event${String(lastId).padStart(12, '0')}`, kind, ageMs: 0, ...place };
};
const view = () => event('view', {});
/** Each from a network of its own, unless told otherwise: what one network follows is held to its part of all. */
const send = async (body: object, headers: Record<string, string> = {}, isSameBrowser = false) => {
  sent += isSameBrowser ? 0 : 1;
  counting.time.address = `81.${Math.floor(sent / 250)}.${sent % 250}.7`;
  const answer = await counting.app.request('/api/v1/events', {
    method: 'POST',
    body: JSON.stringify({ v: 1, ...body }),
    headers: {
      'content-type': 'text/plain',
      'user-agent': agent,
      'sec-fetch-site': 'same-origin',
      origin,
      ...headers,
    },
  });
  expect(answer.status).toBe(202);
};
/** So many readers see every place of the page's recommendation, and some follow one story in it. */
async function see(
  { token, slate, edition, places }: ShownPage,
  readers: number,
  storyId: string,
  clicks: number,
) {
  const shown = places.filter(({ list }) => list === 'recommendation');
  const told = ({ list, position }: (typeof shown)[number]) => ({ list, position, edition });
  for (let reader = 0; reader < readers; reader += 1) {
    const seen = shown.map((place) => event('impression', told(place)));
    const followed = shown.filter((place) => reader < clicks && place.storyId === storyId);
    const clicked = followed.map((place) => event('click', told(place)));
    await send({ token, slate, events: [view(), ...seen, ...clicked] });
  }
}
const appealOf = (edition: Edition, storyId: string) =>
  edition.pool.find((candidate) => candidate.storyId === storyId)!.appeal;

describe('what readers do in a list', () => {
  it('raises the appeal of a story that is followed over those that are not, there and on other pages', async () => {
    const page = stories[0]!;
    const before = lists.edition!;
    const shown = await open(page);
    const recommended = shown.places.filter(({ list }) => list === 'recommendation');
    expect(recommended).toHaveLength(7);
    // By appeal: any place may have been drawn for a story that was shown too little.
    const byAppeal = recommended
      .map(({ storyId }) => storyId)
      .sort((a, b) => appealOf(before, b) - appealOf(before, a));
    const [passedOver, liked] = [byAppeal[0]!, byAppeal[4]!];
    await see(shown, 60, liked, 40);
    const after = await nextEdition();
    // Appeal is log-odds up to a constant, so it is told by the distance of two.
    const lead = (edition: Edition) => appealOf(edition, liked) - appealOf(edition, passedOver);
    expect(lead(before)).toBeLessThan(0);
    expect(lead(after)).toBeGreaterThan(2);
    // The page itself was read the most.
    expect(after.pool.find(({ storyId }) => storyId !== page.id)?.storyId).toBe(liked);
    expect(after.followed[page.id]?.[0]).toMatchObject([liked, expect.closeTo(40, 0)]);
    const others = stories.filter(({ id }) => id !== liked).slice(0, 9);
    const firsts = await Promise.all(
      others.map(async (story) => (await open(story)).places.find(({ list }) => list === 'recommendation')),
    );
    // One first place in twenty is drawn for another.
    expect(firsts.filter((place) => place?.storyId === liked).length).toBeGreaterThanOrEqual(5);
  });

  it('counts once, however often one browser tells of it', async () => {
    const shown = await open(stories[0]!);
    const [place] = shown.places.filter(({ list }) => list === 'recommendation');
    const { list, position } = place!;
    const click = () => event('click', { list, position, edition: shown.edition });
    for (let turn = 0; turn < 3; turn += 1)
      await send(
        { token: shown.token, slate: shown.slate, events: [view(), click(), click()] },
        {},
        turn > 0,
      );
    const kept = await counting.databases.read.selectFrom('slate_tallies').select('clicks').execute();
    expect(kept).toEqual([{ clicks: 1 }]);
  });

  it('is kept with the draw that showed it, and without a reader', async () => {
    const shown = await open(stories[0]!);
    const { storyId } = shown.places.find(({ list }) => list === 'recommendation')!;
    await see(shown, 2, storyId, 1);
    const kept = await counting.databases.read.selectFrom('slate_tallies').selectAll().execute();
    expect(kept).toHaveLength(7);
    expect(kept.find(({ position }) => position === 1)).toEqual({
      starts_at: counting.time.now - (counting.time.now % (5 * minuteMs)),
      page_id: stories[0]!.id,
      edition: shown.edition,
      list: 'recommendation',
      position: 1,
      story_id: storyId,
      propensity: expect.any(Number),
      impressions: 2,
      clicks: 1,
    });
    for (const { propensity } of kept) {
      expect(propensity).toBeGreaterThan(0);
      expect(propensity).toBeLessThanOrEqual(1);
    }
  });

  it('is held, of one network, to a few who follow one story, whatever browsers it claims', async () => {
    // Who followed it from elsewhere lately would lend some of its credit.
    counting.time.now += 3 * countingRules.crowdWindowMinutes.value * minuteMs;
    const shown = await Promise.all(stories.map((story) => open(story)));
    const picked = shown.flatMap(({ places }) => places.filter(({ list }) => list === 'recommendation'));
    const timesOf = (id: string) => picked.filter(({ storyId }) => storyId === id).length;
    const target = stories.map(({ id }) => id).sort((a, b) => timesOf(b) - timesOf(a))[0]!;
    let followed = 0;
    for (const { token, slate, edition, places } of shown) {
      const place = places.find(({ list, storyId }) => list === 'recommendation' && storyId === target);
      for (let browser = 0; place && browser < countingRules.crowdFreeViews.value; browser += 1) {
        const click = event('click', { list: place.list, position: place.position, edition });
        const headers = { 'x-forwarded-for': `185.7.44.${browser}`, 'accept-language': `en;q=0.${browser}` };
        await send({ token, slate, events: [view(), click] }, headers);
        followed += 1;
      }
    }
    const kept = await counting.databases.read.selectFrom('slate_tallies').select('clicks').execute();
    expect(followed).toBeGreaterThan(2 * countingRules.crowdFreeViews.value);
    expect(kept.reduce((sum, { clicks }) => sum + clicks, 0)).toBe(countingRules.crowdFreeViews.value);
  });

  describe('counts for nothing', () => {
    const place = { list: 'recommendation', position: 1 };
    it.each<[string, (shown: ShownPage) => object, Record<string, string>]>([
      ['at a place that the list has not', () => ({ place: { ...place, position: 77 } }), {}],
      ['at no place', () => ({ place: { list: 'recommendation' } }), {}],
      ['in a list that the page has not', () => ({ place: { ...place, list: 'front' } }), {}],
      ['in an Edition that the page is not of', ({ edition }) => ({ edition: edition + 1 }), {}],
      ['in no Edition', () => ({ edition: undefined }), {}],
      ['without a slate', () => ({ slate: undefined }), {}],
      ['with a slate of one’s own making', ({ slate }) => ({ slate: slate.replace(/\*[\d.]+/, '') }), {}],
      ['with the slate of another page', () => ({ token: counting.token(stories[9]!.id) }), {}],
      ['by a crawler', () => ({}), { 'user-agent': 'Examplebot/1.0' }],
      ['under Global Privacy Control', () => ({}), { 'sec-gpc': '1' }],
    ])('%s', async (_what, change, headers) => {
      const shown = await open(stories[0]!);
      const { token, slate, edition, place: at } = { place, ...shown, ...change(shown) };
      const events = [view(), ...['impression', 'click'].map((kind) => event(kind, { ...at, edition }))];
      await send({ token, slate, events }, headers);
      await expectNothing();
      await send({
        token: shown.token,
        slate: shown.slate,
        events: [view(), event('click', { ...place, edition: shown.edition })],
      });
      expect(await kept()).toHaveLength(1);
    });

    it('without a view of the page', async () => {
      const { token, slate, edition } = await open(stories[0]!);
      await send({
        token,
        slate,
        events: [event('impression', { ...place, edition }), event('click', { ...place, edition })],
      });
      await send({ token, slate, events: [event('click', { list: 'personal' })] });
      await expectNothing();
    });

    it('by the newsroom itself', async () => {
      const { token, slate, edition } = await open(stories[0]!);
      counting.time.isStaff = true;
      await send({ token, slate, events: [event('click', { ...place, edition })] });
      await expectNothing();
    });

    const kept = () => counting.databases.read.selectFrom('slate_tallies').selectAll().execute();
    async function expectNothing(): Promise<void> {
      expect(await kept()).toEqual([]);
      for (const table of ['list_tallies', 'follow_tallies'] as const)
        expect(await counting.databases.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});
