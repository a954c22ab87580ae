import { existsSync } from 'node:fs';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { Problem } from '../base/problem.js';
import type { Evaluation, Figure } from '../discovery/evaluation/report.js';
import type { CliContext } from './context.js';
import { withSite } from './import.js';

/** Loaded when asked for: an evaluation brings readers and baselines that the server never needs. */
const evaluations: Readonly<Record<string, () => Promise<{ readonly evaluate: Evaluation }>>> = {
  related: () => import('./eval/related.js'),
  duplicates: () => import('./eval/duplicates.js'),
  trending: () => import('./eval/trending.js'),
  recommendation: () => import('./eval/recommendation.js'),
  import: () => import('./eval/import.js'),
  agents: () => import('./eval/agents.js'),
  counting: () => import('./eval/counting.js'),
};

/** Makes its own data. */
const simulated = 'counting';

/** What a site's own ledger can judge. */
const ownEvaluations: Readonly<Record<string, 'ownTrending' | 'ownRecommendation'>> = {
  trending: 'ownTrending',
  recommendation: 'ownRecommendation',
};

interface EvalOptions {
  readonly json: boolean;
  readonly own: boolean;
  readonly seeds?: readonly number[];
  readonly hits?: number;
}

function wholeOf(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
}

const seedsOf = (text: string): readonly number[] => text.split(',').map(wholeOf);

export function register(program: Command, context: CliContext): void {
  program
    .command('eval')
    .description(
      'measure lists, counting and imports on public data under BROADSHEET_DATA (default ../shared/data)',
    )
    .addArgument(new Argument('<name>').choices(Object.keys(evaluations)))
    .option('--json', 'one object a line', false)
    .option(
      '--own',
      `on the site's own ledger, and whether to change (${Object.keys(ownEvaluations).join(', ')})`,
      false,
    )
    .option('--seeds <list>', `days that "${simulated}" simulates, with commas`, seedsOf)
    .option('--hits <number>', `hits of such a day`, wholeOf)
    .action(async (name: string, { json, own, seeds, hits }: EvalOptions) => {
      if (own) return printOwn(context, name, json);
      const root = context.env.BROADSHEET_DATA ?? '../shared/data';
      if (name !== simulated && !existsSync(root))
        throw new Problem(
          'missing_data',
          `There is no folder ${root}. Set BROADSHEET_DATA to the folder with the data.`,
        );
      const { evaluate } = await evaluations[name]!();
      let shown = 0;
      for await (const figure of evaluate(root, { seeds, hits })) {
        context.print(json ? JSON.stringify(figure) : lineOf(figure));
        shown += 1;
      }
      if (shown === 0) throw new Problem('missing_data', `Nothing that "${name}" measures is under ${root}.`);
    });
}

async function printOwn(context: CliContext, name: string, json: boolean): Promise<void> {
  const evaluation = ownEvaluations[name];
  if (evaluation === undefined)
    throw new Problem('invalid_input', `"${name}" is not measured on a site's own ledger.`);
  const own = await import('./eval/own.js');
  await withSite(context, async (site) => {
    const { figures, verdict } = await own[evaluation](site);
    for (const figure of figures) context.print(json ? JSON.stringify(figure) : lineOf(figure));
    context.print(json ? JSON.stringify({ name, dataset: 'own ledger', ...verdict }) : verdict.sentence);
  });
}

export function lineOf({ dataset, metric, ours, baselines, unit, n }: Figure): string {
  const beside = Object.entries(baselines).map(([name, value]) => `${name} ${numberOf(value)}`);
  return `${dataset} · ${metric}: ${numberOf(ours)} ${unit} (n ${n})${beside.length > 0 ? `  beside ${beside.join(', ')}` : ''}`;
}

const numberOf = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
