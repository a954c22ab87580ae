import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningSite, startSite } from '../support/app.js';

/** Counting readers without scripts is off with one option: no page asks for it, and what an older copy asks for counts nothing. */
let site: RunningSite;
beforeAll(async () => {
  site = await startSite({ demo: true, env: { BROADSHEET_COUNT_WITHOUT_SCRIPT: 'false' } });
}, 120_000);
afterAll(() => site?.stop());

it('shows no picture, answers one that is asked for, and counts it nowhere', async () => {
  const [{ path }] = site.query<{ path: string }>(
    `select path from stories where status = 'published' order by id limit 1`,
  ) as [{ path: string }];
  const html = await (await site.get(path)).text();
  expect(html).not.toContain('/api/v1/pixel');
  const { document } = parseHTML(html);
  const { token } = JSON.parse(document.getElementById('story-data')!.textContent!) as { token: string };
  const picture = await fetch(`${site.origin}/api/v1/pixel?token=${token}`, {
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'accept-language': 'en',
      'sec-fetch-site': 'same-origin',
    },
  });
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/gif']);
  for (const table of ['events', 'readers', 'tallies'])
    expect(site.query(`select 1 from ${table}`)).toEqual([]);
  expect(await (await site.get(`/counted${path}`)).text()).toContain('not counted any more');
  const rules = await (await site.get('/how-we-count')).text();
  expect(rules).toContain('This paper does not count it.');
  expect(rules).not.toContain('It is counted apart');
}, 60_000);
