import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnProgram } from '../../support/app.js';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';

interface Restated {
  readonly id: string;
  readonly stories: unknown;
  readonly left: unknown;
}

/** `kill -9` of `broadsheet recount --rules`, beside a site that goes on counting; sometimes of both. */
export const killRestatement: ChaosKind = {
  name: 'kill-restatement',
  databases: ['SQLite', 'PostgreSQL'],
  async play(stage) {
    await stage.begin();
    await stage.visits.send(stage.site, () => false, stage.chance.whole(50, 300));
    const rules = writeRules(stage);
    const restate = ['recount', '--rules', rules, '--reason', 'A round of chaos'];

    const startedAt = performance.now();
    const whole = await stage.command(...restate);
    const wholeMs = performance.now() - startedAt;
    stage.expect(whole.exitCode === 0, `a restatement ended with ${whole.exitCode}: ${whole.stderr}`);

    const withSite = stage.chance.isTrue(0.3);
    const sum = await killWhileItRestates(
      stage,
      restate,
      wholeMs * (stage.chance.whole(60, 105) / 100),
      withSite,
    );
    const [first, ...more] = await restatements(stage);
    stage.what = `killed${withSite ? ' with the site' : ''}, ${more.length === 0 ? 'before' : 'after'} it was kept`;
    if (withSite) await stage.start();
    const again = await stage.command(...restate);
    stage.expect(again.exitCode === 0, `a second restatement ended with ${again.exitCode}: ${again.stderr}`);
    stage.expect(Number(first?.stories) > 0, 'the restatement holds no story');
    for (const { id, stories, left } of await restatements(stage)) {
      stage.expect(Number(stories) === sum, `restatement ${id} holds ${stories} of ${sum} stories`);
      stage.expect(Number(left) === 0, `restatement ${id} left ${left} views that its rules exclude`);
    }
  },
};

/** Rules under which nothing counts, so that every story with a view has to stand in the restatement. */
function writeRules(stage: Stage): string {
  const path = join(stage.place.folder, 'imports', 'rules.json');
  writeFileSync(
    path,
    JSON.stringify({ version: 99, excludedNetworks: ['public', 'private', 'data-centre'] }),
  );
  return path;
}

/** Returns the number of stories with views, which does not change while the same stories are read on. */
async function killWhileItRestates(
  stage: Stage,
  command: readonly string[],
  afterMs: number,
  withSite: boolean,
): Promise<number> {
  const child = spawnProgram(command, { ...stage.place.env, BROADSHEET_LOG_LEVEL: 'error' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let isOver = false;
  const sending = stage.visits.send(stage.site, () => isOver, 300);
  await sleep(afterMs);
  child.kill('SIGKILL');
  if (withSite) await stage.kill();
  isOver = true;
  await Promise.all([ended, sending]);
  const [row] = await stage.place.query<{ n: unknown }>(
    "select count(distinct story_id) as n from events where kind = 'view' and class = 'valid'",
  );
  return Number(row!.n);
}

const restatements = (stage: Stage) =>
  stage.place.query<Restated>(
    `select id, (select count(*) from restated_counts where restatement_id = id) as stories,
      (select coalesce(sum(views_after), 0) from restated_counts where restatement_id = id) as left
     from restatements order by made_at`,
  );
