// Preloaded into a process (`node --import`), threads included: Date.now is so many milliseconds off as the file
// named in CHAOS_CLOCK says, also while the process runs. src/base/clock.ts takes the time from nowhere else.
import { readFileSync } from 'node:fs';

const lookEveryMs = 20;
const path = process.env.CHAOS_CLOCK;
const realNow = Date.now;
let offsetMs = 0;

const look = () => {
  const said = Number(readFileSync(path, 'utf8'));
  if (Number.isFinite(said)) offsetMs = said;
};

if (path !== undefined) {
  look();
  Date.now = () => realNow() + offsetMs;
  setInterval(look, lookEveryMs).unref();
}
