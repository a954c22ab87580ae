import { afterEach, beforeEach, expect, it } from 'vitest';
import { minuteMs } from '../../src/base/clock.js';
import { idSource } from '../../src/base/ids.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import type { Databases } from '../../src/store/databases.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { onBothDatabases } from '../support/databases.js';

const noon = Date.UTC(2026, 4, 12, 10);
let now = noon;
const clock = () => now;

const subjects = [
  ['the swing bridge at Ropewalk', 'Engineers of the Harbour Trust found a cracked bearing under the span'],
  ['the lifeboat of Gannet Lane', 'Coxswain Tamsin Orme took nine people off the trawler Blue Heron'],
  ['the curlew ward of Lantern Hill', 'Nurses told the health board that thirty beds would be missed'],
  ['the cannery wharf auction', 'Auctioneer Felix Brandt sold the sheds to a seaweed company'],
] as const;

onBothDatabases('the desk of Related lists', clock, (openFresh) => {
  let databases: Databases;
  let stories: StoryDesk;
  let table: RelateTable;
  beforeEach(async () => {
    now = noon;
    databases = await openFresh();
    stories = new StoryDesk({
      stories: new StoryTable(databases),
      clock,
      ids: idSource(clock),
      zone: () => 'UTC',
    });
    table = new RelateTable(databases);
  });
  afterEach(() => databases.close());

  let written = 0;
  const publish = async (subject: number): Promise<StoryId> => {
    written += 1;
    const [what, fact] = subjects[subject]!;
    // Words of its own make it another report, not a copy.
    const own = Array.from({ length: 12 }, (_, at) => `detail${written}n${at}`).join(' and ');
    const body = `<p>${fact}.</p><p>${own}, it was said of ${what}.</p>`;
    const { id } = await stories.create({ headline: `Report ${written} on ${what}`, body }, 'test');
    await stories.act(id, { kind: 'publish' }, 'test');
    return id;
  };
  const publishMany = async (count: number) => {
    const ids: StoryId[] = [];
    for (let at = 0; at < count; at += 1) ids.push(await publish(at % subjects.length));
    return ids;
  };
  const listOf = async (id: StoryId) =>
    (await new RelatedTable(databases).of(id)).rows.map(({ storyId }) => storyId);
  const work = (desk = new RelateDesk({ store: table, clock })) => {
    now += minuteMs;
    return desk.work();
  };

  it('lists a backlog once for each story, however long it is', async () => {
    const ids = await publishMany(48);
    let made = 0;
    const keep = table.keep.bind(table);
    table.keep = (kept) => {
      made += kept.lists.size;
      return keep(kept);
    };
    expect(await work()).toBe(48);
    expect(made).toBe(48);
    for (const [at, id] of ids.entries()) {
      const listed = await listOf(id);
      expect(listed.length).toBeGreaterThan(0);
      expect(listed).not.toContain(id);
      for (const other of listed)
        expect(ids.indexOf(other as StoryId) % subjects.length).toBe(at % subjects.length);
    }
    expect(await work()).toBe(0);
  });

  it('takes what is published meanwhile first, unless it is a backlog itself', async () => {
    await publishMany(44);
    const keep = table.keep.bind(table);
    const order: string[] = [];
    let fresh: StoryId | undefined;
    let flood: StoryId[] = [];
    table.keep = async (kept) => {
      await keep(kept);
      if (kept.done?.reason !== 'changed') return;
      order.push(...kept.done.ids);
      if (fresh === undefined) fresh = await publish(0);
      else if (order.length >= 21 && flood.length === 0) flood = await publishMany(25);
    };
    const desk = new RelateDesk({ store: table, clock: () => (now += 1) });
    expect(await work(desk)).toBe(44 + 25);
    expect(order).toHaveLength(44 + 1 + 25);
    expect(order.indexOf(fresh!)).toBe(20);
    expect(Math.min(...flood.map((id) => order.indexOf(id)))).toBe(45);
  });

  it('takes what is published while a backlog is still read first', async () => {
    const backlog = await publishMany(44);
    const keep = table.keep.bind(table);
    const order: string[] = [];
    let fresh: StoryId | undefined;
    table.keep = async (kept) => {
      await keep(kept);
      if (kept.done?.reason === 'changed') order.push(...kept.done.ids);
      fresh ??= await publish(0);
    };
    await work(new RelateDesk({ store: table, clock: () => (now += 1) }));
    expect(order).toHaveLength(45);
    expect(order[0]).toBe(fresh);
    expect((await listOf(fresh!)).some((id) => backlog.includes(id as StoryId))).toBe(true);
  });

  /** Works until so many transactions have been kept, and then no more. */
  const endAfter = async (steps: number) => {
    const desk = new RelateDesk({ store: table, clock });
    const keep = table.keep.bind(table);
    let kept = 0;
    table.keep = async (part) => {
      await keep(part);
      kept += 1;
      if (kept === steps) desk.stop();
    };
    await work(desk);
    table.keep = keep;
    expect(kept).toBe(steps);
  };
  const relateJobs = () => databases.read.selectFrom('jobs').selectAll().execute();

  it.each([1, 2, 3, 4])('that ends after step %i of a backlog leaves no list old', async (steps) => {
    const older = await publishMany(8);
    await work();
    expect(await listOf(older[4]!)).toContain(older[0]);
    // One goes over to another subject, and leaves the list of the only other of its first.
    const { version } = await stories.require(older[0]!);
    const body = `<p>${subjects[1][1]}.</p>`;
    await stories.edit(older[0]!, version, { headline: `Crew of ${subjects[1][0]}`, body }, 'test');
    for (let at = 0; at < 30; at += 1) await publish(1 + (at % 3));
    await endAfter(steps);
    expect(await relateJobs()).not.toEqual([]);
    await work();
    expect(await listOf(older[4]!)).not.toContain(older[0]);
    for (const id of older.filter((_, at) => at % subjects.length > 0))
      expect((await listOf(id)).some((other) => !older.includes(other as StoryId))).toBe(true);
    expect(await relateJobs()).toEqual([]);
  });

  it.each([1, 2, 3])(
    'that ends after step %i of an upgrade lists the rest at the next start',
    async (steps) => {
      const ids = await publishMany(30);
      await work();
      await databases.write.updateTable('analyses').set({ analysis_version: 'older' }).execute();
      await databases.write.updateTable('related').set({ list: '[]' }).execute();
      await endAfter(steps);
      expect(await work()).toBeGreaterThan(0);
      for (const id of ids) expect((await listOf(id)).length).toBeGreaterThan(0);
      expect(await relateJobs()).toEqual([]);
      expect(await work()).toBe(0);
    },
  );

  it('makes lists of other weights again at its next start, and only those of stories that readers may see', async () => {
    const ids = await publishMany(12);
    await work();
    const [withdrawn, old] = [ids[0]!, ids[1]!];
    await stories.act(withdrawn, { kind: 'withdraw', notice: 'Wrong.' }, 'test');
    await work();
    const before = await listOf(old);
    for (const id of [withdrawn, old])
      await databases.write
        .updateTable('related')
        .set({ list_version: 'older', list: '[]' })
        .where('story_id', '=', id)
        .execute();
    let made: string[] = [];
    const keep = table.keep.bind(table);
    table.keep = (kept) => {
      made.push(...kept.lists.keys());
      return keep(kept);
    };
    await work();
    expect(made).toEqual([old]);
    // Equals stand in the order in which the index took them in.
    expect((await listOf(old)).toSorted()).toEqual(before.toSorted());
    made = [];
    await work();
    expect(made).toEqual([]);
    expect(await relateJobs()).toEqual([]);
  });

  it('lets stored lists serve while its index is being loaded, and then lists what came meanwhile', async () => {
    const ids = await publishMany(8);
    await work();
    const before = await listOf(ids[0]!);
    expect(before).not.toEqual([]);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const analyses = table.analyses.bind(table);
    table.analyses = async (...asked) => {
      await gate;
      return analyses(...asked);
    };
    const loading = work();
    const fresh = await publish(0);
    expect(await listOf(ids[0]!)).toEqual(before);
    expect(await listOf(fresh)).toEqual([]);
    open();
    now += minuteMs;
    await loading;
    expect(await listOf(fresh)).toContain(ids[0]);
    expect(await listOf(ids[0]!)).toContain(fresh);
  });

  it('that was not alone for a while begins with what others made', async () => {
    await publishMany(4);
    const desk = new RelateDesk({ store: table, clock });
    await work(desk);
    const between = await publish(0);
    const left = await publish(1);
    await work();
    await stories.act(left, { kind: 'withdraw', notice: 'Wrong.' }, 'test');
    await work();
    desk.leave();
    const [fresh, other] = [await publish(0), await publish(1)];
    await work(desk);
    expect(await listOf(fresh)).toContain(between);
    expect(await listOf(other)).not.toContain(left);
  });

  it('ends with what it has in hand when it leaves, and frees nothing that another one claimed', async () => {
    await publishMany(44);
    const desk = new RelateDesk({ store: table, clock });
    const keep = table.keep.bind(table);
    let kept = 0;
    table.keep = async (work) => {
      kept += 1;
      desk.leave();
      await keep(work);
      throw new Error('the disk is full');
    };
    await expect(work(desk)).rejects.toThrow('the disk is full');
    expect(kept).toBe(1);
    expect(await table.waiting(50, now)).toBe(0);
  });

  it('comes back to what was claimed a minute after a failure', async () => {
    const ids = await publishMany(24);
    const keep = table.keep.bind(table);
    table.keep = () => Promise.reject(new Error('the disk is full'));
    const desk = new RelateDesk({ store: table, clock });
    await expect(work(desk)).rejects.toThrow('the disk is full');
    table.keep = keep;
    expect(await desk.work()).toBe(0);
    now += 2 * minuteMs;
    expect(await desk.work()).toBe(24);
    expect((await listOf(ids[0]!)).length).toBeGreaterThan(0);
  });

  it('puts a new story into the lists of older ones, and takes it out with its withdrawal, after a restart too', async () => {
    const older = await publishMany(6);
    const desk = new RelateDesk({ store: table, clock });
    await work(desk);
    const fresh = await publish(0);
    await work(desk);
    expect(await listOf(older[0]!)).toContain(fresh);
    await stories.act(fresh, { kind: 'withdraw', notice: 'Wrong in its main fact.' }, 'test');
    await work();
    expect(await listOf(older[0]!)).not.toContain(fresh);
  });

  it('keeps some more than the ten that a page shows', async () => {
    const ids = await publishMany(4 * 20);
    await work();
    for (const id of ids.slice(0, 4)) expect(await listOf(id)).toHaveLength(16);
  });
});
