import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  foldersIn,
  houseOf,
  root,
  type SourceFile,
  sourceFiles,
  withoutComments,
} from './support/source-files.js';

const files = sourceFiles('src');
const code = files.filter(({ isTest }) => !isTest);
const client = sourceFiles('client');

/** The table "Who may import whom" of ARCHITECTURE.md: house to the houses that it may import. */
function importTable(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  const section = page.slice(page.indexOf('## Who may import whom'));
  const rows = section
    .slice(0, section.indexOf('\n## ', 1))
    .matchAll(/^\| `([\w-]+)` \| ([^|]+) \|[^|]+\|$/gm);
  return new Map(
    [...rows].map(([, house, allowed]) => [
      house!,
      [...allowed!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!),
    ]),
  );
}

const table = importTable();

/** Imports from one house into another, of code and of unit tests. */
const crossings = files.flatMap((file) =>
  file.imports
    .filter((imported) => imported.startsWith('src/') && houseOf(imported) !== file.house)
    .map((imported) => ({ ...file, imported, to: houseOf(imported) })),
);

const within = (path: string, ...places: readonly string[]): boolean =>
  places.some((place) => path === place || path.startsWith(`${place}/`));

/** The code of a folder, or a file, and all that it imports, by whatever way. */
function reachableFrom(place: string): SourceFile[] {
  const found = new Set(code.filter(({ path }) => within(path, place)));
  for (const file of found)
    for (const imported of file.imports) {
      const target = code.find(({ path }) => path.replace(/\.tsx?$/, '') === imported.replace(/\.js$/, ''));
      if (target) found.add(target);
    }
  return [...found];
}

/** One line an offence, so that the message of a failure is the list of what to mend. */
const offences = (found: readonly SourceFile[], reason: (file: SourceFile) => string | undefined): string[] =>
  found.flatMap((file) => {
    const told = reason(file);
    return told === undefined ? [] : `${file.path}: ${told}`;
  });

describe('the import table of ARCHITECTURE.md', () => {
  it('has a row for each house, and no other', () => {
    const houses = [...new Set(files.map(({ house }) => house))].sort();
    expect([...table.keys()].sort(), 'The table and the folders of src/ must name the same houses.').toEqual(
      houses,
    );
  });

  it('permits every import from one house into another', () => {
    const forbidden = crossings
      .filter(({ house, to }) => !table.get(house)?.includes(to))
      .map(({ path, imported, house, to }) => `${path} imports ${imported}: ${house} may not know ${to}.`);
    expect(forbidden, 'Declare a port in the importing house, or move the code to where it belongs.').toEqual(
      [],
    );
  });

  it('permits nothing that nobody needs', () => {
    const used = new Set(crossings.map(({ house, to }) => `${house} → ${to}`));
    const unused = [...table].flatMap(([house, allowed]) =>
      allowed.map((to) => `${house} → ${to}`).filter((permission) => !used.has(permission)),
    );
    expect(
      unused,
      'A permission that nobody uses invites an import that nobody planned: take it out.',
    ).toEqual([]);
  });
});

describe('rooms that must not meet', () => {
  it('only the composition roots and cli/ see store/', () => {
    const seen = crossings.filter(
      ({ house, to }) => to === 'store' && !['app', 'lists-worker', 'search-worker', 'cli'].includes(house),
    );
    expect(seen.map(({ path, imported }) => `${path} imports ${imported}`)).toEqual([]);
  });

  it('the databases are named only where they are chosen or spoken to', () => {
    const allowed = ['src/store', 'src/config', 'src/cli'];
    const named = offences(files, ({ path, text }) => {
      const word = within(path, ...allowed) ? undefined : /sqlite|postgres/i.exec(text)?.[0];
      return word && `names ${word}; what a query needs of a database is a method of store/dialect.ts`;
    });
    expect(named).toEqual([]);
  });

  it('pages, feeds, newsroom pages and the api do not import each other', () => {
    const rooms = ['pages', 'feeds', 'newsroom', 'api'].map((name) => `src/site/${name}`);
    const roomOf = (path: string) => rooms.find((room) => within(path, room));
    const crossed = files.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => roomOf(path) && roomOf(imported) && roomOf(path) !== roomOf(imported))
        .map((imported) => `${path} imports ${imported}: they meet in site/http, site/theme or in a house`),
    );
    expect(crossed).toEqual([]);
  });

  it('only the newsroom pages of the site see exchange', () => {
    const seen = crossings.filter(
      ({ path, house, to }) => house === 'site' && to === 'exchange' && !within(path, 'src/site/newsroom'),
    );
    expect(seen.map(({ path, imported }) => `${path} imports ${imported}`)).toEqual([]);
  });
});

describe('discovery/recommendation runs in a browser', () => {
  const reached = reachableFrom('src/discovery/recommendation');

  it('reaches no package, no Node, and nothing of ours outside discovery and base', () => {
    const offending = offences(reached, ({ house, packages }) => {
      if (!['discovery', 'base'].includes(house)) return `is of ${house}, which a browser has no use for`;
      return packages.length > 0 ? `imports ${packages.join(', ')}` : undefined;
    });
    expect(reached.length).toBeGreaterThan(0);
    expect(offending).toEqual([]);
  });

  it('is all of src/ that client/ imports', () => {
    const foreign = client.flatMap(({ path, imports }) =>
      imports
        .filter(
          (imported) => imported.startsWith('src/') && !within(imported, 'src/discovery/recommendation'),
        )
        .map((imported) => `${path} imports ${imported}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe('what measures discovery', () => {
  const evaluation = 'src/discovery/evaluation';
  const detectors = 'src/discovery/duplicates';
  const generator = `${evaluation}/duplicate-variants.ts`;

  it('is known to nothing of discovery that serves readers', () => {
    const rest = code.filter(({ path }) => within(path, 'src/discovery') && !within(path, evaluation));
    const known = rest.flatMap(({ path, imports }) =>
      imports
        .filter((imported) => within(imported, evaluation))
        .map(
          (imported) => `${path} imports ${imported}: what both need belongs into base/ or beside its use`,
        ),
    );
    expect(known).toEqual([]);
  });

  it('makes copies without knowing how they are found, and they are found without knowing how they are made', () => {
    const [makes, finds] = [reachableFrom(generator), reachableFrom(detectors)];
    expect(makes.length).toBeGreaterThan(0);
    expect(finds.length).toBeGreaterThan(0);
    expect(makes.filter(({ path }) => within(path, detectors)).map(({ path }) => path)).toEqual([]);
    expect(finds.filter(({ path }) => path === generator).map(({ path }) => path)).toEqual([]);
  });
});

describe('files and folders', () => {
  it('are named for what they hold', () => {
    const vague = /^(utils?|common|services?|helpers?|core|misc|shared|lib)$/;
    const folders = ['src', 'client', 'test', 'bench'].flatMap(foldersIn);
    const named = [...folders, ...[...files, ...client].map(({ path }) => path)].filter((path) =>
      vague.test(
        path
          .split('/')
          .at(-1)!
          .replace(/\.tsx?$/, ''),
      ),
    );
    expect(named, 'Such a name says nothing: name the idea.').toEqual([]);
  });

  it('do more than re-export', () => {
    const barrels = offences(files, ({ text }) => {
      const statements = withoutComments(text).replace(
        /^\s*export\s+(type\s+)?(\*|\{[^}]*\})[^;]*\sfrom\s[^;]*;/gm,
        '',
      );
      return statements.trim() === '' && text.includes('export') ? 'only re-exports' : undefined;
    });
    expect(barrels).toEqual([]);
  });

  it('stay under 300 lines, or say on top why not', () => {
    const long = offences([...files, ...client], ({ text }) => {
      const lines = text.split('\n').length;
      const hasReason = /^(#!.*\n)?\s*(\/\/|\/\*)/.test(text);
      return lines > 300 && !hasReason ? `${lines} lines, and no comment on top that says why` : undefined;
    });
    expect(long).toEqual([]);
  });

  it('keep a unit test beside its source', () => {
    const known = new Set([...files, ...client].map(({ path }) => path.replace(/\.tsx?$/, '')));
    const isOfItsFolder = (tested: string) => tested.split('/').at(-1) === tested.split('/').at(-2);
    const astray = [...files, ...client]
      .filter(({ path }) => /\.test\.tsx?$/.test(path))
      .map(({ path }) => path.replace(/\.test\.tsx?$/, ''))
      .filter((tested) => !known.has(tested) && !isOfItsFolder(tested));
    expect(astray, 'NAME.test.ts stands beside NAME.ts, FOLDER.test.ts in FOLDER.').toEqual([]);
  });

  it('that tests use only are named .test or .fixture, and no code imports them', () => {
    const imported = code.flatMap(({ path, imports }) =>
      imports.filter((name) => /\.(test|fixture)\.js$/.test(name)).map((name) => `${path} imports ${name}`),
    );
    expect(imported).toEqual([]);
  });
});

describe('what is handed in, not taken', () => {
  const roots = ['src/base/clock.ts', 'src/app.ts', 'src/cli'];

  it('now and chance are parameters', () => {
    const taken = offences(
      code.filter(({ path }) => !within(path, ...roots)),
      ({ text }) => {
        const call = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b/.exec(withoutComments(text))?.[0];
        return call && `${call}: take a Clock, or a source of chance, as a parameter`;
      },
    );
    expect(taken).toEqual([]);
  });

  it('the environment is read by the command line alone', () => {
    const read = offences(
      code.filter(({ path }) => !within(path, 'src/cli', 'src/main.ts')),
      ({ text }) => (withoutComments(text).includes('process.env') ? 'reads process.env' : undefined),
    );
    expect(read).toEqual([]);
  });
});
