import { parseBingNews } from '../discovery/evaluation/bing-news.js';
import { parseDeskdrop } from '../discovery/evaluation/deskdrop.js';
import { parseMind } from '../discovery/evaluation/mind.js';
import {
  type FittedWeight,
  fitHeadlines,
  fitNextReads,
  fitSlates,
} from '../discovery/evaluation/ranker-fit.js';
import { audienceFiles } from './eval/audience-files.js';

/**
 * Prints the weights of discovery/recommendation/weights.ts as the public data would have them:
 *
 *     npx tsx src/cli/fit-recommendation.ts
 */
const root = process.env.BROADSHEET_DATA ?? '../shared/data';

const fits: readonly { readonly pattern: RegExp; readonly weigh: (lines: string[]) => FittedWeight[] }[] = [
  { pattern: /^deskdrop-.*\.csv\.gz$/, weigh: (lines) => fitNextReads(parseDeskdrop(lines)) },
  { pattern: /^mind-sample-[fw].*\.tsv\.gz$/, weigh: (lines) => fitSlates(parseMind(lines)) },
  { pattern: /^bing-news-.*\.txt\.gz$/, weigh: (lines) => fitHeadlines(parseBingNews(lines)) },
];

for (const { pattern, weigh } of fits) {
  for (const file of audienceFiles(root, pattern)) {
    for (const { name, weight, standardError } of weigh(file.lines())) {
      console.log(
        `${file.name}  ${name.padEnd(14)} ${weight.toFixed(3).padStart(7)} ± ${standardError.toFixed(3)}`,
      );
    }
  }
}
