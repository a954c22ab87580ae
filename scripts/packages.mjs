// The installed packages with their licences, from package-lock.json and node_modules.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** { name, version, licence, path, isForDevelopment }; packages for other platforms are in the lock file only. */
export function lockedPackages() {
  const { packages } = readJson(join(root, 'package-lock.json'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => ({
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: locked.version,
      licence: locked.license ?? declaredLicence(join(root, path)),
      isForDevelopment: Boolean(locked.dev),
      isInstalled: existsSync(join(root, path, 'package.json')),
    }));
}

// npm leaves the licence out of the lock file where a package.json has it in an old form.
function declaredLicence(folder) {
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  const { license, licenses } = readJson(join(folder, 'package.json'));
  const all = [license ?? licenses ?? []]
    .flat()
    .map((entry) => (typeof entry === 'string' ? entry : entry.type));
  return all.length > 0 ? all.join(' OR ') : undefined;
}

const licenceFile = /^(licen[cs]e|copying|notice|unlicense)([-._].*)?$/i;

/** The texts that the package's licence asks to be kept: its licence and notice files. */
export function licenceTexts(path) {
  const folder = join(root, path);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}
