import { setTimeout as sleep } from 'node:timers/promises';
import { dayMs, hourMs, minuteMs, secondMs } from '../../../src/base/clock.js';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';

/** All that the clock may be off in a round: ids of events are known for four days by the site's own clock. */
const furthestMs = 40 * hourMs;
const units = [secondMs, minuteMs, hourMs, hourMs, 13 * hourMs];

/** The clock is set back and forward: while readers are counted, between them, and between two starts. */
export const clockSet: ChaosKind = {
  name: 'clock',
  databases: ['SQLite', 'PostgreSQL'],
  async play(stage) {
    await stage.begin();
    const told: string[] = [];
    let offsetMs = 0;
    for (let change = stage.chance.whole(2, 3); change > 0; change -= 1) {
      const drawn = stage.chance.pick(units) * stage.chance.whole(1, 30) * stage.chance.pick([-1, 1]);
      const next = Math.max(-furthestMs, Math.min(furthestMs, offsetMs + drawn));
      const isLive = await readThrough(stage, next - offsetMs);
      told.push(
        `${next < offsetMs ? 'back' : 'on'} ${wordsOf(Math.abs(next - offsetMs))}${isLive ? '' : ' and killed'}`,
      );
      offsetMs = next;
    }
    stage.what = told.join(', ');
    await stage.killDuringIntake(stage.chance.whole(5, 200));
  },
};

/** True where the site ran on. */
async function readThrough(stage: Stage, byMs: number): Promise<boolean> {
  if (stage.chance.isTrue(0.4)) {
    await stage.killDuringIntake(stage.chance.whole(5, 200));
    await stage.clock.shift(byMs);
    await stage.start();
    return false;
  }
  // A page signed before midnight is one of tomorrow once the clock is back before it, and does not count: so the
  // readers of this moment pause where the shift passes a midnight.
  const passesDay = Math.floor(stage.clock.now() / dayMs) !== Math.floor((stage.clock.now() + byMs) / dayMs);
  let isOver = false;
  if (passesDay) await stage.visits.send(stage.site, () => false, 40);
  const sending = passesDay ? Promise.resolve() : stage.visits.send(stage.site, () => isOver, 300);
  await sleep(stage.chance.whole(5, 150));
  await stage.clock.shift(byMs);
  isOver = true;
  await sending;
  await stage.visits.send(stage.site, () => false, 40);
  return true;
}

function wordsOf(ms: number): string {
  if (ms >= hourMs) return `${Math.round(ms / hourMs)} h`;
  return ms >= minuteMs ? `${Math.round(ms / minuteMs)} min` : `${Math.round(ms / secondMs)} s`;
}
