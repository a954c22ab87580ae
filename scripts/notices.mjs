// Writes THIRD-PARTY-NOTICES: what production dependencies ask to be passed on. `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceTexts, lockedPackages, root } from './packages.mjs';

const target = join(root, 'THIRD-PARTY-NOTICES');
const rule = '-'.repeat(80);

// Packages for one platform only (a compiled file of a package that is listed) are left out, so that the list is the
// same on every machine; their licence is the one of the package that asks for them.
const isForOnePlatform = (name) =>
  /[-/](linux|linuxmusl|darwin|win32|android|freebsd|wasm32|aix|netbsd|openbsd|sunos|openharmony)/.test(name);

function notices() {
  const packages = lockedPackages()
    .filter(({ name, isForDevelopment }) => !isForDevelopment && !isForOnePlatform(name))
    .filter(({ isInstalled }) => isInstalled)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  const unique = packages.filter(
    ({ name, version }, index) =>
      name !== packages[index - 1]?.name || version !== packages[index - 1]?.version,
  );
  return [
    'Broadsheet is made with the packages below. Each is used as published, under the licence that it names.',
    `The fonts in src/site/theme/fonts are under the SIL Open Font License; its text lies beside them.`,
    `sharp loads libvips (LGPL-3.0-or-later) as an unmodified shared library.`,
    '',
    `Made by \`npm run notices\`.`,
    ...unique.map(notice),
    '',
  ].join('\n');
}

function notice({ name, version, licence, path }) {
  const texts = licenceTexts(path);
  return [rule, `${name} ${version}`, `Licence: ${licence}`, ...texts.flatMap((text) => ['', text])].join(
    '\n',
  );
}

const text = notices();
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
  console.log(
    `THIRD-PARTY-NOTICES: ${text.split(rule).length - 1} packages, ${Math.round(text.length / 1024)} KB`,
  );
} else if (text !== readFileSync(target, { encoding: 'utf8', flag: 'a+' })) {
  console.error('THIRD-PARTY-NOTICES is not what the installed packages ask for: run `npm run notices`.');
  process.exitCode = 1;
} else console.log('THIRD-PARTY-NOTICES is current');
