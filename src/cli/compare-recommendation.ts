import { type Comparison, compareRates, leadOf, weightsOf } from '../discovery/evaluation/compared-rates.js';
import { parseEbnerdSlates } from '../discovery/evaluation/ebnerd.js';
import type { FeatureGroup } from '../discovery/evaluation/known-slates.js';
import { mean } from '../discovery/evaluation/metrics.js';
import { parseMind, type SlateRow } from '../discovery/evaluation/mind.js';
import { beside, boostedTrees, plain, plainAndBeside } from '../discovery/evaluation/tree-rankers.js';
import { audienceFiles } from './eval/audience-files.js';

/**
 * Prints what more than one click rate would be worth to Recommendation's ranker (discovery/recommendation/appeal.ts), as weights
 * and as trees: AUC of slates that nothing was fitted to, and the lead over the shipped weights with its 95 % interval by readers:
 *
 *     npx tsx src/cli/compare-recommendation.ts
 */
const root = process.env.BROADSHEET_DATA ?? '../shared/data';

const all: readonly FeatureGroup[] = ['shipped', 'rates', 'clicks', 'shown', 'hour'];
const unshown = all.filter((group) => group !== 'shown');
const few = { trees: 50, depth: 2 };

const fittedWeights: Readonly<Record<string, Comparison>> = {
  'rate and age, fitted here': { learn: weightsOf(['shipped']) },
  'and rates of 15 min to 72 h (with them their trend)': { learn: weightsOf(['shipped', 'rates']) },
  'and clicks of 15 min to 72 h': { learn: weightsOf(['shipped', 'clicks']) },
  'and places shown in 15 min to 72 h': { learn: weightsOf(['shipped', 'shown']) },
  'and age by the hour of the day': { learn: weightsOf(['shipped', 'hour']) },
  'all of them': { learn: weightsOf(all) },
};

const trees: Readonly<Record<string, Comparison>> = {
  '50 trees of depth 2: rate and age': { learn: boostedTrees(plain(['shipped']), few) },
  '50 trees of depth 2: all of them': { learn: boostedTrees(plain(all), few) },
  '50 trees of depth 2: all, less the slate’s mean': { learn: boostedTrees(beside(all), few) },
  '50 trees of depth 2: all, both ways': { learn: boostedTrees(plainAndBeside(all), few) },
  '50 trees of depth 2: all but places shown': { learn: boostedTrees(plain(unshown), few) },
  '200 trees of depth 4: all of them': { learn: boostedTrees(plain(all), { trees: 200, depth: 4 }) },
};

/** Judged by what is left without the doings of the reader who is shown the slate, and by what another audience teaches. */
const doubts = (otherRows: readonly SlateRow[]): Readonly<Record<string, Comparison>> => ({
  'of other readers only: rate, age and places shown': {
    learn: weightsOf(['shipped', 'shown']),
    knowledge: 'other readers',
  },
  'of other readers only: 50 trees of depth 2, rate and age': {
    learn: boostedTrees(plain(['shipped']), few),
    knowledge: 'other readers',
  },
  'of other readers only: 50 trees of depth 2, all of them': {
    learn: boostedTrees(plain(all), few),
    knowledge: 'other readers',
  },
  'fitted to the other log: all of them': { learn: weightsOf(all), learnedFrom: otherRows },
  'fitted to the other log: 50 trees of depth 2, all of them': {
    learn: boostedTrees(plain(all), few),
    learnedFrom: otherRows,
  },
});

const read = (pattern: RegExp, parse: (lines: readonly string[]) => SlateRow[]): SlateRow[] =>
  audienceFiles(root, pattern).flatMap((file) => parse(file.lines()));

const mind = read(/^mind-sample-[fw].*\.tsv\.gz$/, parseMind);
const ebnerd = read(/^ebnerd-(?!history).*\.jsonl\.gz$/, parseEbnerdSlates);

for (const [set, rows, otherRows] of [
  ['MIND', mind, ebnerd],
  ['EB-NeRD', ebnerd, mind],
] as const) {
  const compared = compareRates(rows, { ...fittedWeights, ...trees, ...doubts(otherRows) });
  console.log(`| ${set}, ${compared.personIds.length} slates | AUC | lead |\n|---|---|---|`);
  for (const [name, values] of compared.aucs) {
    const lead = leadOf(compared, name);
    const [of, low, high] = [lead.mean, lead.low, lead.high].map((value) => value.toFixed(3));
    console.log(`| ${name} | ${mean(values).toFixed(3)} | ${of} (${low} to ${high}) |`);
  }
  console.log('');
}
