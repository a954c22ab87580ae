import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { noUnprivilegedAccount, programAsNobody } from './as-nobody.js';
import { axeViolations } from './axe.js';
import { browserProgram, launchBrowser } from './browser.js';
import { createDatabase, dropDatabase, postgres } from './postgres.js';

describe.skipIf('unavailable' in postgres)('the private PostgreSQL', () => {
  it('gives each caller an empty database of its own', async () => {
    const connections = [await createDatabase(), await createDatabase()];
    expect(connections[0]!.database).not.toBe(connections[1]!.database);
    for (const connection of connections) {
      const client = new pg.Client(connection);
      await client.connect();
      await client.query('create table story (id text primary key)');
      const { rows } = await client.query('select count(*)::int as stories from story');
      expect(rows).toEqual([{ stories: 0 }]);
      await client.end();
      await dropDatabase(connection);
    }
  });
});

describe.skipIf('unavailable' in browserProgram)('the browser', () => {
  it('renders a page, and axe finds the fault that was put into it', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<html lang="en"><title>Harbour</title><main><img src="data:,"></main></html>');
      const violations = await axeViolations(page);
      expect(violations.map(({ rule }) => rule)).toEqual(['image-alt']);
    } finally {
      await browser.close();
    }
  });
});

describe.skipIf(noUnprivilegedAccount)('the program as an account without privileges', () => {
  it('prints its version', async () => {
    const program = await programAsNobody();
    try {
      const { exitCode, stdout, stderr } = await program.run(['--version']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    } finally {
      program.remove();
    }
  });
});
