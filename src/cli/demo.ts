import { type Command, InvalidArgumentError } from 'commander';
import { Problem } from '../base/problem.js';
import { isLoopback } from '../config/options.js';
import type { CliContext } from './context.js';
import { sendReaders } from './demo/send-readers.js';

export function register(program: Command, context: CliContext): void {
  program
    .command('demo')
    .description('what belongs to the made-up demo paper')
    .command('readers')
    .description('send simulated readers through the real pages and the real endpoint of a running demo')
    .option('--site <address>', 'origin of the running demo', 'http://127.0.0.1:4000')
    .option('--count <number>', 'how many readers', wholeNumber, 300)
    .option('--seed <number>', 'the same seed chooses the same stories', wholeNumber, 1)
    .action(async ({ site, count, seed }: { site: string; count: number; seed: number }) => {
      const { hostname, origin } = new URL(site);
      if (!isLoopback(hostname))
        throw new Problem('invalid_input', 'Simulated readers are sent to a demo on this machine only.');
      const front = await fetch(`${origin}/`).then(
        (answer) => answer.text(),
        () => '',
      );
      if (front === '')
        throw new Problem(
          'not_found',
          `No site answers at ${origin}. Start the demo first, or name it with --site.`,
        );
      if (!front.includes('demo-sign'))
        throw new Problem(
          'forbidden',
          'That site does not say that it is a demonstration: its numbers must stay those of real readers.',
        );
      await sendReaders({
        site: origin,
        readers: count,
        seed,
        onReader: (done) => done % 100 === 0 && context.print(`${done} readers`),
      });
      context.print(
        `${count} simulated readers were sent. Their views are on the pages with the next Edition, within a minute.`,
      );
    });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number above 0');
  return number;
}
