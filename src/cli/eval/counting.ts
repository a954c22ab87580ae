import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evaluation, Figure } from '../../discovery/evaluation/report.js';
import { openCountingSite } from './counting/counting-site.js';
import { Score, type Share } from './counting/score.js';
import { simulateDay } from './simulated-day/simulate-day.js';
import { makeWorld, simulatedDay } from './simulated-day/world.js';

const dayHits = 1_000_000;
/** docs/simulated-day.md: seeds from 1000 on are for judging. */
const judgedSeeds = [2026, 2027];

/** How truly views are counted on simulated days: what is lost, found and counted twice. Needs no data. */
export const evaluate: Evaluation = async function* (_root, { seeds = judgedSeeds, hits = dayHits } = {}) {
  for (const seed of seeds) yield* figuresOf(await scoreDay(seed, hits), `simulated day, seed ${seed}`);
};

/** A simulated day through the routes, the steps and the ledger, compared with its truth. */
export async function scoreDay(seed: number, hits: number): Promise<Score> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-eval-'));
  const score = new Score();
  try {
    const site = await openCountingSite({
      ...simulatedDay,
      folder,
      seed,
      listedNetworks: makeWorld(seed, hits).places.listedHosting,
      onBooked: (booked) => score.add(booked),
    });
    for (const hit of simulateDay(seed, hits)) await site.send(hit);
    await site.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return score;
}

function* figuresOf(score: Score, dataset: string): Iterable<Figure> {
  const figure = (metric: string, ours: number, n: number, unit = 'share'): Figure => ({
    name: 'counting',
    dataset,
    metric,
    ours,
    baselines: {},
    unit,
    n,
  });
  const share = (metric: string, { hits, right }: Share) => figure(metric, right / Math.max(1, hits), hits);
  yield figure('hits', score.hits, score.hits, 'hits');
  yield share('views of people lost (mark: at most 0.01)', score.lost);
  for (const [reason, views] of score.lostBy)
    yield figure(`  of them lost by ${reason}`, views / score.lost.hits, views);
  yield share('hits that only behave like bots found (mark: at least 0.95)', score.behavingFound);
  yield share('views counted twice (mark: at most 0.005)', score.countedTwice);
  for (const [kind, { hits, judged, right, counted }] of score.kinds) {
    yield figure(`${kind}: hits`, hits, hits, 'hits');
    yield share(`${kind}: views called rightly`, { hits: judged, right });
    yield share(`${kind}: counted as views`, { hits: judged, right: counted });
  }
  for (const [name, { booked, bookedRight, due, dueRight }] of score.classes) {
    if (booked > 0) yield share(`class ${name}: precision`, { hits: booked, right: bookedRight });
    if (due > 0) yield share(`class ${name}: recall`, { hits: due, right: dueRight });
  }
  for (const [reason, { hits, ofPeople }] of score.reasons)
    if (reason !== '')
      yield share(`reason ${reason}: share of people's views in it`, { hits, right: ofPeople });
  yield* crowdFigures(score, figure);
}

function* crowdFigures(
  { crowds }: Score,
  figure: (metric: string, ours: number, n: number) => Figure,
): Iterable<Figure> {
  for (const [where, crowd] of [
    ['behind shared addresses', crowds.shared],
    ['elsewhere', crowds.own],
  ] as const) {
    const error = (keys: number, people: number) => keys / Math.max(1, people) - 1;
    const { people, browserKeys, readersOfStories, readerKeys } = crowd;
    yield figure(
      `readers of stories ${where}: keys over people, less 1`,
      error(readerKeys.size, readersOfStories.size),
      readersOfStories.size,
    );
    yield figure(
      `readers of the site ${where}: keys over people, less 1`,
      error(browserKeys.size, people.size),
      people.size,
    );
  }
}
