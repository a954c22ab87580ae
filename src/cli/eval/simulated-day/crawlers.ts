import { secondMs } from '../../../base/clock.js';
import type { Chance } from './chance.js';
import { inOrder } from './in-order.js';
import {
  drawAddresses,
  drawMask,
  machineTruth,
  pageOpened,
  patchedDisguise,
  scriptDisguise,
} from './machines.js';
import type { Actor, SimulatedHit, Truth } from './simulated-hit.js';
import { storyCount, type World } from './world.js';

const smallestRun = 50;
/** From 50 pages to the most that a run has, as many of each order of size. */
const runLength = (world: World, chance: Chance) =>
  Math.round(smallestRun * (world.runAtMost / smallestRun) ** chance.one());

const engine = 'AppleWebKit/537.36 (KHTML, like Gecko';
const honestAgents: readonly (readonly [agent: string, runsScripts: boolean])[] = [
  [
    `Mozilla/5.0 ${engine}; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/148.0.0.0 Safari/537.36`,
    true,
  ],
  [
    `Mozilla/5.0 ${engine}; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/136.0.0.0 Safari/537.36`,
    true,
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${engine}) HeadlessChrome/147.0.0.0 Safari/537.36`, true],
  ['Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', false],
  [`Mozilla/5.0 ${engine}; compatible; GPTBot/1.3; +https://openai.com/gptbot)`, false],
  ['CCBot/2.0 (https://commoncrawl.org/faq/)', false],
  ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', false],
  ['Mozilla/5.0 (compatible; archive.org_bot +http://archive.org/details/archive.org_bot)', false],
  ['Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)', false],
  ['python-requests/2.32.5', false],
  ['Go-http-client/2.0', false],
  ['Scrapy/2.13.3 (+https://scrapy.org)', false],
  ['curl/8.16.0', false],
];

export function* honestCrawler(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const [agent, runsScripts] = chance.pick(honestAgents);
  const address = drawAddresses(world, chance, true);
  const headers = { 'user-agent': agent, ...(runsScripts ? { 'sec-fetch-site': 'same-origin' } : {}) };
  const truth = machineTruth({ kind: 'crawler, honest agent', onlyBehaves: false });
  const gap = chance.between(1, 20);
  let now = startsAt;
  for (let page = runLength(world, chance); page > 0; page -= 1) {
    const look = { address: address(), headers };
    const story = chance.whole(storyCount);
    if (runsScripts) yield* pageOpened(look, { story, at: now, truth }, chance);
    else yield pictureFetched(look, story, now, truth);
    now += chance.exponential(gap) * secondMs;
  }
}

const pictureFetched = (
  look: Pick<SimulatedHit, 'address' | 'headers'>,
  story: number,
  at: number,
  truth: Truth,
): SimulatedHit => ({ ...look, story, at, token: 'today', event: { kind: 'pixel' }, truth });

/** A run over the archive under a browser's agent. */
export function stolenCrawler(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const { rates } = world;
  const runsScripts = chance.happens(rates.scriptedCrawlers);
  const disguise = runsScripts
    ? patchedDisguise(world, chance)
    : scriptDisguise(chance.happens(rates.copiedHeaders), chance);
  const mask = drawMask(world, chance, disguise);
  const truth = machineTruth({ kind: 'crawler, stolen agent', onlyBehaves: true });
  const gap = chance.happens(0.4) ? chance.between(4, 20) : chance.between(0.2, 3);
  const tellsLeaves = chance.happens(0.8);
  const steps = function* () {
    let now = startsAt;
    for (let page = runLength(world, chance); page > 0; page -= 1) {
      const story = chance.whole(storyCount);
      const look = mask.next();
      const staysSeconds = tellsLeaves ? chance.between(1, 4) : undefined;
      yield runsScripts
        ? pageOpened(look, { story, at: now, truth, staysSeconds }, chance)
        : [pictureFetched(look, story, now, truth)];
      now += chance.exponential(gap) * secondMs;
    }
  };
  return inOrder(steps());
}

/** A whole browser at a home address, a few pages a day, at a reader's pace. */
export function programLikeAPerson(world: World, chance: Chance, _index: number, startsAt: number): Actor {
  const address = `${chance.pick(world.places.lentNetworks)}.${1 + chance.whole(250)}`;
  const look = { address, headers: scriptDisguise(true, chance)() };
  const truth = machineTruth({ kind: 'program like a person', onlyBehaves: false });
  const steps = function* () {
    let now = startsAt;
    for (let page = 1 + chance.goesOn(0.6, 12); page > 0; page -= 1) {
      const staysSeconds = chance.logNormal(40, 0.9);
      yield pageOpened(look, { story: world.story(chance), at: now, truth, staysSeconds }, chance);
      now += (staysSeconds + 2 + chance.exponential(6)) * secondMs;
    }
  };
  return inOrder(steps());
}
