import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { minuteMs } from '../../src/base/clock.js';
import type { Edition } from '../../src/discovery/edition.js';
import { type RunningSite, startSite } from '../support/app.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** Learning from lists is off with one option: from then on nothing of it is asked for, kept or used. */
const tables = ['slate_tallies', 'list_tallies', 'follow_tallies'] as const;
const subjects =
  'tides roofs wells goats looms silos ferns dunes kilns masts oaths plums quilts radii spurs turfs urns vines yards zinc'.split(
    ' ',
  );
const browser = {
  'content-type': 'text/plain',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'accept-language': 'en',
  'sec-fetch-site': 'same-origin',
};

interface ShownPage {
  readonly token: string;
  readonly edition: number;
  readonly slate?: string;
}

let folder: string;
let site: RunningSite;
/** Of the page from which the reader goes on to the one that is looked at. */
let firstPath = '';
let path: string;
let id: string;
let taught: ShownPage;
let keptBefore: string;

const pageOf = async (at = path): Promise<ShownPage> => {
  const { document } = parseHTML(await (await site.get(at)).text());
  return JSON.parse(document.getElementById('story-data')!.textContent!);
};
const places = () =>
  Object.fromEntries(
    tables.map((table) => [table, site.query(`select * from ${table} order by 1, 2, 3, 4`)]),
  );
const editions = () =>
  site
    .query<{ content: string }>('select content from editions order by number desc')
    .map(({ content }) => JSON.parse(content) as Edition);
const isTried = ({ pool }: Edition) => pool.some(({ explorationChance }) => explorationChance > 0);

async function tell(page: ShownPage, round: number): Promise<void> {
  await post(await pageOf(firstPath), [{ kind: 'view' }], `${round}-1`);
  const place = { list: 'recommendation', edition: page.edition };
  const seen = [1, 2, 3].map((position) => ({ kind: 'impression', ...place, position }));
  const told = [...seen, { kind: 'click', ...place, position: 2 }, { kind: 'click', list: 'personal' }];
  await post(page, [{ kind: 'view', from: firstPath }, ...told], `${round}-2`);
}

async function post(page: ShownPage, events: readonly object[], round: string): Promise<void> {
  const body = {
    v: 1,
    token: page.token,
    slate: page.slate,
    events: events.map((event, at) => ({
      id: `event-number-${round}-00000${at}`,
      ageMs: 0,
      ...event,
    })),
  };
  const answer = await fetch(`${site.origin}/api/v1/events`, {
    method: 'POST',
    headers: { ...browser, origin: site.origin },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(202);
}

/** There is one Edition a minute; the next is due when the last is older. */
async function ageEditions(by: number): Promise<void> {
  const opened = await site.openBeside();
  const { write } = opened.databases;
  for (const { number, content } of await write.selectFrom('editions').selectAll().execute()) {
    const edition = JSON.parse(content) as Edition;
    const older = JSON.stringify({ ...edition, builtAt: edition.builtAt - by });
    await write.updateTable('editions').set({ content: older }).where('number', '=', number).execute();
  }
  await opened.close();
}

const views = () =>
  site.query<{ views: number }>('select views from story_counts where story_id = ?', id)[0]?.views ?? 0;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await startSite({ folder });
  const beside = await site.openBeside();
  for (const subject of subjects) {
    // Each in words of its own, or they would be near-duplicates.
    const body = `<p>${[1, 2, 3, 4, 5, 6, 7, 8].map((word) => `${subject}${'aeiou'[word % 5]}${word}`).join(' ')}.</p>`;
    const { id: made } = await beside.desk.create({ headline: `News of ${subject}`, body }, 'test');
    const published = await beside.desk.act(made, { kind: 'publish' }, 'test');
    firstPath ||= published.path;
    ({ path, id } = published);
  }
  await beside.close();
  await vi.waitFor(
    () => {
      if (!editions().some(({ pool }) => pool.length === subjects.length))
        throw new Error('The stories are in no Edition yet.');
    },
    { timeout: 100_000, interval: 500 },
  );
  // What is in the database is on the pages a moment later.
  taught = await vi.waitFor(
    async () => {
      const page = await pageOf();
      if (!page.slate?.includes('recommendation=')) throw new Error('The page is older than the Edition.');
      return page;
    },
    { timeout: 30_000, interval: 250 },
  );
  await tell(taught, 1);
  keptBefore = JSON.stringify(places());
  await site.stop();
  await ageEditions(2 * minuteMs);
  site = await startSite({ folder, env: { BROADSHEET_LEARN_FROM_LISTS: 'false' } });
}, 240_000);
afterAll(async () => {
  await site?.stop();
  removeFolder(folder);
});

describe('a site that does not learn from lists', () => {
  it('did so before it was told not to', () => {
    expect(taught.slate).toContain('recommendation=');
    expect(editions().some(isTried)).toBe(true);
    for (const rows of Object.values(JSON.parse(keptBefore))) expect(rows).not.toEqual([]);
  });

  it('says in its pages nothing of what they show', async () => {
    const page = await pageOf();
    expect(page.token).not.toBe('');
    expect(page).not.toHaveProperty('slate');
  });

  it('counts the reading, and keeps nothing of lists, also where an older page tells of it', async () => {
    const before = views();
    const events = site.query('select * from events').length;
    await tell(await pageOf(), 2);
    await tell(taught, 3);
    expect(JSON.stringify(places())).toBe(keptBefore);
    expect(site.query('select * from events').length).toBe(events + 4);
    expect(views()).toBeGreaterThanOrEqual(before);
  });

  it('builds Editions that know no click and try nothing', async () => {
    const last = () => editions()[0]!;
    await vi.waitFor(
      () => {
        if (isTried(last())) throw new Error('The Edition is one of before.');
      },
      { timeout: 100_000, interval: 500 },
    );
    expect(last().followed).toEqual({});
    const [{ slates }] = site.query<{ slates: string }>('select slates from edition_memory') as [
      { slates: string },
    ];
    expect(slates).toBe('');
  });
});
