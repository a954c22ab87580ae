import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../../test/support/temp-folder.js';
import { fileDaySalts } from './day-salts.js';

describe('day salts as files', () => {
  it('are made once, for the owner only, and the same for all processes', async () => {
    const folder = join(tempFolder(), 'salt');
    const [one, other] = [fileDaySalts(folder), fileDaySalts(folder)];
    const [first, second] = await Promise.all([one.of('2026-05-12'), other.of('2026-05-12')]);
    expect(first).toHaveLength(32);
    expect(Buffer.from(first).equals(second)).toBe(true);
    expect(statSync(join(folder, '2026-05-12')).mode & 0o777).toBe(0o600);
    expect(Buffer.from(await one.of('2026-05-13')).equals(first)).toBe(false);
  });

  it('are destroyed through a day, in memory too, and nothing else in the folder is', async () => {
    const folder = tempFolder();
    const salts = fileDaySalts(folder);
    const before = await salts.of('2026-05-12');
    await salts.of('2026-05-13');
    writeFileSync(join(folder, 'README'), 'kept');
    await salts.destroyThrough('2026-05-12');
    expect(readdirSync(folder).sort()).toEqual(['2026-05-13', 'README']);
    expect(Buffer.from(await salts.of('2026-05-12')).equals(before)).toBe(false);
  });

  it('that were cut short are refused, not counted under', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '2026-05-12'), 'short');
    await expect(fileDaySalts(folder).of('2026-05-12')).rejects.toThrow(/damaged/);
  });
});
