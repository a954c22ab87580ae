import { seededRandom } from '../base/seeded-random.js';
import { compareRates, type FeatureGroup } from '../discovery/evaluation/compared-rates.js';
import { parseEbnerdSlates } from '../discovery/evaluation/ebnerd.js';
import { mean } from '../discovery/evaluation/metrics.js';
import { parseMind, type SlateRow } from '../discovery/evaluation/mind.js';
import { differenceOf, resampledRatio, sumsByUnit } from '../discovery/evaluation/resampled.js';
import { audienceFiles } from './eval/audience-files.js';

/**
 * Prints what more than one click rate would be worth to Recommendation's ranker (discovery/recommendation/appeal.ts): AUC of
 * slates that the weights were not fitted to, and the lead over the shipped weights with its 95 % interval by readers:
 *
 *     npx tsx src/cli/compare-recommendation.ts
 */
const root = process.env.BROADSHEET_DATA ?? '../shared/data';

const comparisons: Readonly<Record<string, readonly FeatureGroup[]>> = {
  'rate and age, fitted here': ['shipped'],
  'and rates of 15 min to 72 h (with them their trend)': ['shipped', 'rates'],
  'and clicks of 15 min to 72 h': ['shipped', 'clicks'],
  'and places shown in 15 min to 72 h': ['shipped', 'shown'],
  'and age by the hour of the day': ['shipped', 'hour'],
  'all of them': ['shipped', 'rates', 'clicks', 'shown', 'hour'],
};

function* sets(): Iterable<readonly [name: string, rows: readonly SlateRow[]]> {
  for (const file of audienceFiles(root, /^mind-sample-[fw].*\.tsv\.gz$/))
    yield ['MIND', parseMind(file.lines())];
  for (const file of audienceFiles(root, /^ebnerd-(?!history).*\.jsonl\.gz$/))
    yield ['EB-NeRD', parseEbnerdSlates(file.lines())];
}

for (const [set, rows] of sets()) {
  const { aucs, personIds } = compareRates(rows, comparisons);
  const byReader = (values: readonly number[]) =>
    sumsByUnit({ above: values, below: values.map(() => 1) }, (at) => personIds[at]!);
  const shipped = byReader([...aucs.values()][0]!);
  console.log(`| ${set}, ${personIds.length} slates | AUC | lead |\n|---|---|---|`);
  for (const [name, values] of aucs) {
    const lead = resampledRatio(differenceOf(byReader(values), shipped), seededRandom(5));
    const [of, low, high] = [lead.mean, lead.low, lead.high].map((value) => value.toFixed(3));
    console.log(`| ${name} | ${mean(values).toFixed(3)} | ${of} (${low} to ${high}) |`);
  }
  console.log('');
}
