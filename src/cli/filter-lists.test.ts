import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/temp-folder.js';
import { cliContext } from './context.js';
import { readFilterLists } from './filter-lists.js';

function fileOf(name: string, text: string): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, text);
  return path;
}

describe('the operator’s own lists', () => {
  it('are read from the files that the options name', () => {
    const { dataCentres, botPatterns, faults } = readFilterLists({
      dataCentresFile: fileOf('ranges.txt', '203.0.113.0/24 # hosting\n'),
      botPatternsFile: fileOf('bots.txt', '^HarbourMonitor/\n'),
    });
    expect(faults).toEqual([]);
    expect(dataCentres.has([203, 0, 113, 9])).toBe(true);
    expect(botPatterns.map(({ source }) => source)).toEqual(['^HarbourMonitor\\/']);
  });

  it('are empty where no file is named', () =>
    expect(readFilterLists({})).toMatchObject({ dataCentres: { size: 0 }, botPatterns: [], faults: [] }));

  it('keep a command from starting when they are faulty, each fault in the one list', async () => {
    const folder = tempFolder();
    const ranges = fileOf('ranges.txt', '203.0.113.0/24\nten networks\n');
    const opening = cliContext({
      BROADSHEET_FOLDER: folder,
      BROADSHEET_PORT: 'four',
      BROADSHEET_DATA_CENTRES_FILE: ranges,
      BROADSHEET_BOT_PATTERNS_FILE: join(folder, 'missing.txt'),
    }).open();
    const told = await opening.then(
      () => '',
      (error: Error) => error.message,
    );
    expect(told).toContain('3 fault(s)');
    expect(told).toContain('BROADSHEET_PORT');
    expect(told).toContain(`${ranges}, line 2: "ten networks" is no network`);
    expect(told).toContain(`${join(folder, 'missing.txt')} cannot be read (ENOENT)`);
  });

  it('are not told line by line when the file is another one than was meant', () => {
    const path = fileOf('ranges.txt', 'words\n'.repeat(1000));
    const { faults } = readFilterLists({ dataCentresFile: path });
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)).toContain('980 more lines');
  });
});
