import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test/support/temp-folder.js';
import { cliContext } from './context.js';
import { register as registerStaff } from './staff.js';
import { register as registerStory } from './story.js';

/** Runs commands on a folder of this test's own; returns what they print. */
function openShell() {
  const folder = tempFolder();
  const env = { BROADSHEET_FOLDER: folder, BROADSHEET_LOG_LEVEL: 'silent' };
  const run = async (...words: string[]): Promise<string[]> => {
    const printed: string[] = [];
    const program = new Command('broadsheet').exitOverride();
    const context = { ...cliContext(env), print: (line: string) => void printed.push(line) };
    registerStory(program, context);
    registerStaff(program, context);
    await program.parseAsync(words, { from: 'user' });
    return printed;
  };
  return { folder, run };
}

it('writes, publishes, corrects and withdraws a story by its address', async () => {
  const { folder, run } = openShell();
  const file = join(folder, 'copy.txt');
  writeFileSync(file, 'It came <late>.\n\nThat was all.');
  const [made] = await run(
    'story',
    'create',
    '--headline',
    'Ferry back',
    '--body',
    file,
    '--section',
    'World/Asia',
    '--by',
    'Ola Brandt',
    'Ines Roth',
    '--topics',
    'Ferries, Quays',
    '--json',
  );
  const draft = JSON.parse(made!);
  expect(draft).toMatchObject({
    status: 'draft',
    body: '<p>It came &lt;late&gt;.</p><p>That was all.</p>',
    topics: ['Ferries', 'Quays'],
  });
  expect(draft.byline.credits).toHaveLength(2);
  const [published] = await run('story', 'publish', draft.id, '--json');
  const { path, firstPublishedAt } = JSON.parse(published!);
  expect(path).toMatch(/^\/\d{4}\/\d{2}\/ferry-back$/);
  await run('story', 'correct', path, '--text', 'It was early.', '--headline', 'Ferry back early');
  await run('story', 'withdraw', path, '--notice', 'It never came.');
  expect(await run('story', 'list', '--status', 'withdrawn')).toEqual([
    `${draft.id}  withdrawn  ${path}  Ferry back early`,
  ]);
  const shown = (await run('story', 'show', path)).join('\n');
  expect(shown).toContain('It never came.');
  expect(shown).toContain(new Date(firstPublishedAt).toISOString());
});

it.each<[string, string[], string]>([
  ['a story that is not there', ['story', 'publish', '/2026/01/none'], 'not_found'],
  ['a language that is none', ['story', 'create', '--language', 'english!'], 'invalid_input'],
  ['a file that is not there', ['story', 'create', '--body', '/nowhere/copy.txt'], 'missing_data'],
  ['an account that is not there', ['staff', 'disable', 'nobody@paper.example'], 'not_found'],
  ['an e-mail that is none', ['staff', 'add', 'nobody'], 'invalid_input'],
])('refuses %s', async (_what, words, code) => {
  await expect(openShell().run(...words)).rejects.toMatchObject({ code });
});

it('refuses a time or a zone that is none', async () => {
  const { run } = openShell();
  const [made] = await run(
    'story',
    'create',
    '--headline',
    'Ferry back',
    '--standfirst',
    'It came.',
    '--json',
  );
  const { id } = JSON.parse(made!);
  for (const when of [
    ['--at', 'tomorrow'],
    ['--at', '2030-01-01T10:00', '--zone', 'Nowhere/Land'],
  ])
    await expect(run('story', 'schedule', id, ...when)).rejects.toMatchObject({ code: 'invalid_input' });
});

it('keeps accounts, prints a password that it made, and leaves a line of each act', async () => {
  const { folder, run } = openShell();
  const [added] = await run('staff', 'add', 'Ines@paper.example', '--name', 'Ines Roth', '--role', 'editor');
  expect(added).toMatch(/^ines@paper.example is editor now. Password: [\w-]{22}$/);
  await expect(run('staff', 'add', 'ines@paper.example')).rejects.toMatchObject({ code: 'invalid_input' });
  await run('staff', 'disable', 'ines@paper.example');
  expect(await run('staff', 'list')).toEqual(['ines@paper.example  editor  Ines Roth  disabled']);
  await run('staff', 'enable', 'ines@paper.example');
  expect(await run('staff', 'list')).toEqual(['ines@paper.example  editor  Ines Roth']);
  await run('staff', 'role', 'ines@paper.example', 'owner');
  const [changed] = await run('staff', 'password', 'ines@paper.example');
  expect(changed).toMatch(/It is [\w-]{22}$/);
  expect(await run('staff', 'list')).toEqual(['ines@paper.example  owner  Ines Roth']);
  const site = await cliContext({ BROADSHEET_FOLDER: folder, BROADSHEET_LOG_LEVEL: 'silent' }).open();
  const audit = await site.databases.read.selectFrom('audit').select(['act', 'actor', 'detail']).execute();
  await site.close();
  expect(audit.map(({ act }) => act).sort()).toEqual([
    'staff-add',
    'staff-disable',
    'staff-enable',
    'staff-password',
    'staff-role',
  ]);
  for (const { actor } of audit) expect(actor).toMatch(/^cli:./);
  expect(audit.find(({ act }) => act === 'staff-role')?.detail).toBe('ines@paper.example: editor to owner');
});

it('links translations and gives the front its lead', async () => {
  const { folder, run } = openShell();
  const file = join(folder, 'copy.txt');
  writeFileSync(file, 'It came at noon.');
  const publish = async (...fields: string[]) => {
    const [made] = await run('story', 'create', '--body', file, ...fields, '--json');
    return JSON.parse((await run('story', 'publish', JSON.parse(made!).id, '--json'))[0]!);
  };
  const first = await publish('--headline', 'Ferry back');
  const spanish = await publish('--headline', 'Vuelve', '--language', 'es', '--translation-of', first.path);
  expect(spanish.translationGroup).toBe(first.id);
  const [alone] = await run('story', 'edit', spanish.path, '--translation-of', '', '--json');
  expect(JSON.parse(alone!).translationGroup).toBeNull();
  await expect(run('story', 'edit', spanish.path, '--translation-of', '/none')).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await run('story', 'lead', first.path)).toHaveLength(1);
  await run('story', 'withdraw', spanish.path, '--notice', 'Wrong.');
  await expect(run('story', 'lead', spanish.path)).rejects.toMatchObject({ code: 'lifecycle' });
  expect(await run('story', 'unlead', first.path)).toHaveLength(1);
});

it('brings in what another system counted, row by row, and says what it did not take', async () => {
  const { folder, run } = openShell();
  const [made] = await run(
    'story',
    'create',
    '--headline',
    'Ferry back',
    '--standfirst',
    'It came.',
    '--json',
  );
  const [published] = await run('story', 'publish', JSON.parse(made!).id, '--json');
  const { path } = JSON.parse(published!);
  const file = join(folder, 'counts.csv');
  const rows = [
    'path,views,until,source',
    `${path},31204,2025-12-31,"OldPress, the first"`,
    '/2020/01/nothing,3,2025-12-31,OldPress',
    `${path},-3,2025-12-31,OldPress`,
    `${path},3,31.12.2025,OldPress`,
    `${path},3,,`,
  ];
  writeFileSync(file, rows.join('\n'));
  const printed = await run('story', 'counts', file);
  expect(printed.at(-1)).toBe('5 found = 1 kept + 0 unchanged + 4 failed.');
  expect(printed.map((line) => line.split(':')[0]).slice(0, -1)).toEqual([
    'row 2',
    'row 3',
    'row 4',
    'row 5',
  ]);
  expect((await run('story', 'counts', file)).at(-1)).toBe('5 found = 0 kept + 1 unchanged + 4 failed.');
  writeFileSync(file, 'address;views\n/x;3');
  await expect(run('story', 'counts', file)).rejects.toThrow('must be: path,views,until,source');
});
