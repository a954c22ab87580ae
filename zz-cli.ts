import { Command } from 'commander';
import { cliContext } from './src/cli/context.js';
import { register } from './src/cli/story.js';
import { register as staff } from './src/cli/staff.js';
const p = new Command('broadsheet'); const c = cliContext(process.env); register(p,c); staff(p,c);
p.parseAsync().catch((e) => { console.error(e.code, e.message); process.exitCode = 1; });
