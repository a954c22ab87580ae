// Fills the tables of docs/counting.md from the constants that the code counts by. A test compares.
import { readFile, writeFile } from 'node:fs/promises';
import { ensureBuilt } from './build.mjs';

await ensureBuilt();
const { withRulesTables } = await import('../dist/audience/rules-tables.js');
const path = new URL('../docs/counting.md', import.meta.url);
await writeFile(path, withRulesTables(await readFile(path, 'utf8')));
