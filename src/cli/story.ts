import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Problem } from '../base/problem.js';
import { instantOfLocal, isZone } from '../base/zone.js';
import { type CorrectionKind, correctionKinds } from '../newsroom/corrections/correction.js';
import type { StoryAct } from '../newsroom/stories/lifecycle.js';
import { type Story, type StoryId, type StoryStatus, storyStatuses } from '../newsroom/stories/story.js';
import { pathTyped } from '../newsroom/stories/typed-address.js';
import type { CliContext, OpenedSite } from './context.js';
import { withSite } from './import.js';
import { registerCounts } from './story-counts.js';
import { contentOfFlags, type FieldFlags, withFieldOptions } from './story-fields.js';

/** Acts that need nothing but the story. */
const plainActs = [
  ['publish', 'make a story public now'],
  ['submit', 'hand a draft in for review'],
  ['approve', 'approve a story in review'],
  ['return', 'return a story to its author'],
  ['unschedule', 'take a story off the schedule'],
  ['spike', 'put a story away; revive brings it back'],
  ['revive', 'bring a spiked story back as a draft'],
] as const satisfies readonly (readonly [StoryAct['kind'], string])[];

export const actor = () => `cli:${userInfo().username}`;

/** The newsroom's acts by command: the same desk, the same refusals, the same lines in the history. */
export function register(program: Command, context: CliContext): void {
  const command = program.command('story').description('list, show, write and publish stories');
  registerReading(command, context);
  registerWriting(command, context);
  for (const [act, description] of plainActs)
    onStory(command, act, description, context, (site, story) =>
      site.desk.act(story.id, { kind: act }, actor()),
    );
  onStory<{ readonly at: string; readonly zone?: string }>(
    command,
    'schedule',
    'publish a story at a local time',
    context,
    (site, story, { at, zone = site.paper().zone }) =>
      site.desk.act(story.id, { kind: 'schedule', at: instantOf(at, zone), local: at, zone }, actor()),
  )
    .requiredOption('--at <time>', 'local time, as 2026-03-20T07:30')
    .option('--zone <zone>', 'of that time (default: the paper’s)');
  onStory<{ readonly notice: string }>(
    command,
    'withdraw',
    'take a public story back; its address answers with the notice',
    context,
    (site, story, { notice }) => site.desk.act(story.id, { kind: 'withdraw', notice }, actor()),
  ).requiredOption('--notice <text>', 'what readers find in its place');
  registerFront(command, context);
  registerRelated(command, context);
  registerCounts(command, context);
}

function registerFront(command: Command, context: CliContext): void {
  const lead = 'lead the front with a story until another is pinned or it is withdrawn';
  onStory(command, 'lead', lead, context, async (site, story) => {
    await site.front.pinLead(story.id, actor());
    return story;
  });
  onStory(command, 'unlead', 'let the front choose its lead again', context, async (site, story) => {
    await site.front.unpinLead(story.id, actor());
    return story;
  });
}

interface RelatedFlags {
  readonly pin?: string;
  readonly exclude?: string;
  readonly undo?: string;
}

function registerRelated(command: Command, context: CliContext): void {
  const about =
    'pin a story to the top of its Related list, keep one out of it, or leave one to the list again';
  onStory<RelatedFlags>(command, 'related', about, context, async (site, story, { pin, exclude, undo }) => {
    if (pin) await site.related.pin(story, await requireStory(site, pin), actor());
    if (exclude) await site.related.exclude(story, await requireStory(site, exclude), actor());
    if (undo) await site.related.undo(story.id, (await requireStory(site, undo)).id, actor());
    return story;
  })
    .option('--pin <story>', 'by its id or its address')
    .option('--exclude <story>', 'by its id or its address')
    .option('--undo <story>', 'by its id or its address');
}

function registerReading(command: Command, context: CliContext): void {
  command
    .command('list')
    .description('stories, last saved first')
    .addOption(new Option('--status <status>').choices(storyStatuses))
    .option('--words <words>', 'part of a headline or slugline')
    .option('--limit <number>', 'at most so many', wholeNumber, 50)
    .option('--json', 'one object a line', false)
    .action((flags: { status?: StoryStatus; words?: string; limit: number; json: boolean }) =>
      withSite(context, async (site) => {
        const { limit, json, ...filter } = flags;
        for (const line of await site.stories.list(filter, limit))
          context.print(
            json
              ? JSON.stringify(line)
              : `${line.id}  ${line.status.padEnd(9)}  ${line.path || '(no address yet)'}  ${line.headline}`,
          );
      }),
    );
  onStory(command, 'show', 'a story with all its fields', context, async (_site, story) => story, printWhole);
}

function registerWriting(command: Command, context: CliContext): void {
  withFieldOptions(command.command('create'))
    .description('a new draft')
    .option('--json', 'the story as one object', false)
    .action((flags: FieldFlags & { json: boolean }) =>
      withSite(context, async (site) => {
        const language = flags.language ?? site.paper().language;
        const content = await contentOfFlags(site, { ...flags, language });
        printShort(context, await site.desk.create(content, actor()), flags.json);
      }),
    );
  withFieldOptions(
    onStory<FieldFlags & { readonly update: boolean }>(
      command,
      'edit',
      'change fields of a story',
      context,
      async (site, story, flags) =>
        site.desk.edit(story.id, story.version, await contentOfFlags(site, flags), actor(), flags.update),
    ),
  ).option('--update', 'new facts: readers see the time of the update', false);
  withFieldOptions(
    onStory<FieldFlags & { readonly kind: CorrectionKind; readonly text: string }>(
      command,
      'correct',
      'tell readers of a fault; fields given are mended in the same save',
      context,
      async (site, story, flags) => {
        const content = await contentOfFlags(site, flags);
        return site.desk.correct(story.id, flags.kind, flags.text, actor(), content, story.version);
      },
    ),
  )
    .addOption(new Option('--kind <kind>').choices(correctionKinds).default('correction'))
    .requiredOption('--text <text>', 'what was wrong and what is right');
}

/** A command on one story, named by its id or its address; what comes of it is printed. */
function onStory<Flags>(
  parent: Command,
  name: string,
  description: string,
  context: CliContext,
  work: (site: OpenedSite, story: Story, flags: Flags) => Promise<Story>,
  print = printShort,
): Command {
  return parent
    .command(`${name} <story>`)
    .description(description)
    .option('--json', 'the story as one object', false)
    .action((named: string, flags: Flags & { json: boolean }) =>
      withSite(context, async (site) =>
        print(context, await work(site, await requireStory(site, named), flags), flags.json),
      ),
    );
}

export async function requireStory({ stories, desk }: OpenedSite, named: string): Promise<Story> {
  const path = pathTyped(named);
  if (path === undefined) return desk.require(named as StoryId);
  const story = await stories.findByPath(path);
  if (story === undefined) throw new Problem('not_found', `No story has the address ${named}.`);
  return story;
}

function instantOf(local: string, zone: string): number {
  if (!isZone(zone))
    throw new Problem(
      'invalid_input',
      `--zone: "${zone}" is no zone of the IANA list, such as Europe/London.`,
    );
  try {
    return instantOfLocal(local, zone);
  } catch {
    throw new Problem('invalid_input', `--at: "${local}" is no local time. Write it as 2026-03-20T07:30.`);
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('a whole number from 1 upwards');
  return Number(text);
}

const printShort = (context: CliContext, story: Story, json: boolean): void =>
  context.print(
    json ? JSON.stringify(story) : `${story.status}  ${story.id}  ${story.path}  ${story.headline}`.trim(),
  );

function printWhole(context: CliContext, story: Story, json: boolean): void {
  const lines = json ? [JSON.stringify(story)] : Object.entries(story).flatMap(lineOf);
  for (const line of lines) context.print(line);
}

const isInstant = (field: string): boolean => /(?:At|Until|For)$/.test(field);

function lineOf([field, value]: [string, unknown]): string[] {
  if (value === '' || value === null) return [];
  if (typeof value === 'number' && isInstant(field))
    return [`${field.padEnd(18)} ${new Date(value).toISOString()}`];
  return [`${field.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}`];
}
