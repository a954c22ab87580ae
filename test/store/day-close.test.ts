import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDueDays } from '../../src/audience/ledger/close-day.js';
import type { DayRecord } from '../../src/audience/ledger/day-record.js';
import { daySigner, newSigningKey } from '../../src/audience/ledger/day-signer.js';
import { csvHead, csvLinesOf, jsonLinesOf } from '../../src/audience/ledger/export-lines.js';
import { recount } from '../../src/audience/ledger/recount.js';
import { restate, restatementRulesSchema } from '../../src/audience/ledger/restatement.js';
import { verifyChain } from '../../src/audience/ledger/verify-chain.js';
import { rulesVersion } from '../../src/audience/rules.js';
import { silentLog } from '../../src/base/log.js';
import { closeDay } from '../../src/jobs/close-day.js';
import type { Databases } from '../../src/store/databases.js';
import { eraseFromAudience } from '../../src/store/tables/audience-erasure.js';
import { closedDays } from '../../src/store/tables/closed-days.js';
import { countedStories } from '../../src/store/tables/counted-stories.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { recountStore } from '../../src/store/tables/recount.js';
import { restatementStore } from '../../src/store/tables/restatements.js';
import { type CountingSite, clearAudience, openCountingSite, origin } from '../support/counting.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 11:00 in Paris on the day before summer time begins, so that the second day has 23 hours. */
const start = Date.UTC(2026, 2, 28, 10);
const signer = daySigner('d1', newSigningKey());

let site: CountingSite;
let folder: string;
beforeAll(async () => {
  folder = makeTempFolder();
  site = await openCountingSite(folder, start);
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});
beforeEach(async () => {
  site.time.now = start;
  await clearAudience(site.databases);
  await site.salts.destroyThrough('9999-12-31');
});

const parts = () => ({
  days: closedDays(site.databases),
  salts: site.salts,
  signer,
  clock: () => site.time.now,
  zone: () => 'Europe/Paris',
  random: randomBytes,
});
const close = () => closeDueDays(parts());
const verify = async (trusted: readonly string[] = [signer.publicKey]) => {
  const checks = [];
  for await (const check of verifyChain(closedDays(site.databases), trusted)) checks.push(check);
  return checks;
};
const faults = async (trusted?: readonly string[]) =>
  (await verify(trusted)).flatMap((check) => check.faults);

async function read(storyId: string, address: string): Promise<void> {
  site.time.address = address;
  const events = [{ id: randomBytes(12).toString('base64url'), kind: 'view', ageMs: 0 }];
  const answer = await site.app.request('/api/v1/events', {
    method: 'POST',
    body: JSON.stringify({ v: 1, token: site.token(storyId), events }),
    headers: {
      origin,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'sec-fetch-site': 'same-origin',
    },
  });
  expect(answer.status).toBe(202);
}

async function threeDays(): Promise<void> {
  for (let day = 0; day < 3; day += 1) {
    site.time.now = start + day * dayMs;
    await read('story-1', '203.0.114.7');
    await read('story-1', '203.0.114.8');
    await read('story-2', '203.0.114.7');
  }
}

describe('the close of a day', () => {
  it('waits two hours after midnight in the paper’s zone', async () => {
    await read('story-1', '203.0.114.7');
    const midnight = Date.UTC(2026, 2, 28, 23);
    site.time.now = midnight + 2 * hourMs - 1;
    expect(await close()).toEqual([]);
    site.time.now += 1;
    expect(await close()).toEqual(['2026-03-28']);
    expect(await close()).toEqual([]);
  });

  it('catches up missed days, of 23 hours too, in one chain without a gap', async () => {
    await threeDays();
    site.time.now = start + 5 * dayMs;
    expect(await close()).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01']);
    const records = [];
    for await (const { record } of closedDays(site.databases).all())
      records.push(JSON.parse(record.record) as DayRecord);
    expect(records.map(({ startsAt, endsAt }) => (endsAt - startsAt) / hourMs)).toEqual([24, 23, 24, 24, 24]);
    expect(records[0]).toMatchObject({
      totals: { views: { valid: 3 } },
      lines: 2,
      siteReaders: { estimate: 2 },
    });
    expect(records[4]).toMatchObject({ totals: { views: {} }, lines: 0 });
    expect(await faults()).toEqual([]);
  });

  it('closes once when several processes do it at once', async () => {
    await threeDays();
    site.time.now = start + 5 * dayMs;
    const closed = await Promise.all([close(), close(), close()]);
    expect(closed.flat().sort()).toEqual([...new Set(closed.flat())].sort());
    expect(await faults()).toEqual([]);
  });

  it('destroys the salt, so that no reader of the day is recognised', async () => {
    await read('story-1', '203.0.114.7');
    const before = await site.databases.read.selectFrom('readers').select('reader_key').execute();
    expect(readdirSync(site.saltFolder)).toEqual(['2026-03-28']);
    site.time.now = start + dayMs;
    await close();
    expect(readdirSync(site.saltFolder)).toEqual([]);
    expect(await site.databases.read.selectFrom('readers').selectAll().execute()).toEqual([]);
    await read('story-1', '203.0.114.7');
    const after = await site.databases.read.selectFrom('readers').select('reader_key').execute();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  it('is not undone by a clock that is set back', async () => {
    await threeDays();
    site.time.now = start + 3 * dayMs;
    await close();
    site.time.now = start;
    await read('story-1', '203.0.114.9');
    expect(await faults()).toEqual([]);
    const [late] = await site.databases.read
      .selectFrom('events')
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(1)
      .execute();
    expect(late?.hour_starts_at).toBe(Date.UTC(2026, 2, 30, 22));
  });

  it('shows on the counted page', async () => {
    await threeDays();
    site.time.now = start + 2 * dayMs;
    await close();
    const counted = await countedStories(site.databases.scan, () => site.time.now).countedStory('story-1');
    expect(counted.closedDays).toMatchObject([
      { day: '2026-03-29', views: 2, readers: 2, rulesVersion },
      { day: '2026-03-28', views: 2, readers: 2, rulesVersion },
    ]);
    expect(counted.closedDays[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lets go of evidence and keeps the numbers', async () => {
    await threeDays();
    site.time.now = start + 40 * dayMs;
    const job = {
      ...parts(),
      ledger: ledgerStore(site.databases, 'w'),
      eventsKeptDays: () => 35,
      log: silentLog,
    };
    const stories = { from_story_id: 'story-1', to_story_id: 'story-2', follows: 1 };
    await site.databases.write
      .insertInto('follow_tallies')
      .values([
        { ...stories, day_starts_at: site.time.now - 91 * dayMs },
        { ...stories, day_starts_at: site.time.now - 89 * dayMs },
      ])
      .execute();
    expect(await closeDay(job)).toHaveLength(40);
    const followed = await site.databases.read.selectFrom('follow_tallies').selectAll().execute();
    expect(followed).toMatchObject([{ day_starts_at: site.time.now - 89 * dayMs }]);
    for (const table of ['events', 'event_ids', 'fine_tallies'] as const)
      expect(await site.databases.read.selectFrom(table).selectAll().execute()).toEqual([]);
    expect(await faults()).toEqual([]);
  });
});

describe('the chain', () => {
  beforeEach(async () => {
    await threeDays();
    site.time.now = start + 4 * dayMs;
    await close();
  });

  it('survives an erasure, which leaves nothing of the story but digests', async () => {
    await eraseFromAudience(site.databases, ['story-1']);
    expect(await faults()).toEqual([]);
    expect((await verify()).map(({ erased }) => erased)).toEqual([1, 1, 1, 0]);
    for (const table of ['events', 'tallies', 'story_counts', 'closed_lines', 'reactions'] as const) {
      const rows = await site.databases.read.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('story-1');
    }
  });

  it.each<[string, RegExp, (site: CountingSite) => Promise<unknown>]>([
    [
      'a line',
      /line of story story-2 was changed/,
      async ({ databases }) => {
        const row = await databases.read
          .selectFrom('closed_lines')
          .selectAll()
          .where('story_id', '=', 'story-2')
          .executeTakeFirstOrThrow();
        const line = row.line!.replace('"valid":1', '"valid":9');
        await databases.write
          .updateTable('closed_lines')
          .set({ line })
          .where('day', '=', row.day)
          .where('position', '=', row.position)
          .execute();
      },
    ],
    [
      'a tally',
      /tallies of story story-1 differ/,
      ({ databases }) =>
        databases.write.updateTable('tallies').set({ views: 99 }).where('story_id', '=', 'story-1').execute(),
    ],
    [
      'a tally that was deleted',
      /tallies of story story-1 are missing/,
      ({ databases }) => databases.write.deleteFrom('tallies').where('story_id', '=', 'story-1').execute(),
    ],
    [
      'a tally that was added',
      /added after the close/,
      async ({ databases }) => {
        const row = await databases.read.selectFrom('tallies').selectAll().executeTakeFirstOrThrow();
        await databases.write
          .insertInto('tallies')
          .values({ ...row, story_id: 'story-3' })
          .execute();
      },
    ],
    [
      'a line that was deleted',
      /lines instead of/,
      ({ databases }) => databases.write.deleteFrom('closed_lines').where('position', '=', 1).execute(),
    ],
    [
      'a record',
      /does not have its hash/,
      async ({ databases }) => {
        const row = await databases.read.selectFrom('closed_days').selectAll().executeTakeFirstOrThrow();
        const record = row.record.replace('"valid":3', '"valid":4');
        await databases.write.updateTable('closed_days').set({ record }).where('day', '=', row.day).execute();
      },
    ],
    [
      'a record with its hash',
      /signature does not hold/,
      ({ databases }) =>
        databases.write
          .updateTable('closed_days')
          .set({ hash: 'ab'.repeat(32) })
          .where('day', '=', '2026-03-29')
          .execute(),
    ],
    [
      'a day that was deleted',
      /does not follow|gap/,
      ({ databases }) => databases.write.deleteFrom('closed_days').where('day', '=', '2026-03-29').execute(),
    ],
  ])('tells of %s', async (_what, fault, change) => {
    expect(await faults()).toEqual([]);
    await change(site);
    expect((await faults()).join('\n')).toMatch(fault);
  });

  it('tells of a chain that somebody else signed', async () => {
    const other = daySigner('d1', newSigningKey());
    expect(await faults([other.publicKey])).toContain('signed by a key that is not ours');
  });

  const exported = async () => {
    const lines: string[] = [];
    for await (const day of closedDays(site.databases).all()) lines.push(...jsonLinesOf(day));
    return lines;
  };
  const strangersCheck = (lines: readonly string[], key = signer.publicKey) => {
    const path = join(folder, 'export.jsonl');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const script = fileURLToPath(new URL('../../scripts/recount-from-export.mjs', import.meta.url));
    return spawnSync(process.execPath, [script, path, key], { encoding: 'utf8' });
  };

  it('is checked by a stranger’s script that knows only the document', async () => {
    const check = strangersCheck(await exported());
    expect(check.stdout).toContain('2026-03-28  2 stories  3 views  holds');
    expect(check.stdout).toContain('4 closed days, 0 do not hold.');
    expect(check.status).toBe(0);
  });

  it.each<[string, RegExp, (lines: readonly string[]) => string[]]>([
    [
      'a changed line',
      /line 0 was changed/,
      (lines) => lines.map((line) => line.replace('valid\\":2', 'valid\\":7')),
    ],
    ['a missing day', /does not follow/, (lines) => lines.slice(3)],
    ['a missing line', /has 1 lines and should have 2/, (lines) => lines.filter((_, index) => index !== 1)],
  ])('fails that script with %s', async (_what, fault, change) => {
    const check = strangersCheck(change(await exported()));
    expect(check.stdout).toMatch(fault);
    expect(check.status).toBe(1);
  });

  it('fails that script under another key, and holds for it after an erasure', async () => {
    await eraseFromAudience(site.databases, ['story-1']);
    expect(strangersCheck(await exported()).status).toBe(0);
    const other = daySigner('x', newSigningKey()).publicKey;
    expect(strangersCheck(await exported(), other).stdout).toContain('signed by another key');
  });

  it('is written as CSV too', async () => {
    const rows: string[] = [];
    for await (const day of closedDays(site.databases).all()) rows.push(...csvLinesOf(day));
    expect(csvHead.split(',')).toHaveLength(rows[0]!.split(',').length);
    expect(rows[0]).toMatch(/^2026-03-28,story-1,2,0,0,0,0,0,0,0,0,2,0,0,0,0,0,[0-9a-f]{64}$/);
  });
});

describe('a recount', () => {
  const recounted = () => recount(recountStore(site.databases.scan), 0);
  beforeEach(threeDays);

  it('agrees with what was counted', async () => {
    await read('story-1', '203.0.114.7');
    expect(await recounted()).toMatchObject({ views: 10, stories: 2, differences: [] });
  });

  it.each<[string, RegExp, (databases: Databases) => Promise<unknown>]>([
    [
      'a changed tally',
      new RegExp(`tally story-2 2026-03-28T\\d\\d:00:00.000Z valid/ v${rulesVersion}: views`),
      ({ write }) =>
        write.updateTable('tallies').set({ views: 5 }).where('story_id', '=', 'story-2').execute(),
    ],
    [
      'a changed count',
      /count of story story-1: views/,
      ({ write }) =>
        write.updateTable('story_counts').set({ views: 1 }).where('story_id', '=', 'story-1').execute(),
    ],
    [
      'a lost event',
      /tally story-1 .*: views/,
      ({ write }) => write.deleteFrom('events').where('story_id', '=', 'story-1').execute(),
    ],
  ])('tells of %s', async (_what, difference, change) => {
    await change(site.databases);
    const { differences } = await recounted();
    expect(differences.map(({ what }) => what).join('\n')).toMatch(difference);
  });
});

describe('a restatement', () => {
  it('stands beside the first number and changes nothing else', async () => {
    await threeDays();
    site.time.now += 10_000;
    await read('story-1', '203.0.114.7');
    const before = await countedStories(site.databases.scan, () => site.time.now).countedStory('story-1');
    const counts = await restate(
      restatementStore(site.databases),
      restatementRulesSchema.parse({ version: rulesVersion + 1, repeatWindowSeconds: 5 }),
      {
        id: 'r1',
        madeAt: site.time.now,
        rulesVersion: rulesVersion + 1,
        reason: 'Shorter window',
        startsAt: 0,
        endsAt: site.time.now,
      },
    );
    expect(counts).toEqual([{ storyId: 'story-1', viewsBefore: 6, viewsAfter: 7 }]);
    const after = await countedStories(site.databases.scan, () => site.time.now).countedStory('story-1');
    expect(after).toEqual({
      ...before,
      restatements: [
        expect.objectContaining({
          rulesVersion: rulesVersion + 1,
          reason: 'Shorter window',
          viewsBefore: 6,
          viewsAfter: 7,
        }),
      ],
    });
  });
});
