import type { Command } from 'commander';
import type { CliContext } from './context.js';
import { register as registerDemo } from './demo.js';
import { register as registerErase } from './erase.js';
import { register as registerEval } from './eval.js';
import { register as registerImport } from './import.js';
import { register as registerLedger } from './ledger.js';
import { register as registerRecount } from './recount.js';
import { register as registerStaff } from './staff.js';
import { register as registerStart } from './start.js';
import { register as registerStory } from './story.js';

/** Every command of the operator's tool, in the order in which help shows them. */
export const commands: readonly ((program: Command, context: CliContext) => void)[] = [
  registerStart,
  registerImport,
  registerStory,
  registerErase,
  registerStaff,
  registerRecount,
  registerLedger,
  registerEval,
  registerDemo,
];
