import Database from 'better-sqlite3';
import {
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  SqliteQueryCompiler,
} from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApp, type RunningApp } from '../../src/app.js';
import { cliContext, type OpenedSite } from '../../src/cli/context.js';
import type { StoryContent } from '../../src/newsroom/stories/story.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

/** Every statement that went to the database since it was last asked. */
class QueryLog implements KyselyPlugin {
  #statements: string[] = [];
  readonly #compiler = new SqliteQueryCompiler();

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    this.#statements.push(this.#compiler.compileQuery(node, queryId).sql);
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result;
  }

  take(): string[] {
    const taken = this.#statements;
    this.#statements = [];
    return taken;
  }
}

/** Promise 6: no page writes to the database, and nothing on a story or front page grows with the archive. */
let folder: string;
let opened: OpenedSite;
let app: RunningApp;
let own: Database.Database;
const queries = new QueryLog();
let path: string;

beforeAll(async () => {
  folder = makeTempFolder();
  opened = await cliContext({
    BROADSHEET_FOLDER: folder,
    BROADSHEET_PORT: '4999',
    BROADSHEET_LOG_LEVEL: 'error',
  }).open();
  const databases = {
    ...opened.databases,
    read: opened.databases.read.withPlugin(queries),
    scan: opened.databases.scan.withPlugin(queries),
    write: opened.databases.write.withPlugin(queries),
  };
  const directory = new DirectoryTable(databases, opened.ids);
  opened = { ...opened, databases, directory, stories: new StoryTable(databases) };
  app = await buildApp({ ...opened, configuration: { ...opened.configuration, pageCacheMegabytes: 0 } });
  // What works in the background is stopped: whatever is written from here on, a page wrote.
  await app.stop();
  own = new Database(`${folder}/broadsheet.db`, { readonly: true });
  await publish(20);
  path = await publishOne({ headline: 'The swing bridge stays open' });
}, 120_000);
afterAll(async () => {
  own?.close();
  await opened?.databases.close();
  removeFolder(folder);
});
beforeEach(() => queries.take());

const get = async (address: string, headers: Record<string, string> = {}) => {
  const answer = await app.site.request(`http://127.0.0.1:4999${encodeURI(address)}`, {
    headers: { host: '127.0.0.1:4999', ...headers },
  });
  return { status: answer.status, text: await answer.text() };
};

async function publishOne(content: Partial<StoryContent>): Promise<string> {
  const { directory, desk, clock } = opened;
  const sectionId = await directory.ensureSection(['News', 'Harbour'], clock());
  const credits = [{ contributorId: await directory.ensureContributor('Ada Wren'), role: '' }];
  const { id } = await desk.create(
    {
      body: '<p>It is a bridge.</p>',
      sectionId,
      topics: ['Bridge'],
      byline: { kind: 'contributors', credits },
      ...content,
    },
    'test',
  );
  return (await desk.act(id, { kind: 'publish' }, 'test')).path;
}

async function publish(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await publishOne({ headline: `Tide table ${n}` });
}

const addresses = () => [
  '/',
  '/news',
  '/news/harbour',
  '/by/ada-wren',
  '/topic/bridge',
  path,
  `/counted${path}`,
  '/search?q=bridge',
  '/search?q=bridge&order=best',
  '/corrections',
  '/how-we-count',
  '/feed.rss',
  '/news/feed.atom',
  '/topic/bridge/feed.json',
  '/sitemap.xml',
  '/sitemap-news.xml',
  '/robots.txt',
  '/api/v1/pools/1',
  '/no/such/page',
];

describe('a page', () => {
  it('writes nothing, whichever it is', async () => {
    const version = () => own.pragma('data_version', { simple: true });
    const before = version();
    for (const address of addresses()) {
      const { status } = await get(address);
      expect([200, 404], address).toContain(status);
    }
    expect(version()).toBe(before);
    expect(queries.take().filter((sql) => !/^\s*select/i.test(sql))).toEqual([]);
    await publishOne({ headline: 'A write is seen' });
    expect(version()).not.toBe(before);
  });

  it.each(['story', 'front'])(
    'of the kind %s asks no more of a larger archive, and never scans it',
    async (kind) => {
      const address = kind === 'front' ? '/' : path;
      await get(address);
      const small = queries.take();
      const bytes = (await get(address)).text.length;
      await publish(200);
      queries.take();
      const { text } = await get(address);
      expect(small.length).toBeGreaterThan(2);
      expect(queries.take().length).toBe(small.length);
      expect(text.length).toBeLessThan(bytes * 1.1);
      expect(small.flatMap((sql) => scansOf(sql))).toEqual([]);
    },
    120_000,
  );
});

/** Tables that grow with the archive or with its readers; sections and settings do not. */
const growing =
  /^SCAN (stories|listings|paths|corrections|story_\w+|media|revisions|related|analyses|events|tallies|readers|editions|changes|public_counts)\b/;

function scansOf(sql: string): string[] {
  const plan = own.prepare(`explain query plan ${sql}`).all(...Array(sql.split('?').length - 1).fill(0)) as {
    detail: string;
  }[];
  return plan
    .map(({ detail }) => detail)
    .filter((detail) => growing.test(detail))
    .map((detail) => `${detail} in ${sql}`);
}
