import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { text as textOf } from 'node:stream/consumers';
import { Argument, type Command, Option } from 'commander';
import { StaffDesk } from '../newsroom/staff/staff-desk.js';
import { type StaffRole, staffRoles } from '../newsroom/staff/staff-member.js';
import { StaffTable } from '../store/tables/staff.js';
import type { CliContext, OpenedSite } from './context.js';
import { withSite } from './import.js';

interface PasswordFlags {
  readonly passwordStdin: boolean;
}

const actor = () => `cli:${userInfo().username}`;

const openDesk = ({ databases, clock, ids }: OpenedSite): StaffDesk =>
  new StaffDesk({ staff: new StaffTable(databases), clock, ids, random: randomBytes });

/** Accounts of the newsroom; only who can write the folder or the database can run these. */
export function register(program: Command, context: CliContext): void {
  const command = program.command('staff').description('accounts of the newsroom');
  withPassword(command.command('add <email>'))
    .description('a new account; without --password-stdin its password is made and printed once')
    .option('--name <name>', 'as it stands in the newsroom (default: the e-mail)')
    .addOption(new Option('--role <role>').choices(staffRoles).default('reporter'))
    .action((email: string, flags: PasswordFlags & { name?: string; role: StaffRole }) =>
      withSite(context, async (site) => {
        const { password, isMade } = await passwordFrom(flags);
        const { name = email, role } = flags;
        const member = await openDesk(site).add({ email, name, role, password }, actor());
        context.print(`${member.email} is ${member.role} now.${isMade ? ` Password: ${password}` : ''}`);
      }),
    );
  withPassword(command.command('password <email>'))
    .description('a new password; whoever is signed in to the account is signed out')
    .action((email: string, flags: PasswordFlags) =>
      withSite(context, async (site) => {
        const { password, isMade } = await passwordFrom(flags);
        await openDesk(site).setPassword(email, password, actor());
        context.print(`${email} has a new password.${isMade ? ` It is ${password}` : ''}`);
      }),
    );
  command
    .command('role <email>')
    .addArgument(new Argument('<role>').choices(staffRoles))
    .description('another role; whoever is signed in to the account signs in again')
    .action((email: string, role: StaffRole) =>
      withSite(context, async (site) => {
        await openDesk(site).setRole(email, role, actor());
        context.print(`${email} is ${role} now.`);
      }),
    );
  for (const [name, isDisabled] of [
    ['disable', true],
    ['enable', false],
  ] as const)
    command
      .command(`${name} <email>`)
      .description(isDisabled ? 'close an account at once; its acts stay in the history' : 'open it again')
      .action((email: string) =>
        withSite(context, async (site) => {
          await openDesk(site).setDisabled(email, isDisabled, actor());
          context.print(`${email} is ${name}d.`);
        }),
      );
  command
    .command('list')
    .description('all accounts')
    .option('--json', 'one object a line', false)
    .action(({ json }: { json: boolean }) =>
      withSite(context, async (site) => {
        for (const member of await openDesk(site).all())
          context.print(
            json
              ? JSON.stringify(member)
              : `${member.email}  ${member.role}  ${member.name}${member.isLocalOnly ? '  (from this machine only)' : ''}${member.disabledAt === undefined ? '' : '  disabled'}`,
          );
      }),
    );
}

const withPassword = (command: Command): Command =>
  command.option(
    '--password-stdin',
    'read the password from standard input: never from an argument, which other accounts of the machine can see',
    false,
  );

/** Read from standard input: a line of a terminal, or all of a pipe. Otherwise made: 128 bits, hard to type wrongly. */
async function passwordFrom({
  passwordStdin,
}: PasswordFlags): Promise<{ readonly password: string; readonly isMade: boolean }> {
  if (!passwordStdin) return { password: randomBytes(16).toString('base64url'), isMade: true };
  if (!process.stdin.isTTY)
    return { password: (await textOf(process.stdin)).replace(/\r?\n$/, ''), isMade: false };
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return { password: await line.question('Password: '), isMade: false };
  } finally {
    line.close();
  }
}
