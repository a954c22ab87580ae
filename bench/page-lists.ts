import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hourMs, minuteMs } from '../src/base/clock.js';
import { idSource } from '../src/base/ids.js';
import { type Random, seededRandom } from '../src/base/seeded-random.js';
import { buildEdition, type Edition, parseEdition, serialiseEdition } from '../src/discovery/edition.js';
import { percentile } from '../src/discovery/evaluation/metrics.js';
import type { Figure } from '../src/discovery/evaluation/report.js';
import { slotMs, slotOf, type Tally } from '../src/discovery/ranking/tally.js';
import { ViewCounts } from '../src/discovery/ranking/view-counts.js';
import type { PoolFacts } from '../src/discovery/recommendation/build-pool.js';
import { SlateCounts } from '../src/discovery/recommendation/slate-counts.js';
import { encodeVector, storyVector } from '../src/discovery/recommendation/story-vector.js';
import { listWeights } from '../src/discovery/related/related-weights.js';
import type { StoryId } from '../src/newsroom/stories/story.js';
import { StoryDesk } from '../src/newsroom/stories/story-desk.js';
import { EditionLists } from '../src/site/pages/edition-lists.js';
import { KeptCards } from '../src/site/pages/kept-cards.js';
import { openSqlite } from '../src/store/sqlite/databases.js';
import { PublishedStoryTable } from '../src/store/tables/published-stories.js';
import { RelatedTable } from '../src/store/tables/related.js';
import { StoryTable } from '../src/store/tables/stories.js';
import { cpuMs } from './load/cpu.js';
import { collectGarbage } from './load/garbage.js';
import { newFolder, removeFolder } from './load/running-site.js';

const live = 10_000;
const pagesAsked = 3000;
const firstsReaders = 506;
const sections = ['news', 'news/city', 'sport', 'culture', 'business', 'world', 'world/asia'];
const now = slotOf(Date.UTC(2026, 4, 12, 10));

/** The lists of one page as the site decides them, in an archive of that size of which ten thousand stories are live. */
export async function* pageFigures(archive: number): AsyncIterable<Figure> {
  const folder = newFolder();
  const path = join(folder, 'broadsheet.db');
  const databases = await openSqlite(path, { readers: 1, clock: () => now });
  try {
    const ids = idSource(() => now);
    const desk = new StoryDesk({
      stories: new StoryTable(databases),
      clock: () => now,
      ids,
      zone: () => 'UTC',
    });
    const { id } = await desk.create(
      { headline: 'Harbour bridge reopens', body: '<p>It does.</p>' },
      'bench',
    );
    await desk.act(id, { kind: 'publish' }, 'bench');
    fillArchive(path, id, archive);
    const stories = new PublishedStoryTable(databases, () => 'UTC');
    const related = new RelatedTable(databases);
    const cards = new KeptCards(stories);
    const lists = new EditionLists({
      stories: {
        cards: (asked) => cards.cards(asked),
        latest: (scope, limit) => stories.latest(scope, limit),
      },
      related,
      vectorsOf: (ids) => related.vectorsOf(ids),
    });
    lists.adopt(parseEdition(serialiseEdition(liveEdition(archive))), new Map());
    const random = seededRandom(3);
    const elapsed: number[] = [];
    for (let asked = 0; asked < pagesAsked; asked += 1) {
      const page = await stories.whole(await desk.require(idOf(Math.floor(random() * archive)) as StoryId));
      const start = cpuMs();
      await lists.forStory(page);
      elapsed.push(cpuMs() - start);
    }
    elapsed.sort((a, b) => a - b);
    const figure = (metric: string, share: number): Figure => ({
      name: 'lists',
      dataset: `${archive} made-up stories, ${live} of them live`,
      metric: `all three lists of a page, ${metric}`,
      ours: percentile(elapsed, share),
      baselines: {},
      unit: 'ms of CPU',
      n: pagesAsked,
    });
    yield figure('median', 0.5);
    yield figure('p95', 0.95);
  } finally {
    await databases.close();
    removeFolder(folder);
  }
}

/** An Edition from a million tallies at once, as after the loss of what the builder remembers. */
export function* editionFigures(): Iterable<Figure> {
  const facts = factsOf(live);
  const all = [...talliesOfTwoDays()];
  const tallies = all.length;
  const vectors = vectorsOf(facts);
  const slates = new SlateCounts();
  collectGarbage();
  const start = cpuMs();
  const views = new ViewCounts();
  views.add(all, facts, now);
  const counted = cpuMs();
  buildEdition({ number: 1, now, views, slates, facts, vectors, counts: new Map() });
  const built = cpuMs();
  const figure = (metric: string, ours: number): Figure => ({
    name: 'lists',
    dataset: `${tallies} made-up tallies of 48 hours, ${live} live stories`,
    metric,
    ours,
    baselines: {},
    unit: 'ms of CPU',
    n: tallies,
  });
  yield figure('taking in all tallies', counted - start);
  yield figure('building the Edition from them', built - counted);
  yield figure('both', built - start);
}

/**
 * A million tallies as the database hands them over: slot by slot, a story at most once in each. Readers fall on stories by
 * Zipf's law (exponent 1), the newest first; so many readers of the first in five minutes, on average, give a million in two days.
 */
function* talliesOfTwoDays(): Iterable<Tally> {
  const random = seededRandom(5);
  const slots = (48 * hourMs) / slotMs;
  for (let slot = slots; slot > 0; slot -= 1) {
    for (let rank = 1; rank <= live; rank += 1) {
      const expected = firstsReaders / rank;
      if (random() >= 1 - Math.exp(-expected)) continue;
      const validViews = Math.max(1, Math.round(expected * (0.5 + random())));
      yield { storyId: idOf(rank - 1), startsAt: now - slot * slotMs, validViews };
    }
  }
}

/** In one piece, as a database hands it over: what a template puts together is copied at its first use. */
const idOf = (number: number): string =>
  Buffer.from(`0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`).toString('latin1');

/** A rank below `count`, the first the likeliest (Zipf, exponent 1). */
const zipf = (random: Random, count: number): number =>
  Math.min(count - 1, Math.floor(Math.exp(random() * Math.log(count + 1))) - 1);

/** The newest stories, three minutes apart. */
const factsOf = (count: number): ReadonlyMap<string, PoolFacts> =>
  new Map(
    Array.from({ length: count }, (_, index) => [
      idOf(index),
      {
        storyId: idOf(index),
        firstPublishedAt: now - (index + 1) * 3 * minuteMs,
        sectionPath: sections[index % sections.length]!,
        clusterHead: idOf(index),
        language: 'en',
      },
    ]),
  );

function vectorsOf(facts: ReadonlyMap<string, PoolFacts>) {
  const random = seededRandom(7);
  return new Map(
    [...facts.values()].map(({ storyId, sectionPath }) => [storyId, vectorOf(random, sectionPath)] as const),
  );
}

const vectorOf = (random: Random, section: string) =>
  storyVector(
    new Map(Array.from({ length: 40 }, () => [`en:w${zipf(random, 20_000)}`, 1 + random()])),
    [],
    section,
  );

function liveEdition(archive: number): Edition {
  const facts = factsOf(Math.min(live, archive));
  const random = seededRandom(11);
  const views = new ViewCounts();
  const tallies = Array.from({ length: 50_000 }, (_, index) => ({
    storyId: idOf(zipf(random, facts.size)),
    startsAt: now - (1 + (index % 288)) * slotMs,
    validViews: 1 + Math.floor(random() * 9),
  }));
  views.add(tallies, facts, now);
  return buildEdition({
    number: 1,
    now,
    views,
    slates: new SlateCounts(),
    facts,
    vectors: vectorsOf(facts),
    counts: new Map(),
  });
}

/** Copies of one published story under other ids and addresses, each with a Related list and a vector. */
function fillArchive(path: string, from: StoryId, archive: number): void {
  const database = new Database(path);
  const columns = database
    .prepare<[], { name: string }>("select name from pragma_table_info('stories')")
    .all()
    .map(({ name }) => name)
    // The search index's own row number, which is given anew.
    .filter((name) => name !== 'number');
  const copied = columns.map((name) => (name === 'id' || name === 'path' ? `@${name}` : name));
  const copy = database.prepare(
    `insert into stories (${columns}) select ${copied} from stories where id = @from`,
  );
  const list = database.prepare('insert into related (story_id, made_at, list) values (?, ?, ?)');
  const analysis = database.prepare(
    `insert into analyses (story_id, analysis_version, content, fingerprint, vector) values (?, 'bench', '{}', '[]', ?)`,
  );
  const random = seededRandom(13);
  const vectors = Array.from({ length: 1000 }, () => encodeVector(vectorOf(random, sections[0]!)));
  database.transaction(() => {
    for (let number = 0; number < archive; number += 1) {
      const id = idOf(number);
      copy.run({ id, path: `/2026/05/copy-${number}`, from });
      const others = Array.from({ length: listWeights.kept }, () => ({
        storyId: idOf(Math.floor(random() * archive)),
        reason: { kind: 'same-event' },
      }));
      list.run(id, now, JSON.stringify(others));
      analysis.run(id, vectors[number % vectors.length]);
    }
  })();
  // As after any night: a log as long as the archive would be searched at each read.
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
