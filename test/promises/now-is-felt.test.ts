import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hourMs, minuteMs, secondMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { EditionBuilder, soonestMs } from '../../src/jobs/build-edition.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { EditionTable } from '../../src/store/tables/editions.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { slateLog } from '../../src/store/tables/slates.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { type CountingSite, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const start = Date.UTC(2026, 4, 12, 10);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';
/** Readers in ten minutes of the first story of the list; each further one has four fifths of those before it. */
const mostRead = 150;
const listed = 10;

let folder: string;
let counting: CountingSite;
let editions: EditionTable;
let builder: EditionBuilder;
let stories: readonly string[];
let sent = 0;

beforeEach(async () => {
  folder = makeTempFolder();
  counting = await openCountingSite(folder, start - 20 * hourMs);
  const { databases, time } = counting;
  const clock = () => time.now;
  const ids = idSource(clock);
  const desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'UTC' });
  const published: string[] = [];
  for (let index = 0; index < listed; index += 1) {
    const own = Array.from({ length: 20 }, (_, at) => `pier${index}n${at}`).join(' and ');
    const text = { headline: `Tide table ${index}`, body: `<p>Of tides at ${own}.</p>` };
    const { id } = await desk.create(text, 'test');
    published.push((await desk.act(id, { kind: 'publish' }, 'test')).id);
  }
  stories = published;
  time.now = start;
  sent = 0;
  // A paper whose stories were not analysed yet looks more often.
  await new RelateDesk({ store: new RelateTable(databases), clock }).work();
  editions = new EditionTable(databases);
  builder = new EditionBuilder({
    editions,
    numbers: audienceNumbers(databases),
    slateLog: slateLog(databases),
    clock,
  });
});
afterEach(async () => {
  await counting.close();
  removeFolder(folder);
});

interface Visit {
  readonly address: string;
  readonly agent?: string;
  readonly language?: string;
  readonly headers?: Record<string, string>;
  /** Stays long enough for a read, and says so. */
  readonly stays?: boolean;
}

/** A view, and what its leave tells; whatever the site thinks of it, it says 202. */
async function visit(
  storyId: string,
  { address, agent = firefox, language = 'en', headers = {}, stays = true }: Visit,
) {
  sent += 1;
  const id = (kind: string) => `${kind}-${String(sent).padStart(14, '0')}`;
  const leave = { id: id('leave'), kind: 'leave', ageMs: 0, dwellSeconds: stays ? 70 : 2, scrollPercent: 60 };
  const token = counting.token(storyId);
  for (const event of [{ id: id('views'), kind: 'view', ageMs: 0 }, leave]) {
    const answer = await counting.app.request('/api/v1/events', {
      method: 'POST',
      body: JSON.stringify({ v: 1, token, events: [event] }),
      headers: {
        'content-type': 'text/plain',
        'user-agent': agent,
        'accept-language': language,
        'sec-fetch-site': 'same-origin',
        origin,
        'x-forwarded-for': address,
        ...headers,
      },
    });
    expect(answer.status).toBe(202);
  }
}

/** Networks of the readers at home: each address is in another. */
const atHome = (index: number) => `81.${Math.floor(index / 200)}.${index % 200}.9`;

/** Ten usual minutes: every story has its readers, from all over. */
async function usualMinutes(): Promise<void> {
  for (const [place, storyId] of stories.entries()) {
    const readers = Math.round(mostRead * 0.8 ** place);
    await Promise.all(
      Array.from({ length: readers }, (_, index) => visit(storyId, { address: atHome(place * 400 + index) })),
    );
  }
  counting.time.now += 10 * minuteMs;
}

async function rankingNow(): Promise<readonly string[]> {
  counting.time.now += minuteMs;
  const edition = await builder.buildIfDue();
  const list = edition?.rankings.site.now;
  if (list?.kind !== 'ranked') throw new Error('There is no ranking.');
  return list.stories.map(({ storyId }) => storyId);
}

describe('a surge', () => {
  /** Asks twice a second, as the site does, for a minute at most; the seconds until there is an Edition, and what it has on top. */
  async function nextEdition(): Promise<{ readonly seconds: number; readonly first: string | undefined }> {
    const from = counting.time.now;
    for (let tick = 0; tick <= 120; tick += 1) {
      const edition = await builder.buildIfDue();
      if (edition)
        return {
          seconds: (counting.time.now - from) / secondMs,
          first: edition.rankings.site.now.stories[0]?.storyId,
        };
      counting.time.now += secondMs / 2;
    }
    throw new Error('No Edition in a minute.');
  }
  const rush = (storyId: string, readers: number) =>
    Promise.all(
      Array.from({ length: readers }, (_, index) => visit(storyId, { address: atHome(9000 + index) })),
    );

  it.each([
    ['in the middle of a slot', 12 * minuteMs],
    ['just before the end of a slot', 15 * minuteMs - 3 * secondMs],
  ])('%s is on top with the Edition that may come ten seconds after the last', async (_when, at) => {
    await usualMinutes();
    counting.time.now = start + at - minuteMs - 2 * secondMs;
    expect(await rankingNow()).toEqual(stories.slice(0, 8));
    expect(await builder.buildIfDue()).toBeUndefined();
    counting.time.now += 2 * secondMs;
    const late = stories.at(-1)!;
    await rush(late, 2 * mostRead);
    const { seconds, first } = await nextEdition();
    expect(seconds).toBeLessThanOrEqual(soonestMs / secondMs);
    expect(first).toBe(late);
    expect(soonestMs).toBeLessThanOrEqual(10 * secondMs);
  });

  it('is one on a small paper too', async () => {
    await Promise.all(
      stories.flatMap((storyId, place) =>
        Array.from({ length: Math.max(1, 8 - place) }, (_, index) =>
          visit(storyId, { address: atHome(place * 400 + index) }),
        ),
      ),
    );
    counting.time.now += 10 * minuteMs;
    await rankingNow();
    const late = stories.at(-1)!;
    await rush(late, 19);
    const { seconds, first } = await nextEdition();
    expect(seconds).toBeLessThanOrEqual(soonestMs / secondMs);
    expect(first).toBe(late);
  });

  it('is more than a view: one waits for the Edition of the minute', async () => {
    await usualMinutes();
    await rankingNow();
    await rush(stories.at(-1)!, 1);
    expect((await nextEdition()).seconds).toBeGreaterThan(50);
  });
});

it('where nothing happens lists are not made over and over', async () => {
  await usualMinutes();
  await rankingNow();
  counting.time.now += 10 * minuteMs;
  while ((await builder.buildIfDue()) !== undefined) counting.time.now += minuteMs;
  let looked = 0;
  const candidates = editions.candidates.bind(editions);
  editions.candidates = (...asked) => {
    looked += 1;
    return candidates(...asked);
  };
  for (let tick = 0; tick < 120; tick += 1) {
    counting.time.now += secondMs / 2;
    await builder.buildIfDue();
  }
  expect(looked).toBeLessThanOrEqual(1);
});

it('where they cannot be kept lists are not made over and over', async () => {
  await usualMinutes();
  let tried = 0;
  editions.keep = async () => {
    tried += 1;
    throw new Error('the disk is full');
  };
  for (let tick = 0; tick < 120; tick += 1) {
    counting.time.now += secondMs / 2;
    await builder.buildIfDue().catch(() => undefined);
  }
  expect(tried).toBeGreaterThan(1);
  expect(tried).toBeLessThanOrEqual(7);
});

describe('a flood', () => {
  const browsers = (index: number) => ({
    agent: firefox.replaceAll('147', String(120 + (index % 28))),
    language: `en-GB,en;q=0.${index % 10},fr;q=0.${Math.floor(index / 10) % 10}`,
  });
  it.each<[string, (index: number) => Visit]>([
    [
      'from one network, each with another address, browser and language, who all stay',
      (index) => ({ address: `185.7.44.${index % 250}`, ...browsers(index) }),
    ],
    [
      'from one network, where nobody stays',
      (index) => ({ address: `185.7.44.${index % 250}`, ...browsers(index), stays: false }),
    ],
    ['from one browser that reloads', () => ({ address: '185.7.44.9' })],
    [
      'from one IPv6 site',
      (index) => ({ address: `2a02:908:44:${index.toString(16)}::1`, ...browsers(index) }),
    ],
    [
      'of one crawler family, from everywhere',
      (index) => ({
        address: `185.${index % 250}.${Math.floor(index / 250)}.7`,
        agent: 'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
      }),
    ],
    [
      'of a crawler that takes a reader’s agent, and not what else a browser sends',
      (index) => ({
        address: `185.${index % 250}.${Math.floor(index / 250)}.7`,
        headers: { 'sec-fetch-site': '' },
      }),
    ],
  ])('%s moves no story by more than a place', async (_what, attacker) => {
    await usualMinutes();
    await usualMinutes();
    const before = await rankingNow();
    expect(before).toEqual(stories.slice(0, 8));
    const target = stories[7]!;
    for (let wave = 0; wave < 2; wave += 1) {
      await Promise.all(
        Array.from({ length: 600 }, (_, index) => visit(target, attacker(wave * 600 + index))),
      );
      await usualMinutes();
    }
    const after = await rankingNow();
    for (const [place, storyId] of after.entries())
      expect(
        Math.abs(stories.indexOf(storyId) - place),
        `${stories.indexOf(storyId)} at ${place}`,
      ).toBeLessThanOrEqual(1);
    const { read } = counting.databases;
    const kept = await read
      .selectFrom('tallies')
      .select(['class', 'reason'])
      .select(({ fn }) => fn.sum<number>('views').as('views'))
      .where('story_id', 'in', [target, ''])
      .groupBy(['class', 'reason'])
      .execute();
    const filtered = kept.filter((row) => row.class !== 'valid');
    // What is not counted is told, with its reason.
    expect(filtered.reduce((sum, { views }) => sum + Number(views), 0)).toBeGreaterThan(1000);
  });
});
