import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
  /** The first folder below src/, or the file's name without ending at its top. */
  readonly house: string;
  /** Own files that it imports, as paths from the project's root, ending as written (`.js`). */
  readonly imports: readonly string[];
  /** Packages and Node's own modules that it imports. */
  readonly packages: readonly string[];
}

/** Every TypeScript file below a folder, with its imports: static, of types, re-exported, and dynamic. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => describeFile(relative(root, join(entry.parentPath, entry.name))))
    .sort((a, b) => a.path.localeCompare(b.path));
}

export function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function describeFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...new Set(importsOf(text))];
  const isOwn = (specifier: string) => specifier.startsWith('.');
  return {
    path,
    text,
    isTest: /\.(test|fixture)\.tsx?$/.test(path),
    house: houseOf(path),
    imports: specifiers.filter(isOwn).map((specifier) => normalize(join(dirname(path), specifier))),
    packages: specifiers.filter((specifier) => !isOwn(specifier)),
  };
}

/** `src/site/pages/x.ts` is of the house `site`, `src/app.ts` of `app`. */
export function houseOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.[jt]sx?$/, '');
}

const importForms = [
  /^\s*(?:import|export)\s[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\bimport\.meta\.resolve\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\bnew URL\(\s*['"](\.[^'"]+\.js)['"]\s*,\s*import\.meta\.url/g,
  /\bstartWorker\(\s*import\.meta\.url\s*,\s*['"]([^'"]+)['"]/g,
];

function importsOf(text: string): string[] {
  const code = withoutComments(text);
  return importForms.flatMap((form) => [...code.matchAll(form)].map(([, specifier]) => specifier!));
}

// Good enough for imports: comments that begin a line or stand between blanks; strings are left alone.
export const withoutComments = (text: string): string =>
  text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
