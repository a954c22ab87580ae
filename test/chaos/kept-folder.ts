import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dayMs } from '../../src/base/clock.js';
import { chanceOf } from './chance.js';
import { placeAt, ShiftedClock } from './place.js';
import { Stage } from './stage.js';

/** Makes a folder that was served for two days and has readers on each; the first start of a round closes them. */
export async function makeKeptFolder(scratch: string): Promise<string> {
  const folder = join(scratch, 'kept');
  mkdirSync(folder);
  const clock = new ShiftedClock(scratch);
  const chance = chanceOf(1);
  const stage = new Stage({
    chance,
    trafficChance: chance,
    place: placeAt(folder, undefined, clock, 'UTC'),
    clock,
  });
  await clock.shift(-3 * dayMs);
  await stage.start();
  for (let day = 0; day < 2; day += 1) {
    await stage.visits.send(stage.site, () => false, 40);
    await clock.shift(dayMs);
  }
  await stage.stop();
  return folder;
}
