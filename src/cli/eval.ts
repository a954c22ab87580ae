import { existsSync } from 'node:fs';
import { Argument, type Command } from 'commander';
import { Problem } from '../base/problem.js';
import type { Evaluation, Figure } from '../discovery/evaluation/report.js';
import type { CliContext } from './context.js';

/** Loaded when asked for: an evaluation brings readers and baselines that the server never needs. */
const evaluations: Readonly<Record<string, () => Promise<{ readonly evaluate: Evaluation }>>> = {
  related: () => import('./eval/related.js'),
  duplicates: () => import('./eval/duplicates.js'),
  trending: () => import('./eval/trending.js'),
  recommendation: () => import('./eval/recommendation.js'),
  import: () => import('./eval/import.js'),
  agents: () => import('./eval/agents.js'),
};

export function register(program: Command, context: CliContext): void {
  program
    .command('eval')
    .description(
      'measure lists, counting and imports on public data under BROADSHEET_DATA (default ../shared/data)',
    )
    .addArgument(new Argument('<name>').choices(Object.keys(evaluations)))
    .option('--json', 'one object a line', false)
    .action(async (name: string, { json }: { json: boolean }) => {
      const root = context.env.BROADSHEET_DATA ?? '../shared/data';
      if (!existsSync(root))
        throw new Problem(
          'missing_data',
          `There is no folder ${root}. Set BROADSHEET_DATA to the folder with the data.`,
        );
      const { evaluate } = await evaluations[name]!();
      let shown = 0;
      for await (const figure of evaluate(root)) {
        context.print(json ? JSON.stringify(figure) : lineOf(figure));
        shown += 1;
      }
      if (shown === 0) throw new Problem('missing_data', `Nothing that "${name}" measures is under ${root}.`);
    });
}

export function lineOf({ dataset, metric, ours, baselines, unit, n }: Figure): string {
  const beside = Object.entries(baselines).map(([name, value]) => `${name} ${numberOf(value)}`);
  return `${dataset} · ${metric}: ${numberOf(ours)} ${unit} (n ${n})${beside.length > 0 ? `  beside ${beside.join(', ')}` : ''}`;
}

const numberOf = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
