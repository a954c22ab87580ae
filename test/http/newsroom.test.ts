import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../../src/base/clock.js';
import { RelateDesk } from '../../src/jobs/relate.js';
import { makeFirstLogin } from '../../src/newsroom/staff/first-login.js';
import type { StaffRole } from '../../src/newsroom/staff/staff-member.js';
import type { Story, StoryContent } from '../../src/newsroom/stories/story.js';
import { RelateTable } from '../../src/store/tables/relate.js';
import { watchStatements } from '../support/query-plans.js';
import {
  emailOfRole,
  fieldsIn,
  openStaffSite,
  StaffBrowser,
  type StaffSite,
  staffPassword,
} from '../support/staff-site.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const origin = 'https://paper.example';
const start = Date.UTC(2026, 2, 12, 10);
let site: StaffSite;
let folder: string;
const browsers = {} as Record<StaffRole, StaffBrowser>;

const statements = watchStatements();
afterAll(() => statements.stop());

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openStaffSite(folder, { siteUrl: origin, zone: 'Europe/Madrid' });
  for (const role of ['reporter', 'editor', 'owner'] as const) {
    browsers[role] = new StaffBrowser(site, origin);
    await browsers[role].signIn(emailOfRole(role));
  }
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});
beforeEach(() => Object.assign(site.time, { now: start, address: '203.0.113.7' }));

const draft = (content: Partial<StoryContent> = {}): Promise<Story> =>
  site.desk.create(
    { headline: 'Ferry returns to the old quay', body: '<p>It came at noon.</p>', ...content },
    'test',
  );
const published = async (content: Partial<StoryContent> = {}): Promise<Story> =>
  site.desk.act((await draft(content)).id, { kind: 'publish' }, 'test');
const editorOf = (story: Story) => `/newsroom/stories/${story.id}`;
const save = (story: Story, changes: Record<string, string>, role: StaffRole = 'editor') =>
  browsers[role].fillIn(editorOf(story), editorOf(story), changes);

describe('signing in', () => {
  const stranger = () => new StaffBrowser(site, origin);

  it('opens a session by a cookie that scripts and other sites never see', async () => {
    const browser = stranger();
    const answer = await browser.signIn(emailOfRole('editor'));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/newsroom');
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-newsroom=[\w-]{43};/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(answer.headers.get('set-cookie')).toContain(attribute);
    expect((await browser.get('/newsroom')).status).toBe(200);
    const kept = JSON.stringify(await site.databases.read.selectFrom('sessions').selectAll().execute());
    expect(kept).not.toContain(browser.cookie.split('=')[1]);
  });

  it.each<[string, string, string]>([
    ['a wrong password', emailOfRole('editor'), 'quay lantern eighteen'],
    ['an unknown e-mail', 'nobody@paper.example', staffPassword],
    ['no e-mail', 'nobody', staffPassword],
  ])('refuses %s, in the same words', async (_what, email, password) => {
    const answer = await stranger().signIn(email, password);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('E-mail and password do not go together, or this account');
  });

  it.each<[string, string]>([
    ['/newsroom/stories/new?x=1', '/newsroom/stories/new?x=1'],
    ['https://elsewhere.example/newsroom', '/newsroom'],
    ['//elsewhere.example', '/newsroom'],
    ['/newsroom/\\elsewhere', '/newsroom'],
    ['/newsroom\n', '/newsroom'],
  ])('goes on to %j as %s', async (next, to) => {
    const answer = await stranger().send('/newsroom/sign-in', {
      email: emailOfRole('editor'),
      password: staffPassword,
      next,
    });
    expect(answer.headers.get('location')).toBe(to);
  });

  it('lets nobody guess on', async () => {
    site.time.address = '198.51.100.20';
    const tries = [];
    for (let n = 0; n < 6; n += 1) tries.push((await stranger().signIn('guessed@paper.example')).status);
    expect(tries).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('ends after twelve idle hours, and after a week however busy', async () => {
    const browser = stranger();
    await browser.signIn(emailOfRole('owner'));
    const isIn = async () => (await browser.get('/newsroom')).status === 200;
    for (let hours = 10; hours < 7 * 24; hours += 10) {
      site.time.now = start + hours * hourMs;
      expect(await isIn()).toBe(true);
    }
    site.time.now = start + 7 * dayMs;
    expect(await isIn()).toBe(false);
    site.time.now = start;
    await browser.signIn(emailOfRole('owner'));
    site.time.now = start + 12 * hourMs;
    expect(await isIn()).toBe(false);
  });

  it('ends by signing out, by a new password and by closing the account', async () => {
    await site.staff.add(
      { email: 'Guest@Paper.example', name: 'Guest', role: 'reporter', password: staffPassword },
      'test',
    );
    const browser = stranger();
    const isIn = async () => (await browser.get('/newsroom')).status === 200;
    await browser.signIn('guest@paper.example');
    await browser.fillIn('/newsroom', '/newsroom/sign-out', {});
    expect(await isIn()).toBe(false);
    await browser.signIn('guest@paper.example');
    expect(await isIn()).toBe(true);
    await site.staff.setPassword('guest@paper.example', 'another long password', 'test');
    expect(await isIn()).toBe(false);
    await browser.signIn('guest@paper.example', 'another long password');
    expect(await isIn()).toBe(true);
    await site.staff.setDisabled('guest@paper.example', true, 'test');
    expect(await isIn()).toBe(false);
    expect((await browser.signIn('guest@paper.example', 'another long password')).status).toBe(401);
  });
});

describe('the first login of a folder', () => {
  it('is made once and opens from this machine only', async () => {
    const place = makeTempFolder();
    const fresh = await openStaffSite(place, { siteUrl: 'http://127.0.0.1:4000', zone: 'UTC', staff: false });
    expect(await makeFirstLogin(fresh.staff, staffPassword)).toBe(true);
    expect(await makeFirstLogin(fresh.staff, 'another long password')).toBe(false);
    const browser = new StaffBrowser(fresh, 'http://127.0.0.1:4000');
    const attempt = async (address: string, headers = {}) => {
      fresh.time.address = address;
      fresh.time.now += 5 * minuteMs;
      const fields = { email: 'editor@localhost', password: staffPassword };
      return (await browser.send('/newsroom/sign-in', fields, headers)).status;
    };
    expect(await attempt('127.0.0.1')).toBe(303);
    expect(await attempt('::1')).toBe(303);
    expect(await attempt('::ffff:127.0.0.1')).toBe(303);
    expect(await attempt('192.0.2.1')).toBe(401);
    expect(await attempt('127.0.0.1', { 'x-forwarded-for': '192.0.2.1' })).toBe(401);
    fresh.time.address = '127.0.0.1';
    await browser.signIn('editor@localhost');
    expect(browser.cookie).toMatch(/^newsroom-4000=/);
    expect((await browser.get('/newsroom')).status).toBe(200);
    fresh.time.address = '192.0.2.1';
    expect((await browser.get('/newsroom')).status).toBe(303);
    await fresh.close();
    removeFolder(place);
  });
});

describe('every page', () => {
  const pages = [
    '/newsroom',
    '/newsroom/stories/new',
    '/newsroom/imports',
    '/newsroom/numbers',
    '/newsroom/keys',
  ];
  it.each(pages)('%s is for staff, by no cache, script or frame', async (path) => {
    const outside = await site.app.request(path);
    expect(outside.status).toBe(303);
    expect(outside.headers.get('location')).toBe(`/newsroom/sign-in?next=${encodeURIComponent(path)}`);
    const answer = await browsers.reporter.get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(answer.headers.get('content-security-policy')).not.toMatch(/script-src|unsafe/);
    expect(await answer.text()).not.toMatch(/<script|style=| on[a-z]+=/);
  });

  it('that is not there says so', async () => {
    for (const path of ['/newsroom/nothing', '/newsroom/stories/no-such-id']) {
      const answer = await browsers.editor.get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain('There is nothing here');
    }
  });
});

describe('a form is refused and changes nothing', () => {
  const versionOf = async (story: Story) => (await site.desk.require(story.id)).version;
  it.each<[string, number, Record<string, string>, Record<string, string>]>([
    ['from another origin', 403, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }, {}],
    ['from a sibling', 403, { origin: 'https://www.paper.example', 'sec-fetch-site': 'same-site' }, {}],
    ['from an opaque origin', 403, { origin: 'null' }, {}],
    ['with an origin that Sec-Fetch-Site denies', 403, { 'sec-fetch-site': 'cross-site' }, {}],
    ['without a session', 401, { cookie: '' }, {}],
    ['with a made-up session', 401, { cookie: `__Host-newsroom=${'A'.repeat(43)}` }, {}],
    ['without a token', 403, {}, { token: '' }],
    ['with a wrong token', 403, {}, { token: 'A'.repeat(43) }],
  ])('%s: %i', async (_what, status, headers, changes) => {
    const story = await draft();
    const fields = await browsers.editor.fieldsOf(editorOf(story), editorOf(story));
    const answer = await browsers.editor.send(
      editorOf(story),
      { ...fields, headline: 'Forged', act: 'publish', ...changes },
      headers,
    );
    expect(answer.status).toBe(status);
    expect(await versionOf(story)).toBe(story.version);
  });

  it('with the token of another session; what was typed comes back and can be sent again', async () => {
    const story = await draft();
    const fields = await browsers.editor.fieldsOf(editorOf(story), editorOf(story));
    const typed = { ...fields, headline: 'An hour of writing', body: 'One\n\nTwo' };
    const answer = await browsers.owner.send(editorOf(story), typed);
    expect(answer.status).toBe(403);
    const kept = fieldsIn(await answer.text(), editorOf(story));
    expect(kept).toMatchObject({ headline: 'An hour of writing', body: 'One\n\nTwo' });
    expect((await browsers.owner.send(editorOf(story), kept)).status).toBe(303);
    expect((await site.desk.require(story.id)).headline).toBe('An hour of writing');
  });
});

describe('what a role may do', () => {
  const act = (name: string) => (story: Story, role: StaffRole) => save(story, { act: name }, role);
  const type = (story: Story, role: StaffRole) => save(story, { headline: 'Mended', act: 'save' }, role);
  const submitted = async () => site.desk.act((await draft()).id, { kind: 'submit' }, 'test');
  const approved = async () => site.desk.act((await submitted()).id, { kind: 'approve' }, 'test');

  it.each<[string, () => Promise<Story>, (story: Story, role: StaffRole) => Promise<Response>, StaffRole]>([
    ['edit a draft', draft, type, 'reporter'],
    ['edit a story in review', submitted, type, 'reporter'],
    ['edit an approved story', approved, type, 'editor'],
    ['edit a published story', published, type, 'editor'],
    ['submit', draft, act('submit'), 'reporter'],
    ['approve', submitted, act('approve'), 'editor'],
    ['return', submitted, act('return'), 'editor'],
    ['publish', draft, act('publish'), 'editor'],
    ['spike', draft, act('spike'), 'editor'],
  ])('%s', async (_what, make, attempt, least) => {
    for (const role of ['reporter', 'editor', 'owner'] as const) {
      const story = await make();
      const answer = await attempt(story, role);
      const isAllowed = least === 'reporter' || role !== 'reporter';
      expect(answer.status).toBe(isAllowed ? 303 : 403);
      expect((await site.desk.require(story.id)).version).toBe(story.version + (isAllowed ? 1 : 0));
    }
  });

  it('tell readers of an update, even where the text stays as it is', async () => {
    const story = await published();
    const answer = await save(story, { act: 'submit', change: 'update' }, 'reporter');
    expect(answer.status).toBe(403);
    expect(await site.desk.require(story.id)).toEqual(story);
  });

  it('withdraw', async () => {
    const story = await published();
    const page = `${editorOf(story)}/withdraw`;
    expect((await browsers.reporter.get(page)).status).toBe(403);
    const token = (await browsers.reporter.fieldsOf('/newsroom', '/newsroom/sign-out')).token!;
    expect((await browsers.reporter.send(page, { token, notice: 'Gone', version: '2' })).status).toBe(403);
    expect((await site.desk.require(story.id)).status).toBe('published');
  });
});

describe('a form too large to be kept in memory', () => {
  it.each<[string, string, number]>([
    ['sign-in', '/newsroom/sign-in', 17_000],
    ['sent by a stranger', '/newsroom/stories', 5_000_000],
    ['sent by staff', '/newsroom/stories', 48_000_000],
  ])('%s: 413', async (what, path, bytes) => {
    const browser = what === 'sent by staff' ? browsers.editor : new StaffBrowser(site, origin);
    const answer = await browser.send(path, { body: 'x'.repeat(bytes) });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('Nothing was changed');
  });
});

describe('the editor', () => {
  it('keeps every field', async () => {
    const sectionId = await site.directory.ensureSection(['Harbour', 'Ferries'], start);
    const original = await published({ headline: 'Vuelve el transbordador', language: 'es' });
    const page = '/newsroom/stories/new';
    const answer = await browsers.reporter.fillIn(page, '/newsroom/stories', {
      headline: 'Ferry  returns',
      promoHeadline: 'It is back',
      kicker: 'Harbour',
      standfirst: 'After two years',
      dateline: 'PORT ALDA, Spain',
      agency: 'AP',
      body: 'It came at <noon>.\r\nAnd left.\r\n\r\nThat was all.',
      contributor: 'Ola Brandt',
      role: 'reporting',
      sectionId,
      topics: 'Ferries, Old quay,  ferries',
      language: 'EN-gb',
      slugline: 'FERRY-BACK',
      evergreen: 'yes',
      translationOf: `${origin}${original.path}`,
      act: 'save',
    });
    expect(answer.status).toBe(303);
    const path = new URL(answer.headers.get('location')!, origin).pathname;
    const story = await site.desk.require(path.split('/').at(-1) as Story['id']);
    const ola = await site.directory.ensureContributor('Ola Brandt');
    expect(story).toMatchObject({
      status: 'draft',
      headline: 'Ferry returns',
      promoHeadline: 'It is back',
      kicker: 'Harbour',
      standfirst: 'After two years',
      dateline: 'PORT ALDA, Spain',
      agency: 'AP',
      body: '<p>It came at &lt;noon&gt;.<br />And left.</p><p>That was all.</p>',
      byline: { kind: 'contributors', credits: [{ contributorId: ola, role: 'reporting' }] },
      sectionId,
      topics: ['Ferries', 'Old quay'],
      language: 'en-GB',
      direction: 'ltr',
      slugline: 'FERRY-BACK',
      evergreen: true,
      translationGroup: original.id,
    });
    const again = await browsers.reporter.fillIn(path, path, { act: 'save' });
    expect(again.headers.get('location')).toContain('did=same');
    expect((await site.desk.require(story.id)).version).toBe(1);
    const [line] = await site.databases.read
      .selectFrom('audit')
      .selectAll()
      .where('subject', '=', story.id)
      .execute();
    expect(line).toMatchObject({ act: 'create', actor: emailOfRole('reporter'), at: start });
  });

  it('keeps a story that it opens and saves untouched, whatever its body holds', async () => {
    const body =
      '<h2 id="a">It’s “quoted”</h2><p>A &amp; B<br />C</p><figure><img src="https://elsewhere.example/a.png" alt="x" /><figcaption>y</figcaption></figure><ul><li>one</li></ul><table><tbody><tr><td>1</td></tr></tbody></table>';
    for (const each of [body, `<p>It's "so"</p><p>&lt;p&gt;</p>`, '']) {
      const story = await draft({ body: each, topics: ['One', 'Two'] });
      const answer = await save(story, { act: 'save' });
      expect(answer.headers.get('location')).toContain('did=same');
    }
  });

  it('gives the front’s lead to a public story and takes it back, for editors', async () => {
    const story = await published();
    const page = async (role: StaffRole) => (await browsers[role].get(editorOf(story))).text();
    expect(await page('reporter')).not.toContain('Lead the front');
    expect((await save(story, { act: 'lead' }, 'reporter')).status).toBe(403);
    const answer = await save(story, { act: 'lead', kicker: 'Typed before' });
    expect(answer.headers.get('location')).toContain('did=lead');
    expect(await page('editor')).toContain('No longer lead the front');
    expect((await site.desk.require(story.id)).kicker).toBe('Typed before');
    await save(await site.desk.require(story.id), { act: 'unlead' });
    expect(await page('editor')).toContain('Lead the front with this story');
    const acts = await site.databases.read
      .selectFrom('audit')
      .select(['act', 'actor'])
      .where('subject', '=', story.id)
      .where('act', 'like', 'front-%')
      .execute();
    expect(new Set(acts.map(({ act, actor }) => `${act} ${actor}`))).toEqual(
      new Set([`front-lead ${emailOfRole('editor')}`, `front-unlead ${emailOfRole('editor')}`]),
    );
    expect((await save(await draft(), { act: 'lead' })).status).toBe(409);
  });

  it('lets editors pin a story to Related and keep one out, by a button or an address', async () => {
    const [story, other, third] = [await published(), await published(), await published()];
    const related = `${editorOf(story)}/related`;
    const page = async (role: StaffRole = 'editor') => (await browsers[role].get(related)).text();
    const choose = (fields: Record<string, string>, role: StaffRole = 'editor') =>
      browsers[role].fillIn(
        role === 'editor' ? related : editorOf(story),
        role === 'editor' ? related : editorOf(story),
        fields,
      );
    expect(await page()).toContain('Nothing is related to it yet');
    const answer = await choose({ other: `${origin}${other.path}?from=mail` });
    expect(answer.headers.get('location')).toBe(`${related}?did=pin`);
    expect(await page()).toContain('Undo pin');
    expect(await page('reporter')).not.toContain('Undo pin');
    const token = (await browsers.reporter.fieldsOf('/newsroom/stories/new', '/newsroom/stories')).token!;
    const denied = await browsers.reporter.send(related, { token, choice: 'pin', other: third.id });
    expect(denied.status).toBe(403);
    await choose({ choice: 'exclude', other: third.id });
    expect(await page()).toContain('Kept out');
    expect(await site.related.of(story.id)).toEqual({ pinned: [other.id], excluded: [third.id] });
    await choose({ choice: 'undo', other: third.id });
    expect(await page()).not.toContain('Kept out');
    for (const [typed, said] of [
      ['/2026/01/not-here', 'No story has the address'],
      ['http://', 'No story has the address'],
      [story.path, 'That is the story itself'],
    ] as const) {
      const refused = await choose({ choice: 'pin', other: typed });
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain(said);
    }
  });

  it('says of a copy what it repeats, and since when that is out, in the editor, the list and Related', async () => {
    const body =
      '<p>The cable car to Gannet Rock runs again, after four weeks in the yard at Holm. </p>'.repeat(6);
    site.time.now = start - 100 * dayMs;
    const source = await published({ headline: 'Cable car runs', body });
    site.time.now = start;
    const copy = await published({ headline: 'Cable car runs again', body });
    const store = new RelateTable(site.databases);
    await new RelateDesk({ store, clock: () => site.time.now + 1000 }).work();
    const pageAt = async (address: string) => (await browsers.editor.get(address)).text();
    const said = new RegExp(
      `A copy of <a href="${editorOf(source)}"[^>]*>Cable car runs</a>, first published 2 Dec 2025`,
    );
    for (const ending of ['', '/related']) {
      expect(await pageAt(editorOf(copy) + ending)).toMatch(said);
      expect(await pageAt(editorOf(source) + ending)).not.toContain('A copy of');
    }
    const list = await pageAt('/newsroom?words=cable+car');
    expect(list).toMatch(/Copy, first out 2 Dec 2025[^<]*<\/span>Cable car runs again/);
    expect(list.match(/Copy, first out/g)).toHaveLength(1);
  });

  it('shows a pin whose story readers no longer see, so that it can be undone', async () => {
    const [story, other] = [await published(), await published({ headline: 'Quay closes for repairs' })];
    const related = `${editorOf(story)}/related`;
    const page = async () => (await browsers.editor.get(related)).text();
    await site.related.pin(story, other, 'test');
    expect(await page()).not.toContain('Pinned, but not public');
    await site.desk.act(other.id, { kind: 'withdraw', notice: 'It stays open.' }, 'test');
    const shown = await page();
    expect(shown).toMatch(/Pinned, but not public.*Quay closes for repairs.*Withdrawn.*Undo pin/s);
    const { token } = await browsers.editor.fieldsOf(related, related);
    await browsers.editor.send(related, { token: token!, choice: 'undo', other: other.id });
    expect(await page()).not.toContain('Quay closes for repairs');
    expect(await site.related.of(story.id)).toEqual({ pinned: [], excluded: [] });
  });

  it('takes HTML through the sanitiser and says what it left out', async () => {
    const story = await draft();
    const answer = await save(story, {
      bodyFormat: 'html',
      body: '<p onclick="x()">Kept</p><script>alert(1)</script><font color=red>Text</font><iframe src="x"></iframe>',
      act: 'save',
    });
    expect((await site.desk.require(story.id)).body).toBe('<p>Kept</p><p>Text</p>');
    const page = await (await browsers.editor.get(answer.headers.get('location')!)).text();
    expect(page).toContain('script, font, iframe');
  });

  it.each<[string, Record<string, string>, string]>([
    ['a language that is none', { language: 'english!' }, 'is no language tag'],
    ['a section that is gone', { sectionId: 'nowhere' }, 'The section is gone'],
    ['two bylines', { contributor: 'Ola Brandt', printedByline: 'By agencies' }, 'one byline'],
    ['a translation of nothing', { translationOf: '/2026/01/none' }, 'There is no story at'],
    ['a headline without end', { headline: 'x'.repeat(301) }, 'Headline has 301 characters'],
    ['a picture that is gone', { mediaId: 'nowhere' }, 'The picture is gone'],
    ['no time to schedule for', { act: 'schedule', scheduleLocal: '' }, 'Choose day and time'],
    ['a day that is none', { act: 'schedule', scheduleLocal: '2026-02-31T10:00' }, 'no such day'],
  ])('refuses %s and keeps what was typed', async (_what, changes, words) => {
    const story = await draft();
    const answer = await save(story, { standfirst: 'Typed for an hour', act: 'save', ...changes });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(words);
    expect(html).toMatch(/role="alert"/);
    const { act: _act, ...typed } = changes;
    expect(fieldsIn(html, editorOf(story))).toMatchObject({
      ...(changes.mediaId || changes.sectionId ? {} : typed),
      standfirst: 'Typed for an hour',
    });
    expect((await site.desk.require(story.id)).version).toBe(1);
  });

  it('saves the text even where the act is refused', async () => {
    const story = await draft();
    const answer = await save(story, { headline: '', standfirst: 'New words', act: 'publish' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('Your text is saved');
    expect(html).toContain('Write a headline first.');
    expect(await site.desk.require(story.id)).toMatchObject({ status: 'draft', standfirst: 'New words' });
    const fields = { ...fieldsIn(html, editorOf(story)), headline: 'Now with one', act: 'publish' };
    expect((await browsers.editor.send(editorOf(story), fields)).status).toBe(303);
    expect((await site.desk.require(story.id)).status).toBe('published');
  });
});

describe('two editors of one story', () => {
  const openAndLose = async (theirs: Partial<StoryContent>, mine: Record<string, string>) => {
    const story = await draft({ kicker: 'Harbour', standfirst: 'As it was' });
    const fields = await browsers.editor.fieldsOf(editorOf(story), editorOf(story));
    await site.desk.edit(story.id, story.version, theirs, 'olu@paper.example');
    const answer = await browsers.editor.send(editorOf(story), { ...fields, ...mine, act: 'save' });
    return { story, answer, html: await answer.text() };
  };

  it('lose nothing: what one changed is merged, what both changed is shown', async () => {
    const { story, answer, html } = await openAndLose(
      { headline: 'Their headline', standfirst: 'Their standfirst' },
      { headline: 'My headline', body: 'My text' },
    );
    expect(answer.status).toBe(409);
    expect(html).toContain('Headline: both of you changed it');
    expect(html).toContain('olu@paper.example');
    expect(html).toMatch(/Their headline.*My headline/s);
    const fields = fieldsIn(html, editorOf(story));
    expect(fields).toMatchObject({
      headline: 'My headline',
      body: 'My text',
      standfirst: 'Their standfirst',
      version: '2',
    });
    expect((await site.desk.require(story.id)).headline).toBe('Their headline');
    expect((await browsers.editor.send(editorOf(story), { ...fields, act: 'save' })).status).toBe(303);
    expect(await site.desk.require(story.id)).toMatchObject({
      headline: 'My headline',
      standfirst: 'Their standfirst',
      body: '<p>My text</p>',
      version: 3,
    });
  });

  it('are told apart even when only the state changed', async () => {
    const story = await draft();
    const fields = await browsers.editor.fieldsOf(editorOf(story), editorOf(story));
    await site.desk.act(story.id, { kind: 'publish' }, 'olu@paper.example');
    const answer = await browsers.editor.send(editorOf(story), { ...fields, headline: 'Late', act: 'spike' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('only the state changed');
    expect(await site.desk.require(story.id)).toMatchObject({ status: 'published', version: 2 });
  });
});

describe('acts', () => {
  it('publish, update, correct and withdraw, each with its line in the history', async () => {
    const story = await draft();
    expect((await save(story, { act: 'publish' })).status).toBe(303);
    site.time.now += hourMs;
    await save(story, { standfirst: 'One more fact', change: 'update', act: 'save' });
    expect((await site.desk.require(story.id)).updatedAt).toBe(start + hourMs);
    const unsaid = await save(story, { change: 'correction', correctionText: ' ', act: 'save' });
    expect(unsaid.status).toBe(422);
    site.time.now += hourMs;
    await save(story, {
      body: 'It came at one.',
      change: 'correction',
      correctionText: 'The ferry came at one, not at noon.',
      act: 'save',
    });
    expect((await site.desk.require(story.id)).body).toBe('<p>It came at one.</p>');
    const corrections = await site.databases.read
      .selectFrom('corrections')
      .selectAll()
      .where('story_id', '=', story.id)
      .execute();
    expect(corrections).toMatchObject([
      { kind: 'correction', text: 'The ferry came at one, not at noon.', at: start + 2 * hourMs },
    ]);
    const page = `${editorOf(story)}/withdraw`;
    expect((await browsers.editor.fillIn(page, page, { notice: '' })).status).toBe(409);
    expect((await browsers.editor.fillIn(page, page, { notice: 'It never came.' })).status).toBe(303);
    expect(await site.desk.require(story.id)).toMatchObject({
      status: 'withdrawn',
      withdrawalNotice: 'It never came.',
    });
    const history = await (await browsers.editor.get(`${editorOf(story)}/history`)).text();
    for (const word of ['create', 'publish', 'update', 'correct', 'withdraw', 'not at noon'])
      expect(history).toContain(word);
    expect((await save(story, { act: 'publish' })).status).toBe(303);
    expect(await site.desk.require(story.id)).toMatchObject({ status: 'published', firstPublishedAt: start });
  });

  it.each<[string, string, string, string, string]>([
    ['an ordinary hour', '2026-03-20T07:30', '2026-03-20T06:30', '2026-03-20T07:30', ''],
    [
      'an hour that the clocks jump over',
      '2026-03-29T02:30',
      '2026-03-29T01:30',
      '2026-03-29T03:30',
      'does not exist',
    ],
    ['an hour that comes twice', '2026-10-25T02:30', '2026-10-25T00:30', '2026-10-25T02:30', 'comes twice'],
    ['an hour after both', '2026-10-25T03:30', '2026-10-25T02:30', '2026-10-25T03:30', ''],
  ])('schedule for %s', async (_what, local, utc, shown, note) => {
    const story = await draft();
    const answer = await save(story, { scheduleLocal: local, act: 'schedule' });
    expect(answer.status).toBe(303);
    expect(await site.desk.require(story.id)).toMatchObject({
      status: 'scheduled',
      scheduledFor: Date.parse(`${utc}:00Z`),
      scheduledLocal: local,
      scheduledZone: 'Europe/Madrid',
    });
    const html = await (await browsers.editor.get(answer.headers.get('location')!)).text();
    expect(fieldsIn(html, editorOf(story)).scheduleLocal).toBe(shown);
    if (note) expect(html).toContain(note);
    else expect(html).not.toMatch(/does not exist|comes twice/);
    expect((await save(story, { act: 'unschedule' })).status).toBe(303);
    const after = await site.desk.require(story.id);
    expect(after.status).toBe('draft');
    expect(after.scheduledFor).toBeUndefined();
  });

  it('refuse to schedule into the past, with everything kept', async () => {
    const story = await draft();
    const answer = await save(story, { scheduleLocal: '2026-03-12T10:59', act: 'schedule' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('is past');
    expect(fieldsIn(html, editorOf(story)).scheduleLocal).toBe('2026-03-12T10:59');
  });

  it('spike and revive', async () => {
    const story = await draft();
    await save(story, { act: 'spike' });
    expect((await site.desk.require(story.id)).status).toBe('spiked');
    await save(story, { act: 'revive' });
    expect((await site.desk.require(story.id)).status).toBe('draft');
  });
});

describe('the list', () => {
  it('finds by state and words, by the page, last saved first', async () => {
    const made: Story[] = [];
    for (let n = 0; n < 60; n += 1) {
      site.time.now = start + n;
      made.push(await draft({ headline: `Paging ${n} 100%` }));
    }
    const namesOf = (html: string) => [...html.matchAll(/>Paging (\d+) 100%</g)].map(([, n]) => Number(n));
    const first = await (await browsers.reporter.get('/newsroom?words=paging&status=draft')).text();
    expect(namesOf(first)).toEqual(Array.from({ length: 50 }, (_, n) => 59 - n));
    const older = /href="([^"]*before=[^"]*)"/.exec(first)![1]!.replaceAll('&amp;', '&');
    const second = await (await browsers.reporter.get(older)).text();
    expect(namesOf(second)).toEqual(Array.from({ length: 10 }, (_, n) => 9 - n));
    expect(second).not.toContain('before=');
    const none = await (await browsers.reporter.get('/newsroom?words=paging&status=spiked')).text();
    expect(none).toContain('No story matches');
    expect(namesOf(await (await browsers.reporter.get('/newsroom?words=7+100%25')).text())).toEqual([
      57, 47, 37, 27, 17, 7,
    ]);
  });
});

describe('what the pages above asked of the database', () => {
  // The list in the order of its index to its limit; a search of headlines and slugs runs on in it, in a reader's thread.
  const storyList =
    /where "stories"\."id" in \(select "id" from "stories" .*order by "saved_at" desc, "id" limit \?\)/s;
  it('runs through no table that grows, but where stories are looked for by headline', () => {
    expect(statements.count()).toBeGreaterThan(40);
    expect(statements.grown(join(folder, 'broadsheet.db'), [storyList])).toEqual([]);
  });
});
