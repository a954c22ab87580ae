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
  const [made] = await run('story', 'create', '--headline', 'Ferry back', '--json');
  const { id } = JSON.parse(made!);
  for (const when of [
    ['--at', 'tomorrow'],
    ['--at', '2030-01-01T10:00', '--zone', 'Nowhere/Land'],
  ])
    await expect(run('story', 'schedule', id, ...when)).rejects.toMatchObject({ code: 'invalid_input' });
});

it('keeps accounts, and prints a password that it made', async () => {
  const { run } = openShell();
  const [added] = await run('staff', 'add', 'Ines@paper.example', '--name', 'Ines Roth', '--role', 'editor');
  expect(added).toMatch(/^ines@paper.example is editor now. Password: [\w-]{22}$/);
  await expect(run('staff', 'add', 'ines@paper.example')).rejects.toMatchObject({ code: 'invalid_input' });
  await run('staff', 'disable', 'ines@paper.example');
  expect(await run('staff', 'list')).toEqual(['ines@paper.example  editor  Ines Roth  disabled']);
  await run('staff', 'enable', 'ines@paper.example');
  expect(await run('staff', 'list')).toEqual(['ines@paper.example  editor  Ines Roth']);
});
