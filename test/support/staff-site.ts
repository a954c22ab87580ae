import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import { IntakePace } from '../../src/audience/ledger/intake-pace.js';
import { idSource } from '../../src/base/ids.js';
import { Problem } from '../../src/base/problem.js';
import { FrontDesk } from '../../src/newsroom/front/front-desk.js';
import { PictureShelf } from '../../src/newsroom/media/picture-shelf.js';
import { RelatedDesk } from '../../src/newsroom/related/related-desk.js';
import { StaffDesk } from '../../src/newsroom/staff/staff-desk.js';
import type { StaffRole } from '../../src/newsroom/staff/staff-member.js';
import type { StoryId } from '../../src/newsroom/stories/story.js';
import { StoryDesk } from '../../src/newsroom/stories/story-desk.js';
import { mediaRoutes } from '../../src/site/media/media-routes.js';
import { newsroomRoutes } from '../../src/site/newsroom/newsroom-routes.js';
import { staffCheck } from '../../src/site/newsroom/session.js';
import type { Databases } from '../../src/store/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { audienceNumbers } from '../../src/store/tables/audience-numbers.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { FrontPlaceTable } from '../../src/store/tables/front-places.js';
import { MediaTable } from '../../src/store/tables/media.js';
import { PublishedStoryTable } from '../../src/store/tables/published-stories.js';
import { RelatedTable } from '../../src/store/tables/related.js';
import { RelatedChoiceTable } from '../../src/store/tables/related-choices.js';
import { siteNumbersStore } from '../../src/store/tables/site-numbers.js';
import { StaffTable } from '../../src/store/tables/staff.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { StoryHistoryTable } from '../../src/store/tables/story-history.js';

export const staffPassword = 'quay lantern seventeen';
export const emailOfRole = (role: StaffRole): string => `${role}@paper.example`;

/** The staff's pages over a real database in a folder, with a clock and an address that a test moves. */
export async function openStaffSite(
  folder: string,
  options: { readonly siteUrl: string; readonly zone: string; readonly staff?: boolean },
) {
  const time = { now: Date.UTC(2026, 2, 12, 10), address: '203.0.113.7' };
  const clock = () => time.now;
  const databases: Databases = await openSqlite(join(folder, 'broadsheet.db'), { readers: 1, clock });
  const ids = idSource(clock);
  const directory = new DirectoryTable(databases, ids);
  await directory.keepPaper({ name: 'The Harbour Paper', zone: options.zone }, time.now);
  const paper = await directory.paper();
  const stories = new StoryTable(databases);
  const desk = new StoryDesk({ stories, clock, ids, zone: () => paper.zone });
  const staff = new StaffDesk({ staff: new StaffTable(databases), clock, ids, random: randomBytes });
  for (const role of options.staff === false ? [] : (['reporter', 'editor', 'owner'] as const))
    await staff.add(
      { email: emailOfRole(role), name: `Nadia ${role}`, role, password: staffPassword },
      'test',
    );
  const related = new RelatedDesk({ choices: new RelatedChoiceTable(databases), clock, ids });
  const pace = new IntakePace(clock);
  const media = new MediaTable(databases);
  const shelf = new PictureShelf({ folder: join(folder, 'media'), media, clock, ids });
  const session = { staff, siteUrl: () => options.siteUrl, clientAddress: () => time.address };
  const app = new Hono()
    .route(
      '/newsroom',
      newsroomRoutes({
        ...session,
        desk,
        front: new FrontDesk({ front: new FrontPlaceTable(databases), clock, ids }),
        related,
        firstCopy: (id) => new RelatedTable(databases).firstCopy(id),
        relatedRows: async (id) => {
          const { rows: list } = await new RelatedTable(databases).of(id);
          const cards = await new PublishedStoryTable(databases, () => paper.zone).cards(
            list.map(({ storyId }) => storyId as StoryId),
          );
          return list.flatMap(({ storyId, reason }) => {
            const card = cards.get(storyId as StoryId);
            return card ? [{ card, reason }] : [];
          });
        },
        stories,
        history: new StoryHistoryTable(databases),
        shelf,
        media,
        directory,
        paper: () => paper,
        asset: (name) => `/assets/${name}`,
        clock,
        preview: async (story) => `<!doctype html><title>${story.headline}</title>`,
        numbers: {
          ...siteNumbersStore(databases),
          siteReaders: audienceNumbers(databases).siteReaders,
          pace: () => pace.lastHour(),
        },
        liveCounts: async () => ({ views: 1204, reactions: 33, at: time.now }),
      }),
    )
    .route('/media', mediaRoutes({ media, shelf, isStaff: staffCheck(session) }));
  app.onError((error, context) =>
    error instanceof Problem
      ? context.text(error.message, error.status)
      : context.text(String(error.stack), 500),
  );
  return {
    app,
    databases,
    desk,
    directory,
    stories,
    staff,
    related,
    shelf,
    media,
    time,
    pace,
    close: () => databases.close(),
  };
}

export type StaffSite = Awaited<ReturnType<typeof openStaffSite>>;

/** A browser of somebody who signed in: it holds the cookie and reads the token out of a form. */
export class StaffBrowser {
  readonly #site: StaffSite;
  readonly #origin: string;
  cookie = '';

  constructor(site: StaffSite, origin: string) {
    this.#site = site;
    this.#origin = origin;
  }

  async signIn(email: string, password = staffPassword): Promise<Response> {
    const answer = await this.send('/newsroom/sign-in', { email, password });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return answer;
  }

  get(path: string): Promise<Response> {
    return Promise.resolve(this.#site.app.request(path, { headers: { cookie: this.cookie } }));
  }

  /** Sends fields as a form; headers given replace what a browser would say. */
  send(path: string, fields: FormData | Record<string, string>, headers: Record<string, string> = {}) {
    return Promise.resolve(
      this.#site.app.request(path, {
        method: 'POST',
        body: fields instanceof FormData ? fields : new URLSearchParams(fields),
        headers: { cookie: this.cookie, origin: this.#origin, 'sec-fetch-site': 'same-origin', ...headers },
      }),
    );
  }

  /** Opens a page and sends its first form of that address with some fields changed, as a browser would. */
  async fillIn(page: string, action: string, changes: Record<string, string>): Promise<Response> {
    const fields = await this.fieldsOf(page, action);
    return this.send(action, { ...fields, ...changes });
  }

  async fieldsOf(page: string, action: string): Promise<Record<string, string>> {
    return fieldsIn(await (await this.get(page)).text(), action);
  }
}

/** Fields of a page's form as a browser would send them. */
export function fieldsIn(html: string, action: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1];
  if (form === undefined) throw new Error(`There is no form for ${action} in ${html.slice(0, 500)}`);
  const fields: Record<string, string> = {};
  const attribute = (tag: string, name: string) => {
    const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
    return value === undefined ? undefined : unescaped(value);
  };
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const isChoice = /type="(?:checkbox|radio)"/.test(tag);
    if (name === undefined || /type="file"/.test(tag) || (isChoice && !/ checked/.test(tag))) continue;
    if (!(name in fields)) fields[name] = attribute(tag, 'value') ?? '';
  }
  for (const [, tag, text] of form.matchAll(/(<textarea[^>]*>)(.*?)<\/textarea>/gs))
    fields[attribute(tag!, 'name')!] = unescaped(text!.replace(/^\n/, ''));
  for (const [, tag, options] of form.matchAll(/(<select[^>]*>)(.*?)<\/select>/gs))
    fields[attribute(tag!, 'name')!] =
      attribute(/<option[^>]* selected[^>]*>/.exec(options!)?.[0] ?? '', 'value') ?? '';
  return fields;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
