import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { simulatedReaderError } from '../src/audience/simulated-error.js';
import { commands } from '../src/cli/commands.js';
import { cliContext } from '../src/cli/context.js';
import { countsRoute } from '../src/site/api/counts.js';
import { eventRoutes } from '../src/site/api/events.js';
import { pixelRoutes } from '../src/site/api/pixel.js';
import { poolRoute } from '../src/site/api/pools.js';
import { reactionRoutes } from '../src/site/api/reactions.js';
import { root } from './support/source-files.js';

const documents = markdownFiles().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

function markdownFiles(): string[] {
  const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));
  const below = ['docs', 'demo'].filter((folder) => existsSync(join(root, folder))).flatMap(markdownBelow);
  return [...atRoot, ...below].sort();
}

function markdownBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** One line a finding, so that a failure lists what to mend. */
const findings = (of: (document: { path: string; text: string }) => string | readonly string[]): string[] =>
  documents.flatMap((document) => [of(document)].flat().map((found) => `${document.path}: ${found}`));

const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!);

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe('documents', () => {
  it('the ones that a newcomer looks for are there', () => {
    const expected = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/glossary.md'];
    expect(documents.map(({ path }) => path)).toEqual(expect.arrayContaining(expected));
  });

  it('link to files and headings that exist', () => {
    const broken = findings(({ path, text }) =>
      matches(text, /\]\(([^)\s]+)\)/g).filter(
        (link) => !/^(https?|mailto):/.test(link) && !resolves(path, link),
      ),
    );
    expect(broken).toEqual([]);
  });

  function resolves(from: string, link: string): boolean {
    const [file, fragment] = link.split('#') as [string, string?];
    const target = file === '' ? from : join(dirname(from), file);
    if (!existsSync(join(root, target))) return false;
    if (fragment === undefined) return true;
    return matches(readFileSync(join(root, target), 'utf8'), /^#+ (.+)$/gm)
      .map(anchor)
      .includes(fragment);
  }

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const known = new Set(Object.keys(scripts));
    const unknown = findings(({ text }) =>
      [...matches(text, /npm run ([a-z][\w-]*)/g), ...matches(text, /npm (start|test)\b/g)].filter(
        (name) => !known.has(name),
      ),
    );
    expect(unknown).toEqual([]);
  });

  it('name commands of broadsheet, and options of theirs, that exist', () => {
    const program = new Command('broadsheet');
    for (const register of commands) register(program, cliContext({}));
    const unknown = findings(({ text }) =>
      matches(text, /(?:`|npx )broadsheet ((?:[a-z]|--)[^`\n]*)/g).filter((line) => !isKnown(program, line)),
    );
    expect(unknown).toEqual([]);
  });

  /** Follows the words of a line through commands, and checks the options that it gives. */
  function isKnown(program: Command, line: string): boolean {
    const words = line.trim().split(/\s+/);
    const named = (command: Command, word: string) => command.commands.find((child) => child.name() === word);
    const path = [named(program, words[0]!)];
    if (path[0] === undefined) return false;
    for (const word of words.slice(1)) {
      const next = named(path.at(-1)!, word);
      if (next === undefined) break;
      path.push(next);
    }
    const flags = path.flatMap((command) => [
      ...command!.options,
      ...command!.commands.flatMap((child) => child.options),
    ]);
    return words
      .filter((word) => word.startsWith('--'))
      .every((word) => flags.some(({ long }) => long === word.replace(/[^\w-].*$/, '')));
  }

  it('docs/http-api.md has a heading for each address of the public API, and for no other', () => {
    const deps = {} as never;
    const mounted = [eventRoutes(deps), reactionRoutes(deps), pixelRoutes(deps)].flatMap(({ routes }) =>
      routes.map(({ method, path }) => `${method} /api/v1${path}`),
    );
    const kept = [poolRoute(deps), countsRoute(deps)].map(({ pattern }) => `GET ${pattern}`);
    const served = [...mounted, ...kept].map((route) =>
      route.replace(/:(\w+)(\{[^}]*\})?/g, (_whole, name: string) => name.toUpperCase()),
    );
    const { text } = documents.find(({ path }) => path === 'docs/http-api.md')!;
    expect(matches(text, /^## `((?:GET|POST|PUT|PATCH|DELETE) \/api\S+)`$/gm).sort()).toEqual(
      [...new Set(served)].sort(),
    );
  });

  it('that are made from code are as the code says', async () => {
    await expect(
      promisify(execFile)(process.execPath, [join(root, 'scripts', 'docs.mjs'), '--check']),
    ).resolves.toMatchObject({ stderr: '' });
  });

  it('tell of the readers of a day the error that the pages tell', () => {
    const counting = readFileSync(join(root, 'docs/counting.md'), 'utf8');
    const told = (row: string) => {
      const figure = new RegExp(
        `^\\| readers of stories, ${row}[^|]*\\|[^|]*\\| ([−+])([\\d.]+) %`,
        'm',
      ).exec(counting)!;
      return Math.round(Number(figure[2])) * (figure[1] === '−' ? -1 : 1);
    };
    expect({ behindSharedAddresses: told('behind'), elsewhere: told('elsewhere') }).toEqual(
      simulatedReaderError,
    );
  });

  it('speak of the product, not of how it came to be', () => {
    const forbidden =
      /\b(issues? #?\d+|working sessions?|sub-?agents?|AI[- ]generated|language model|TODO|FIXME|lorem ipsum)\b|#\d+\b/i;
    expect(findings(({ text }) => forbidden.exec(text.replace(/`[^`]*`/g, ''))?.[0] ?? [])).toEqual([]);
  });

  it('hold no line numbers of code, which go stale', () => {
    expect(findings(({ text }) => matches(text, /(\b[\w/-]+\.tsx?:\d+)/g))).toEqual([]);
  });

  it('decisions are numbered without gaps and have the same parts', () => {
    const decisions = documents.filter(({ path }) => path.startsWith('docs/decisions/'));
    const numbers = decisions.map(({ path }) => Number(/(\d{4})-/.exec(path)?.[1]));
    expect(numbers).toEqual(decisions.map((_, index) => index + 1));
    for (const { path, text } of decisions)
      for (const part of ['Situation', 'Decision', 'Consequences'])
        expect(text, `${path} lacks "${part}"`).toContain(`**${part}.**`);
  });
});
