import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startSite } from '../support/app.js';
import { noUnprivilegedAccount, programAsNobody, type ReadableProgram } from '../support/as-nobody.js';
import { makeTempFolder, removeFolder, tempFolder } from '../support/temp-folder.js';

const start = (folder: string, env: Record<string, string> = {}) =>
  runProgram(['start', '--empty'], { BROADSHEET_FOLDER: folder, BROADSHEET_PORT: '0', ...env });

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('a start that cannot be is refused in one clear text', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function takePort(): Promise<string> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return String((server.address() as { port: number }).port);
  }

  it.each<[string, Record<string, string>, number, RegExp[]]>([
    ['a port that is no number', { BROADSHEET_PORT: 'http' }, 2, [/port \(BROADSHEET_PORT\): "http"/]],
    [
      'an open address without siteUrl',
      { BROADSHEET_HOST: '0.0.0.0' },
      2,
      [/siteUrl \(BROADSHEET_SITE_URL\) is needed/],
    ],
    [
      'three faults at once',
      { BROADSHEET_PORT: '-1', BROADSHEET_LOG_LEVEL: 'loud', BROADSHEET_SITE_URL: 'ftp://x' },
      2,
      [/3 fault/, /BROADSHEET_PORT/, /BROADSHEET_LOG_LEVEL/, /BROADSHEET_SITE_URL/],
    ],
  ])('configuration: %s', async (_what, env, exitCode, said) => {
    const run = await start(tempFolder(), env);
    expect(run.exitCode).toBe(exitCode);
    for (const each of said) expect(run.stderr).toMatch(each);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it('faults of the configuration file stand beside those of the environment', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'broadsheet.json'), '{"prot": 80, "trustedHops": 99}');
    const run = await start(folder, { BROADSHEET_EVENT_DAYS: '0' });
    expect(run.exitCode).toBe(2);
    for (const each of [/"prot"/, /trustedHops/, /BROADSHEET_EVENT_DAYS/]) expect(run.stderr).toMatch(each);
  });

  it('a port that another program has', async () => {
    const port = await takePort();
    const run = await start(tempFolder(), { BROADSHEET_PORT: port });
    expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`Port ${port}`) });
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('a folder that another server has, which goes on', async () => {
    const site = await startSite();
    try {
      const run = await start(site.folder);
      expect(run).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(`process ${site.process.pid}`),
      });
      expect((await site.get('/')).status).toBe(200);
    } finally {
      await site.stop();
    }
  });

  it.each<[string, (database: Database.Database) => void, RegExp]>([
    [
      'a newer version',
      (database) => {
        database.exec(
          'create table migrations (name text primary key, checksum text not null, at integer not null)',
        );
        database.exec("insert into migrations values ('9999-of-tomorrow.sql', 'x', 0)");
      },
      /newer version.*9999-of-tomorrow/s,
    ],
    ['somebody else', (database) => void database.exec('create table cats (name text)'), /did not make/],
  ])('a database made by %s, which stays as it is', async (_what, make, said) => {
    const folder = tempFolder();
    const file = join(folder, 'broadsheet.db');
    const database = new Database(file);
    make(database);
    database.close();
    const before = tablesOf(file);
    const run = await start(folder);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(said);
    expect(tablesOf(file)).toEqual(before);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});

describe('the first password', () => {
  it('is told at every start until it is changed, and not after', async () => {
    const folder = makeTempFolder();
    try {
      const first = await startSite({ folder });
      await first.stop();
      const second = await startSite({ folder });
      expect(second.login).toEqual(first.login);
      await second.command('staff', 'password', first.login.email);
      await second.stop();
      const third = await startSite({ folder });
      await third.stop();
      expect(third.login).not.toEqual(first.login);
      expect(Object.values(third.login)).not.toContain(first.login.password);
      expect(third.login.email).toBe('with');
    } finally {
      removeFolder(folder);
    }
  }, 120_000);
});

const tablesOf = (file: string) => {
  const database = new Database(file, { readonly: true });
  const rows = database.prepare('select sql from sqlite_master order by name').all();
  database.close();
  return rows;
};

describe.skipIf(noUnprivilegedAccount !== undefined)('an account without privileges', () => {
  let program: ReadableProgram;
  beforeAll(async () => {
    program = await programAsNobody();
  }, 120_000);
  afterAll(() => program?.remove());

  it.each([
    ['a folder that it may not write', (folder: string) => chmodSync(folder, 0o555)],
    ['a folder inside one that it may not pass', (folder: string) => chmodSync(folder, 0o700)],
  ])(
    'is told of %s, and nothing is made there',
    async (_what, close) => {
      const folder = makeTempFolder();
      try {
        close(folder);
        const run = await program.run(['start', '--empty'], {
          env: { BROADSHEET_FOLDER: join(folder, 'data') },
        });
        expect(run.exitCode).toBe(1);
        expect(run.stderr).toMatch(/folder .*data cannot be written/);
        expect(run.stderr.trim().split('\n')).toHaveLength(1);
        expect(existsSync(join(folder, 'data'))).toBe(false);
      } finally {
        chmodSync(folder, 0o700);
        removeFolder(folder);
      }
    },
    60_000,
  );

  it('is told of a database that it may not write, which stays as it is', async () => {
    const folder = makeTempFolder();
    const data = join(folder, 'data');
    try {
      chmodSync(folder, 0o755);
      mkdirSync(data);
      writeFileSync(join(data, 'broadsheet.db'), 'not to be touched');
      chmodSync(join(data, 'broadsheet.db'), 0o444);
      for (const room of ['media', 'secrets', 'salt', 'imports', 'backups', 'theme'])
        mkdirSync(join(data, room));
      chmodSync(data, 0o777);
      const before = digest(join(data, 'broadsheet.db'));
      const run = await program.run(['start', '--empty'], { env: { BROADSHEET_FOLDER: data } });
      expect(run.exitCode).toBe(1);
      expect(run.stderr).toMatch(/^The file .*broadsheet\.db cannot be written/);
      expect(run.stderr.trim().split('\n')).toHaveLength(1);
      expect(digest(join(data, 'broadsheet.db'))).toBe(before);
    } finally {
      removeFolder(folder);
    }
  }, 60_000);
});
