import { Command } from 'commander';
import { Problem, problems } from './base/problem.js';
import { commands } from './cli/commands.js';
import { cliContext } from './cli/context.js';

/** argv to cli: a Problem becomes one clear sentence and its exit code, a bug its stack. */
const program = new Command('broadsheet').description('A news site in one process.').version('0.1.0');
const context = cliContext(process.env);
for (const register of commands) register(program, context);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = problems[error.code].exit;
}
