import { randomInt } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseEdition } from '../../src/discovery/edition.js';
import { publishBeside, type RunningSite, settleLists, startSite } from '../support/app.js';
import { tokenOf } from '../support/many-readers.js';
import { NewsroomSession } from '../support/newsroom-session.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';
const crawler = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

/** A generator of chance that a failed run can be repeated with: its seed stands in the name of the suite. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const seed = randomInt(2 ** 31);

interface Expected {
  views: number;
  reactions: number;
  crawled: number;
  repeated: number;
}

describe(`one number, in a random run of seed ${seed}`, () => {
  const chance = chanceOf(seed);
  const expected = new Map<string, Expected>();
  let site: RunningSite;
  let stories: { readonly id: string; readonly path: string }[];

  beforeAll(async () => {
    site = await startSite({ env: { BROADSHEET_TRUSTED_HOPS: '1' } });
    stories = [];
    for (const headline of ['The quay', 'The ferry', 'The bridge'])
      stories.push(await publishBeside(site, { headline, body: `<p>${headline} is there.</p>` }));
    for (const story of stories) await readAtRandom(story);
    await untilPublic();
    await settleLists(site);
  }, 240_000);
  afterAll(() => site?.stop());

  const post = (path: string, body: object, address: string, agent = firefox) =>
    fetch(`${site.origin}/api/v1/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': path === 'events' ? 'text/plain' : 'application/json',
        origin: site.origin,
        'sec-fetch-site': 'same-origin',
        'user-agent': agent,
        'x-forwarded-for': address,
      },
    });
  let sent = 0;
  const view = (token: string, address: string, agent = firefox) => {
    sent += 1;
    const id = `one-number-${String(sent).padStart(8, '0')}`;
    return post('events', { v: 1, token, events: [{ id, kind: 'view', ageMs: 0 }] }, address, agent);
  };

  /** Readers who come once, who come again at once, crawlers, forgers; some react, some take it back. */
  async function readAtRandom({ id, path }: { readonly id: string; readonly path: string }): Promise<void> {
    const token = await tokenOf(site, path);
    const numbers = { views: 0, reactions: 0, crawled: 0, repeated: 0 };
    expected.set(id, numbers);
    const readers = 25 + chance(40);
    for (let reader = 0; reader < readers; reader += 1) {
      const address = `81.${5 + stories.findIndex((story) => story.id === id)}.${reader}.${1 + chance(250)}`;
      const kind = chance(10);
      if (kind === 0) {
        await view(token, address, crawler);
        numbers.crawled += 1;
        continue;
      }
      if (kind === 1) {
        await view(`${token.slice(0, -4)}AAAA`, address);
        continue;
      }
      await view(token, address);
      numbers.views += 1;
      if (kind === 2) {
        await view(token, address);
        numbers.repeated += 1;
      }
      if (kind < 6) numbers.reactions += await react(token, address);
    }
  }

  async function react(token: string, address: string): Promise<0 | 1> {
    const answer = await post('reactions', { token }, address);
    expect(answer.status).toBe(201);
    const { receipt } = (await answer.json()) as { receipt: string };
    if (chance(3) > 0) return 1;
    expect((await post('reactions/take-back', { receipt }, address)).status).toBe(200);
    return 0;
  }

  const publicCounts = () =>
    site.query<{ story_id: string; views: number; reactions: number }>(
      'select story_id, views, reactions from public_counts',
    );

  /** Until an Edition has taken in all that was counted. */
  const untilPublic = () =>
    vi.waitFor(
      () => {
        const shown = new Map(publicCounts().map(({ story_id, ...counts }) => [story_id, counts]));
        for (const [id, { views }] of expected) expect(shown.get(id)?.views).toBe(views);
      },
      { timeout: 150_000, interval: 500 },
    );

  const pageOf = async (path: string) => parseHTML(await (await site.get(path)).text()).document;
  /** The first number that a text begins a count with: "1,204 views at …". */
  const numberBefore = (word: string, text: string) =>
    Number(
      (new RegExp(`([\\d,]+) ${word}`).exec(text.replace(/\s+/g, ' '))?.[1] ?? 'NaN').replaceAll(',', ''),
    );

  it('stands on the story’s page, in its JSON-LD and on the page that tells how it was counted', async () => {
    for (const { id, path } of stories) {
      const { views, reactions } = expected.get(id)!;
      const page = await pageOf(path);
      expect(numberBefore('views?', page.querySelector('.views')!.textContent!)).toBe(views);
      expect(numberBefore('', `${page.querySelector('[data-reaction-count]')!.textContent} `)).toBe(
        reactions,
      );
      const [article] = [...page.querySelectorAll('script[type="application/ld+json"]')].map(
        (script) =>
          JSON.parse(script.textContent!) as {
            interactionStatistic?: readonly { userInteractionCount: number }[];
          },
      );
      expect(article!.interactionStatistic!.map(({ userInteractionCount }) => userInteractionCount)).toEqual([
        views,
        reactions,
      ]);
      const counted = await pageOf(`/counted${path}`);
      expect(numberBefore('views?', counted.querySelector('.public-number')!.textContent!)).toBe(views);
    }
  });

  it('stands in the API, and in each feed, with the Edition that it is of', async () => {
    const madeAt = new Map(
      site
        .query<{ number: number; built_at: number }>('select number, built_at from editions')
        .map(({ number, built_at }) => [number, new Date(built_at).toISOString()]),
    );
    const feeds = Object.fromEntries(
      await Promise.all(
        ['rss', 'atom', 'json'].map(async (format) => [
          format,
          await (await site.get(`/feed.${format}`)).text(),
        ]),
      ),
    ) as Record<'rss' | 'atom' | 'json', string>;
    const jsonItems = (JSON.parse(feeds.json) as { items: { id: string; _broadsheet: PublicNumbers }[] })
      .items;
    for (const { id, path } of stories) {
      const { views, reactions } = expected.get(id)!;
      const answer = (await (await site.get(`/api/v1/stories${path}/counts`)).json()) as {
        public: PublicNumbers;
        ledger: { views: number; reactions: number };
      };
      expect(answer.ledger).toMatchObject({ views, reactions });
      const told = [
        answer.public,
        inXml(feeds.rss, id),
        inXml(feeds.atom, id),
        jsonItems.find((item) => item.id === `urn:uuid:${id}`)!._broadsheet,
      ];
      expect(told.map(({ views: shown, reactions: given }) => [shown, given])).toEqual(
        told.map(() => [views, reactions]),
      );
      for (const { edition, at } of told) expect(at).toBe(madeAt.get(edition));
    }
  });

  interface PublicNumbers {
    readonly views: number;
    readonly reactions: number;
    readonly edition: number;
    readonly at: string;
  }

  /** The extension behind a story's id, in RSS and Atom. */
  function inXml(xml: string, id: string): PublicNumbers {
    const element = new RegExp(`urn:uuid:${id}</\\w+>\\s*<broadsheet:counts ([^>]*)/>`).exec(xml)?.[1] ?? '';
    const said = Object.fromEntries(
      [...element.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    const { views, reactions, edition, at } = said as Record<keyof PublicNumbers, string>;
    return { views: Number(views), reactions: Number(reactions), edition: Number(edition), at };
  }

  it('stands in the newsroom as the public one, and the live one has caught up with it', async () => {
    const staff = new NewsroomSession(site);
    await staff.signIn();
    for (const { id } of stories) {
      const { views, reactions } = expected.get(id)!;
      const text = parseHTML(await staff.page(`/newsroom/stories/${id}`)).document.querySelector('.state')!
        .textContent!;
      const told = [...text.matchAll(/(\d+) views?, (\d+) reactions?/g)].map(([, ...numbers]) =>
        numbers.map(Number),
      );
      expect(told).toEqual([
        [views, reactions],
        [views, reactions],
      ]);
    }
  });

  it('stands on the newsroom’s page of numbers, live and public', async () => {
    const staff = new NewsroomSession(site);
    await staff.signIn();
    const { document } = parseHTML(await staff.page('/newsroom/numbers'));
    const block = (title: string) =>
      [...document.querySelectorAll(`[aria-label="${title}"] tbody tr`)].map((row) => ({
        id: row.querySelector('a')?.getAttribute('href')?.split('/').at(-1),
        numbers: [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent!.replaceAll(',', ''))),
      }));
    const told = new Map(block('Most viewed today').map(({ id, numbers }) => [id, numbers]));
    for (const { id } of stories) {
      const { views } = expected.get(id)!;
      expect(told.get(id)).toEqual([views, views]);
    }
    const all = [...expected.values()].reduce((sum, { views }) => sum + views, 0);
    expect(block('Today by section').flatMap(({ numbers }) => numbers)).toEqual([all]);
  });

  it('is what Ranking was made from, and the order of it', async () => {
    const [{ content }] = site.query<{ content: string }>(
      'select content from editions order by number desc limit 1',
    ) as [{ content: string }];
    const { rankings } = parseEdition(content);
    for (const { id } of stories) {
      const [{ views }] = site.query<{ views: number }>(
        'select sum(valid_views) as views from fine_tallies where story_id = ?',
        id,
      ) as [{ views: number }];
      expect(views).toBe(expected.get(id)!.views);
    }
    const byViews = [...expected].sort(([, a], [, b]) => b.views - a.views);
    const { kind, stories: ranked } = rankings.site.today;
    expect(kind).toBe('ranked');
    expect(ranked.map(({ score }) => Math.round(score))).toEqual(byViews.map(([, { views }]) => views));
  });

  it('is the sum of the ledger’s counted hours; what was dropped stands beside it, with its reason', async () => {
    for (const { id, path } of stories) {
      const { views, crawled, repeated } = expected.get(id)!;
      const [{ valid }] = site.query<{ valid: number }>(
        `select sum(views) as valid from tallies where story_id = ? and class = 'valid'`,
        id,
      ) as [{ valid: number }];
      expect(valid).toBe(views);
      const rows = [...(await pageOf(`/counted${path}`)).querySelectorAll('tr.drop-reason')];
      const told = rows.map((row) => [
        row.querySelector('code')!.textContent!,
        Number(row.querySelector('.number')!.textContent!),
      ]);
      const dropped = Object.entries({ 'listed-agent': crawled, 'repeated-view': repeated });
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(dropped.filter(([, count]) => count > 0)));
    }
  });
});
