import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import type { Command } from 'commander';
import { Problem } from '../base/problem.js';
import { bodyFromText, sanitizeBody } from '../newsroom/stories/body-blocks.js';
import { directionOf, type StoryContent } from '../newsroom/stories/story.js';
import type { OpenedSite } from './context.js';

/** Fields of a story as options; those that are not given stay as they are. */
export interface FieldFlags {
  readonly headline?: string;
  readonly promoHeadline?: string;
  readonly kicker?: string;
  readonly standfirst?: string;
  readonly dateline?: string;
  readonly agency?: string;
  readonly slugline?: string;
  readonly language?: string;
  readonly translationOf?: string;
  readonly section?: string;
  readonly topics?: string;
  readonly by?: readonly string[];
  readonly body?: string;
  readonly html?: boolean;
}

const plainFields = [
  'headline',
  'promoHeadline',
  'kicker',
  'standfirst',
  'dateline',
  'agency',
  'slugline',
] as const;

export const withFieldOptions = (command: Command): Command =>
  command
    .option('--headline <text>')
    .option('--promo-headline <text>', 'a shorter headline for lists')
    .option('--kicker <text>')
    .option('--standfirst <text>')
    .option('--dateline <place>')
    .option('--agency <name>')
    .option('--slugline <text>')
    .option('--language <tag>', 'such as en, es, ar, zh')
    .option('--translation-of <address>', 'address of the story that it translates; empty for none')
    .option('--section <names>', 'from the top: "World" or "World/Asia"; made where it is missing')
    .option('--topics <names>', 'commas between them')
    .option('--by <names...>', 'contributors in order; made where they are missing')
    .option('--body <file>', 'text of the story from a file, or - for standard input')
    .option('--html', 'the file is HTML (an ending of .html says so too)');

export async function contentOfFlags(site: OpenedSite, flags: FieldFlags): Promise<Partial<StoryContent>> {
  const content: { -readonly [Key in keyof StoryContent]?: StoryContent[Key] } = {};
  for (const field of plainFields) if (flags[field] !== undefined) content[field] = flags[field].trim();
  if (flags.language !== undefined) {
    content.language = canonicalLanguage(flags.language);
    content.direction = directionOf(content.language);
  }
  if (flags.translationOf !== undefined)
    content.translationGroup = await translationGroupOf(site, flags.translationOf);
  if (flags.topics !== undefined)
    content.topics = [...new Set(flags.topics.split(',').map((name) => name.trim()))].filter(
      (name) => name !== '',
    );
  if (flags.body !== undefined) content.body = await bodyOfFile(flags.body, flags.html ?? false);
  if (flags.section !== undefined)
    content.sectionId = await site.directory.ensureSection(flags.section.split('/'), site.clock());
  if (flags.by !== undefined) {
    const credits = [];
    for (const name of flags.by)
      credits.push({ contributorId: await site.directory.ensureContributor(name), role: '' });
    content.byline = { kind: 'contributors', credits };
  }
  return content;
}

/** Translations share the name of a group, or the id of the story that was first. */
async function translationGroupOf({ stories }: OpenedSite, address: string): Promise<string | null> {
  if (address === '') return null;
  const original = await stories.findByPath(address.normalize('NFC'));
  if (original === undefined)
    throw new Problem('not_found', `--translation-of: no story has the address ${address}.`);
  return original.translationGroup ?? original.id;
}

function canonicalLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    throw new Problem('invalid_input', `--language: "${tag}" is no language tag, such as en or zh-Hans.`);
  }
}

async function bodyOfFile(path: string, isHtml: boolean): Promise<string> {
  const typed = path === '-' ? await textOf(process.stdin) : await readText(path);
  return isHtml || ['.html', '.htm'].includes(extname(path).toLowerCase())
    ? sanitizeBody(typed)
    : bodyFromText(typed);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Problem('missing_data', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
