import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishBeside, type RunningSite, startSite } from '../support/app.js';
import { sendView, tokenOf } from '../support/many-readers.js';
import { NewsroomSession } from '../support/newsroom-session.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** Promise 4: no saved story and no acknowledged event is missing, or counted twice. */
const eventSenders = 8;
const body = 'The tide was late. '.repeat(200).trim();

/** What was sent, and what of it the site said it has. */
class Acknowledgements {
  readonly sent: { readonly id: string; readonly address: string }[] = [];
  readonly events = new Set<string>();
  readonly headlines = new Set<string>();
}

interface Load {
  readonly site: RunningSite;
  readonly token: string;
  readonly kept: Acknowledgements;
}

async function sendEvents({ site, token, kept }: Load, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const sent = kept.sent.length;
    const view = { id: randomUUID().slice(0, 30), address: `81.${sent >> 8}.${sent & 255}.7` };
    kept.sent.push(view);
    const answer = await sendView(site, { token, ...view }).catch(() => undefined);
    if (answer?.status === 202) kept.events.add(view.id);
  }
}

async function saveStories({ site, kept }: Load, isOver: () => boolean): Promise<void> {
  const editor = new NewsroomSession(site);
  await editor.signIn();
  while (!isOver()) {
    const headline = `Tide table ${randomUUID()}`;
    const answer = await editor.create({ headline, body }).catch(() => undefined);
    if (answer?.status === 303) kept.headlines.add(headline);
  }
}

const publicStory = async (site: RunningSite): Promise<string> =>
  (await publishBeside(site, { headline: 'Tides of the week', standfirst: 'High at noon.' })).path;

const countedViews = (site: RunningSite) =>
  site.query<{ views: number }>(
    "select coalesce(sum(views), 0) as views from tallies where class = 'valid'",
  )[0]!.views;

describe('a server that is killed while it works', () => {
  const folder = makeTempFolder();
  const env = { BROADSHEET_TRUSTED_HOPS: '1' };
  const kept = new Acknowledgements();
  let site: RunningSite;
  let path: string;

  beforeAll(async () => {
    site = await startSite({ folder, env });
    path = await publicStory(site);
  }, 180_000);
  afterAll(async () => {
    await site?.stop();
    removeFolder(folder);
  });

  it.each([1, 2])(
    'has everything that it acknowledged, time %i',
    async () => {
      const load = { site, token: await tokenOf(site, path), kept };
      let isOver = false;
      const before = kept.events.size;
      const working = [
        saveStories(load, () => isOver),
        ...Array.from({ length: eventSenders }, () => sendEvents(load, () => isOver)),
      ];
      while (kept.headlines.size < 5 || kept.events.size < before + 100) await sleep(20);
      await site.kill();
      isOver = true;
      await Promise.allSettled(working);
      site = await startSite({ folder, env });

      const ids = new Set(site.query<{ id: string }>('select id from event_ids').map(({ id }) => id));
      expect([...kept.events].filter((id) => !ids.has(id))).toEqual([]);
      const stories = site.query<{ headline: string; body: string }>('select headline, body from stories');
      expect(
        [...kept.headlines].filter((headline) => !stories.some((story) => story.headline === headline)),
      ).toEqual([]);
      expect(
        stories.filter((story) => story.headline.startsWith('Tide table') && !story.body.includes(body)),
      ).toEqual([]);
      expect(countedViews(site)).toBe(ids.size);
      expect(site.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    },
    180_000,
  );

  it('counts once what is sent again, and its count stands when it is done anew', async () => {
    const token = await tokenOf(site, path);
    const sent = kept.sent.slice(-300);
    for (let at = 0; at < sent.length; at += 20) {
      const answers = await Promise.all(
        sent.slice(at, at + 20).map((view) => sendView(site, { token, ...view })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    }
    expect(countedViews(site)).toBe(site.query<{ n: number }>('select count(*) as n from event_ids')[0]!.n);
    expect(await site.command('recount')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('All agree'),
    });
  }, 120_000);
});

describe('a disk that runs full', () => {
  const folder = makeTempFolder();
  const filler = join(folder, 'filler');
  let site: RunningSite | undefined;
  let reason: string | undefined;

  beforeAll(async () => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'pipe' });
    } catch (error) {
      reason = `a small disk cannot be mounted here: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`;
    }
  });
  afterAll(async () => {
    await site?.stop();
    if (reason === undefined) execFileSync('umount', [folder]);
    removeFolder(folder);
  });

  it('refuses in words, loses nothing, and goes on once there is space', async ({ skip }) => {
    skip(reason !== undefined, reason);
    site = await startSite({ folder, env: { BROADSHEET_TRUSTED_HOPS: '1' } });
    const path = await publicStory(site);
    const token = await tokenOf(site, path);
    const editor = new NewsroomSession(site);
    await editor.signIn();
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 256 * 1024)));

    const kept: string[] = [];
    let refusal: Response | undefined;
    for (let turn = 0; turn < 200 && refusal === undefined; turn += 1) {
      const headline = `Tide table ${turn}`;
      const answer = await editor.create({ headline, body: body.repeat(4) });
      if (answer.status === 303) kept.push(headline);
      else refusal = answer;
    }
    expect(refusal?.status).toBe(507);
    expect(await refusal!.text()).toMatch(/full/i);
    const views: number[] = [];
    for (let reader = 0; reader < 40; reader += 1) {
      const { status } = await sendView(site, {
        token,
        id: `full-disk-${randomUUID().slice(0, 20)}`,
        address: `81.9.${reader}.1`,
      });
      views.push(status);
    }
    expect(views).toContain(503);
    expect((await site.get(encodeURI(path))).status).toBe(200);

    rmSync(filler);
    expect((await editor.create({ headline: 'Space again', body })).status).toBe(303);
    const headlines = site
      .query<{ headline: string }>('select headline from stories')
      .map(({ headline }) => headline);
    expect(kept.filter((headline) => !headlines.includes(headline))).toEqual([]);
    expect(countedViews(site)).toBe(views.filter((status) => status === 202).length);
    expect(site.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  }, 180_000);
});
