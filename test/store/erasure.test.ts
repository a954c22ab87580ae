import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeDueDays } from '../../src/audience/ledger/close-day.js';
import { daySigner, newSigningKey } from '../../src/audience/ledger/day-signer.js';
import { type DayCheck, verifyChain } from '../../src/audience/ledger/verify-chain.js';
import { dayMs, hourMs, minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { searchTokens } from '../../src/discovery/search/search-tokens.js';
import { openInput } from '../../src/exchange/archive/open-input.js';
import { runImport } from '../../src/exchange/import-run.js';
import { anyTime, finishErasures } from '../../src/jobs/finish-erasures.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { PictureShelf } from '../../src/newsroom/media/picture-shelf.js';
import type { Story } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { pruneChanges } from '../../src/store/changes.js';
import type { Databases } from '../../src/store/databases.js';
import { closedDays } from '../../src/store/tables/closed-days.js';
import { ErasureTable } from '../../src/store/tables/erasures.js';
import { ImportRunTable } from '../../src/store/tables/import-runs.js';
import { MediaTable } from '../../src/store/tables/media.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { StoryEraserTable } from '../../src/store/tables/story-eraser.js';
import { onBothDatabases } from '../support/databases.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const noon = Date.UTC(2026, 4, 12, 10);
let now = noon;
const clock = () => now;
/** Two names that stand in no other story. The first is in the headline, and thus in the address, which stays. */
const name = 'Quovarkel';
const secret = 'Zemblovar';
const feed = (
  title: string,
) => `<rss version="2.0"><channel><title>Wire</title><item><guid>wire-${secret}-1</guid>
  <title>${title}</title><link>https://wire.example/${name}</link>
  <description>${secret} was seen at the harbour bridge, where the ferry company repairs the quay.</description>
  </item></channel></rss>`;

onBothDatabases('an erasure', clock, (openFresh) => {
  let databases: Databases;
  let desk: StoryDesk;
  let folder: string;
  let shelf: PictureShelf;
  const ids = idSource(clock);

  beforeEach(async () => {
    now = noon;
    databases = await openFresh();
    folder = makeTempFolder();
    desk = new StoryDesk({ stories: new StoryTable(databases), clock, ids, zone: () => 'Europe/Paris' });
    shelf = new PictureShelf({ folder, media: new MediaTable(databases), clock, ids });
  });
  afterEach(async () => {
    await databases.close();
    removeFolder(folder);
  });

  async function bring(title: string): Promise<Record<string, number>> {
    const path = join(folder, `${name}.xml`);
    writeFileSync(path, feed(title));
    const { outcomes } = await runImport(
      {
        input: path,
        entries: openInput(path),
        options: { as: 'published', own: false, zone: 'UTC', dryRun: false },
      },
      {
        store: new ImportRunTable(databases, ids),
        clock,
        ids,
        language: 'en',
        ensureSection: () => Promise.reject(new Error('there is no section')),
        ensureContributor: () => Promise.reject(new Error('there is no author')),
      },
    );
    return Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0));
  }

  const picture = (colour: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
      .png()
      .toBuffer()
      .then((bytes) => shelf.keep(bytes));

  /** A story that left its marks everywhere: imported twice, edited, corrected, related, counted, withdrawn. */
  async function storyEverywhere(): Promise<Story> {
    await bring(`${name} at the bridge`);
    await bring(`${name} at the bridge again`);
    const row = await databases.read.selectFrom('stories').select('id').executeTakeFirstOrThrow();
    const id = row.id as Story['id'];
    const kept = await picture('red');
    const { version } = await desk.require(id);
    await desk.edit(
      id,
      version,
      {
        kicker: `${secret} case`,
        topics: [name, 'Harbour'],
        slugline: `${secret} slug`,
        byline: { kind: 'printed', text: secret },
        leadPicture: { mediaId: kept.id, caption: secret, credit: secret, altText: secret },
      },
      'ada',
      true,
    );
    await desk.correct(id, 'correction', `${secret} was not on the ferry.`, 'ada');
    return desk.require(id);
  }

  const publish = async (headline: string, body: string) => {
    const { id } = await desk.create({ headline, body: `<p>${body}</p>` }, 'ada');
    return desk.act(id, { kind: 'publish' }, 'ada');
  };
  const eraseAlone = (id: Story['id']) =>
    new StoryEraserTable(databases).erase(id, { at: now, ground: 'Court order 12/26', actor: 'ada' });
  const finish = (dueBy = anyTime) => finishErasures({ store: new ErasureTable(databases), shelf }, dueBy);
  const erase = async (id: Story['id']) => {
    const erased = await eraseAlone(id);
    expect(await finish()).toBe(true);
    return erased;
  };

  it('leaves nothing of the text in any column of any table', async () => {
    const story = await storyEverywhere();
    const other = await publish(
      'Harbour bridge repairs',
      'The ferry company repairs the quay at the harbour bridge.',
    );
    const related = new RelateDesk({ store: new RelateTable(databases), clock });
    await related.work();
    await databases.write
      .insertInto('related')
      .values({
        story_id: other.id,
        made_at: now,
        list_version: '',
        list: JSON.stringify([{ storyId: story.id, reason: { kind: 'also-about', names: [secret] } }]),
      })
      .onConflict((conflict) =>
        conflict.column('story_id').doUpdateSet(({ ref }) => ({ list: ref('excluded.list') })),
      )
      .execute();
    expect(await columnsHolding(databases, secret)).toEqual(
      expect.arrayContaining([
        'stories.body',
        'revisions.content',
        'import_items.before',
        'related.list',
        'audit.detail',
        'analyses.content',
        'corrections.text',
      ]),
    );
    await erase(story.id);
    now += 60_000;
    await related.work();
    for (const text of [secret, ...searchTokens(secret, 'en')])
      expect(await columnsHolding(databases, text)).toEqual([]);
    // Addresses stay, since they answer; where the file of a run lay is the operator's own record.
    now += 2 * hourMs;
    await pruneChanges(databases, now);
    const left = ['import_runs.input', 'paths.path'];
    expect((await columnsHolding(databases, name)).filter((place) => place.includes('.'))).toEqual(left);
  });

  it('leaves when and on what ground at every address, and one line of the audit', async () => {
    const story = await storyEverywhere();
    const { paths } = await erase(story.id);
    expect(paths).toContain(story.path);
    const published = new PublishedStoryTable(databases, () => 'Europe/Paris');
    for (const path of paths)
      expect(await published.findByPath(path)).toEqual({
        kind: 'erased',
        at: now,
        ground: 'Court order 12/26',
      });
    const audit = await databases.read
      .selectFrom('audit')
      .selectAll()
      .where('subject', '=', story.id)
      .execute();
    expect(audit).toEqual([
      expect.objectContaining({ act: 'erase', actor: 'ada', detail: 'Court order 12/26', at: now }),
    ]);
    const { tags } = await databases.read
      .selectFrom('changes')
      .select('tags')
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(tags)).toEqual(
      expect.arrayContaining([`story:${story.id}`, `path:${story.path}`, 'front']),
    );
  });

  it('is not undone by the next import, whose report says so', async () => {
    const story = await storyEverywhere();
    await erase(story.id);
    expect(await bring(`${name} at the bridge, third version`)).toEqual({ skipped: 1 });
    expect(await databases.read.selectFrom('stories').select('id').execute()).toEqual([]);
  });

  it('takes the pictures that nothing else shows, and leaves those that something does', async () => {
    const [own, shared, past] = [await picture('red'), await picture('green'), await picture('blue')];
    const figure = (hash: string) => `<figure><img src="/media/${hash}/640.webp" alt="A quay"></figure>`;
    const first = await publish('With pictures', `</p>${figure(own.hash)}${figure(shared.hash)}<p>`);
    const second = await publish('Beside it', `</p>${figure(shared.hash)}${figure(past.hash)}<p>`);
    // An older revision of the second still shows it.
    await desk.edit(second.id, second.version, { body: `${figure(shared.hash)}<p>Now without.</p>` }, 'ada');
    await desk.edit(first.id, first.version, { body: `${figure(past.hash)}<p>One other.</p>` }, 'ada');
    await shelf.render(own.hash, 320, 'webp');
    expect(filesOf(own.hash)).toHaveLength(2);
    const { pictureHashes } = await erase(first.id);
    expect(pictureHashes).toEqual([own.hash]);
    expect(filesOf(own.hash)).toEqual([]);
    expect(existsSync(join(folder, shared.hash.slice(0, 2), shared.hash))).toBe(true);
    expect(await databases.read.selectFrom('media').select('hash').orderBy('hash').execute()).toEqual(
      [shared.hash, past.hash].sort().map((hash) => ({ hash })),
    );
  });

  const filesOf = (hash: string) => {
    const shelfOf = join(folder, hash.slice(0, 2));
    return existsSync(shelfOf) ? readdirSync(shelfOf).filter((file) => file.startsWith(hash)) : [];
  };
  const jobsLeft = async () =>
    (await databases.read.selectFrom('jobs').select('kind').where('kind', 'like', 'erase-%').execute()).map(
      ({ kind }) => kind,
    );

  it('that ends after its commit is finished by who serves the site, a minute later', async () => {
    const own = await picture('red');
    const story = await publish(
      'With a picture',
      `</p><figure><img src="/media/${own.hash}/640.webp" alt="A quay"></figure><p>`,
    );
    await countView(story.id);
    await eraseAlone(story.id);
    expect(filesOf(own.hash)).toHaveLength(1);
    expect((await jobsLeft()).sort()).toEqual(['erase-numbers', 'erase-picture', 'erase-traces']);
    expect(await finish(now)).toBe(true);
    expect(await jobsLeft()).toHaveLength(3);
    now += minuteMs;
    expect(await finish(now)).toBe(true);
    expect(filesOf(own.hash)).toEqual([]);
    expect(await databases.read.selectFrom('tallies').selectAll().execute()).toEqual([]);
    expect(await jobsLeft()).toEqual([]);
    expect(await finish(now)).toBe(true);
  });

  it('is finished after a clock that was ahead is set back', async () => {
    const story = await publish('Ahead', '');
    await countView(story.id);
    now += 400 * dayMs;
    await eraseAlone(story.id);
    now -= 400 * dayMs;
    expect(await finish(now)).toBe(true);
    expect(await databases.read.selectFrom('tallies').selectAll().execute()).toEqual([]);
    expect(await jobsLeft()).toEqual([]);
  });

  it('overwrites traces and deletes the other files, where one file cannot be deleted', async () => {
    const [first, second] = [await picture('red'), await picture('green')];
    const figure = (hash: string) => `<figure><img src="/media/${hash}/640.webp" alt="A quay"></figure>`;
    const story = await publish('With two', `</p>${figure(first.hash)}${figure(second.hash)}<p>`);
    await eraseAlone(story.id);
    const forget = (hash: string) =>
      hash === first.hash ? Promise.reject(new Error('not permitted')) : shelf.forget(hash);
    await expect(
      finishErasures({ store: new ErasureTable(databases), shelf: { forget } }, anyTime),
    ).rejects.toThrow('not permitted');
    expect(await jobsLeft()).toEqual(['erase-picture']);
    expect(filesOf(second.hash)).toEqual([]);
    await finish();
    expect([...filesOf(first.hash), ...(await jobsLeft())]).toEqual([]);
  });

  it('that ends between a file and its note is finished again', async () => {
    const [first, second] = [await picture('red'), await picture('green')];
    const figure = (hash: string) => `<figure><img src="/media/${hash}/640.webp" alt="A quay"></figure>`;
    const story = await publish('With two', `</p>${figure(first.hash)}${figure(second.hash)}<p>`);
    await eraseAlone(story.id);
    let deleted = 0;
    const forget = async (hash: string) => {
      await shelf.forget(hash);
      deleted += 1;
      if (deleted === 2) throw new Error('killed');
    };
    await expect(
      finishErasures({ store: new ErasureTable(databases), shelf: { forget } }, anyTime),
    ).rejects.toThrow('killed');
    expect(await jobsLeft()).toContain('erase-picture');
    await finish();
    expect([...filesOf(first.hash), ...filesOf(second.hash), ...(await jobsLeft())]).toEqual([]);
  });

  it('leaves a picture that was kept again before its file was deleted', async () => {
    const own = await picture('red');
    const story = await publish(
      'With a picture',
      `</p><figure><img src="/media/${own.hash}/640.webp" alt="A quay"></figure><p>`,
    );
    await eraseAlone(story.id);
    await picture('red');
    await finish();
    expect(filesOf(own.hash)).toHaveLength(1);
    expect(await jobsLeft()).toEqual([]);
  });

  it('leaves the chain of closed days whole', async () => {
    const story = await publish('Counted', 'It was read.');
    const other = await publish('Counted too', 'It was read too.');
    await countView(story.id);
    await countView(other.id);
    const signer = daySigner('d1', newSigningKey());
    now += 2 * dayMs;
    await closeDueDays({
      days: closedDays(databases),
      salts: { of: async () => randomBytes(32), destroyThrough: async () => undefined },
      signer,
      clock,
      zone: () => 'Europe/Paris',
      random: randomBytes,
    });
    await erase(story.id);
    const checks: DayCheck[] = [];
    for await (const check of verifyChain(closedDays(databases), [signer.publicKey])) checks.push(check);
    expect(checks[0]).toMatchObject({ stories: 2, erased: 1 });
    expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
    expect(
      (await columnsHolding(databases, story.id)).filter((column) => column.startsWith('closed_')),
    ).toEqual([]);
  });

  const countView = (storyId: string) =>
    databases.write
      .insertInto('tallies')
      .values({
        story_id: storyId,
        hour_starts_at: noon,
        class: 'valid',
        reason: '',
        rules_version: 1,
        views: 3,
        leaves: 0,
        reads: 0,
        dwell_seconds: 0,
        scroll_percents: 0,
        without_script: 0,
        reactions_given: 0,
        reactions_taken: 0,
      })
      .execute();

  it('of a story that is not there is refused', async () => {
    await expect(erase('no-such-story' as Story['id'])).rejects.toMatchObject({ code: 'not_found' });
  });
});

/**
 * "table.column" of every column in which a row holds the text, whatever the column's type, parts of indexes too; of a
 * database that is a file also "file" or "log", where its bytes do.
 */
async function columnsHolding({ write }: Databases, text: string): Promise<string[]> {
  const holding: string[] = [];
  for (const table of await write.introspection.getTables())
    for (const column of table.columns) {
      const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(table.name)}
        where lower(cast(${sql.ref(column.name)} as text)) like ${`%${text.toLowerCase()}%`}`.execute(write);
      if (Number(found.rows[0]!.n) > 0) holding.push(`${table.name}.${column.name}`);
    }
  return [...holding.sort(), ...(await filesHolding(write, text))];
}

async function filesHolding(write: Databases['write'], text: string): Promise<string[]> {
  const list = await sql<{ file: string }>`pragma database_list`.execute(write).catch(() => undefined);
  const file = list?.rows[0]?.file;
  if (file === undefined) return [];
  const holds = (path: string) =>
    existsSync(path) && readFileSync(path).toString('latin1').toLowerCase().includes(text.toLowerCase());
  return [...(holds(file) ? ['file'] : []), ...(holds(`${file}-wal`) ? ['log'] : [])];
}
