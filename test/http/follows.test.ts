import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { eventRoutes } from '../../src/site/api/events.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const start = Date.UTC(2026, 4, 12, 10);
const readerHeaders = {
  'content-type': 'text/plain',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'accept-language': 'en-GB',
  'sec-fetch-site': 'same-origin',
  origin,
};

let site: CountingSite;
let folder: string;
let desk: StoryDesk;
let ferry: Story;
let quay: Story;
let lastId = 0;
let networks = 0;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openCountingSite(folder, start);
  const clock = () => site.time.now;
  const stories = new StoryTable(site.databases);
  desk = new StoryDesk({ stories, clock, ids: idSource(clock), zone: () => 'Europe/Paris' });
  const publish = async (headline: string) => {
    const { id } = await desk.create({ headline, body: '<p>At sea.</p>' }, 'test');
    return desk.act(id, { kind: 'publish' }, 'test');
  };
  [ferry, quay] = [await publish('The ferry Zoë'), await publish('The quay')];
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});
beforeEach(async () => {
  networks += 1;
  Object.assign(site.time, { now: start, isStaff: false, address: `81.0.${networks % 250}.7` });
  await clearAudience(site.databases);
});

async function view(
  story: Story,
  fields: object = {},
  headers: Record<string, string> = {},
  app: Hono = site.app,
) {
  lastId += 1;
  const event = { id: `event${String(lastId).padStart(12, '0')}`, kind: 'view', ageMs: 0, ...fields };
  const answer = await app.request('/api/v1/events', {
    method: 'POST',
    body: JSON.stringify({ v: 1, token: site.token(story.id), events: [event] }),
    headers: { ...readerHeaders, ...headers },
  });
  return answer.status;
}
const follows = async () => {
  const rows = await site.databases.write.selectFrom('follow_tallies').selectAll().execute();
  return rows.map((row) => [row.from_story_id, row.to_story_id, row.follows]);
};
/** What is in the files, also where it was deleted since. */
const bytes = () =>
  Buffer.concat(
    readdirSync(site.folder).flatMap((name) =>
      name.startsWith('broadsheet.db') ? [readFileSync(join(site.folder, name))] : [],
    ),
  ).toString('latin1');

describe('a view that tells where its reader came from', () => {
  it('counts a way from one story to another, and keeps nothing of it with the view', async () => {
    await view(ferry);
    expect(await view(quay, { from: ferry.path })).toBe(202);
    expect(await follows()).toEqual([[ferry.id, quay.id, 1]]);
    const [onQuay] = await site.databases.write
      .selectFrom('events')
      .selectAll()
      .where('story_id', '=', quay.id)
      .execute();
    const readersOfFerry = await site.databases.write
      .selectFrom('readers')
      .select('reader_key')
      .where('story_id', '=', ferry.id)
      .execute();
    expect(Object.values(onQuay!)).not.toContain(ferry.id);
    expect(Object.values(onQuay!)).not.toContain(readersOfFerry[0]!.reader_key);
  });

  it('has the Related list of the story before made again once ten readers went on', async () => {
    const asked = async () => {
      const jobs = await site.databases.write.selectFrom('jobs').select(['kind', 'subject']).execute();
      return jobs.filter(({ kind }) => kind === 'relate-near');
    };
    for (let reader = 0; reader < 10; reader += 1) {
      expect(await asked()).toEqual([]);
      site.time.address = `82.${reader}.0.7`;
      await view(ferry);
      await view(quay, { from: ferry.path });
    }
    expect(await asked()).toEqual([{ kind: 'relate-near', subject: ferry.id }]);
    await site.databases.write.deleteFrom('jobs').where('kind', '=', 'relate-near').execute();
  });

  it('never keeps the path', async () => {
    await view(ferry);
    await view(quay, { from: '/a-path-that-is-kept-nowhere' });
    expect(bytes()).not.toContain('a-path-that-is-kept-nowhere');
    expect(bytes()).toContain(quay.id);
  });

  it('knows a story by an address that it had before, in any form of its letters', async () => {
    await site.databases.write
      .insertInto('paths')
      .values({ path: '/old/zoë', story_id: ferry.id, erased_at: null })
      .execute();
    await view(ferry);
    await view(quay, { from: '/old/zoë'.normalize('NFD') });
    expect(await follows()).toEqual([[ferry.id, quay.id, 1]]);
  });

  it.each<[string, () => object, Record<string, string>]>([
    ['tells nothing', () => ({}), {}],
    ['names the front', () => ({ from: '/' }), {}],
    ['names its own story', () => ({ from: quay.path }), {}],
    ['names no story', () => ({ from: '/2026/05/no-such-story' }), {}],
    ['comes with Global Privacy Control', () => ({ from: ferry.path }), { 'sec-gpc': '1' }],
    [
      'comes from a page of another origin that may count here',
      () => ({ from: ferry.path }),
      { origin: 'https://partner.example' },
    ],
    ['is of another browser', () => ({ from: ferry.path }), { 'accept-language': 'fr' }],
    ['is of a crawler', () => ({ from: ferry.path }), { 'user-agent': 'Examplebot/1.0' }],
  ])('counts none where it %s', async (_what, fields, headers) => {
    await view(ferry);
    expect(await view(quay, fields(), headers)).toBe(202);
    expect(await follows()).toEqual([]);
    site.time.address = '81.1.1.7';
    await view(ferry);
    await view(quay, { from: ferry.path });
    expect(await follows()).toHaveLength(1);
  });

  it('counts none from a story that was withdrawn meanwhile', async () => {
    await view(ferry);
    const gone = await desk.create({ headline: 'Gone', body: '<p>At sea.</p>' }, 'test');
    const { path } = await desk.act(gone.id, { kind: 'publish' }, 'test');
    const story = await desk.act(gone.id, { kind: 'withdraw', notice: 'It was wrong.' }, 'test');
    await view(story);
    await view(quay, { from: path });
    expect(await follows()).toEqual([]);
  });

  it('is counted without its way where the database cannot tell what stood there', async () => {
    const app = new Hono().route(
      '/api/v1',
      eventRoutes({ ...site.deps, storyAt: () => Promise.reject(new Error('No connection.')) }),
    );
    await view(ferry);
    expect(await view(quay, { from: ferry.path }, {}, app)).toBe(202);
    const counted = await site.databases.write.selectFrom('tallies').select(['story_id', 'class']).execute();
    expect(counted).toContainEqual({ story_id: quay.id, class: 'valid' });
    expect(await follows()).toEqual([]);
  });

  it('counts once, however often and in whatever way the reader opens the two again', async () => {
    await view(ferry);
    for (let turn = 0; turn < 4; turn += 1) {
      await view(quay, { from: ferry.path });
      site.time.now += minuteMs;
      await view(ferry);
    }
    expect(await follows()).toEqual([[ferry.id, quay.id, 1]]);
  });

  it.each([
    ['no path', 'harbour'],
    ['an address', 'https://paper.example/'],
    ['a query', '/?s=harbour'],
    ['a fragment', '/#harbour'],
    ['a zero byte', '/\u0000'],
    ['too long', `/${'a'.repeat(300)}`],
    ['no text', 7],
  ])('is refused where that is %s', async (_what, from) => {
    expect(await view(quay, { from })).toBe(400);
    expect(await follows()).toEqual([]);
  });
});
