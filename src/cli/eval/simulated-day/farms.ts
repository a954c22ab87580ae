import { minuteMs, secondMs } from '../../../base/clock.js';
import type { Chance } from './chance.js';
import { inOrder } from './in-order.js';
import { drawAddresses, machineTruth, pageOpened, patchedDisguise, scriptDisguise } from './machines.js';
import type { Actor } from './simulated-hit.js';
import type { World } from './world.js';

/** What a farm shows of itself. */
type Sign = 'webdriver' | 'headless brand' | 'none';

/** Headless browsers in numbers, in a few networks, all day or for a while. */
export function farm(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const { rates } = world;
  const sign: Sign = chance.happens(rates.admittedFarms)
    ? chance.pick(['webdriver', 'webdriver', 'headless brand'] as const)
    : 'none';
  const browsers = makeBrowsers(world, chance, sign);
  const isPatient = sign === 'none' && chance.happens(rates.patientFarms);
  const truth = machineTruth({
    kind: sign === 'none' ? 'headless farm, patched' : 'headless farm, admitted',
    onlyBehaves: sign === 'none',
  });
  const gapSeconds = chance.between(10, 60) / browsers.length;
  const endsAt = startsAt + chance.between(20, 180) * minuteMs;
  const favourite = world.story(chance);
  const steps = function* () {
    for (let now = startsAt; now < endsAt; now += chance.exponential(gapSeconds) * secondMs) {
      const story = chance.happens(0.3) ? favourite : world.story(chance);
      const staysSeconds = isPatient ? chance.between(10, 40) : chance.between(2, 9);
      const page = { story, at: now, truth, staysSeconds, isDriven: sign === 'webdriver' };
      yield pageOpened(chance.pick(browsers), page, chance);
    }
  };
  return inOrder(steps());
}

function makeBrowsers(world: World, chance: Chance, sign: Sign) {
  const address = drawAddresses(world, chance, true);
  const patched = patchedDisguise(world, chance);
  const whole = scriptDisguise(true, chance);
  const headersOf = {
    webdriver: whole,
    'headless brand': () => ({ ...whole(), 'sec-ch-ua': '"HeadlessChrome";v="147", "Chromium";v="147"' }),
    none: patched,
  }[sign];
  return Array.from({ length: 3 + chance.whole(18) }, () => ({ address: address(), headers: headersOf() }));
}
