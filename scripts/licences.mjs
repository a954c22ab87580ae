// Fails on a package whose licence is not on the list. The list is the project's word to those who run it.
import { lockedPackages } from './packages.mjs';

const allowed = new Set(
  `MIT MIT-0 BSD-2-Clause BSD-3-Clause 0BSD Apache-2.0 ISC MPL-2.0 Unlicense BlueOak-1.0.0 CC0-1.0`.split(
    ' ',
  ),
);

/** What is allowed for some packages only, and why. */
const exceptions = [
  { licence: 'OFL-1.1', name: /^@fontsource/, why: 'fonts, served subset under their own licence' },
  {
    licence: 'LGPL-3.0-or-later',
    name: /^@img\/sharp-libvips/,
    why: 'libvips, an unmodified shared library',
  },
  {
    licence: 'LGPL-3.0-or-later',
    name: /^@img\/sharp-(win32|wasm32)/,
    why: 'libvips as it comes on those platforms',
  },
  { licence: 'Python-2.0', name: /^argparse$/, why: 'as free as MIT; a tool for development' },
  { licence: 'Zlib', name: /^pako$/, why: 'as free as MIT; a tool for development' },
];

function isAllowed(expression, name) {
  const alternatives = splitTop(expression, 'OR');
  if (alternatives.length > 1) return alternatives.some((part) => isAllowed(part, name));
  const parts = splitTop(expression, 'AND');
  if (parts.length > 1) return parts.every((part) => isAllowed(part, name));
  const licence = expression.trim();
  if (licence.startsWith('(')) return isAllowed(licence.slice(1, -1), name);
  return (
    allowed.has(licence) ||
    exceptions.some((exception) => exception.licence === licence && exception.name.test(name))
  );
}

/** Splits an SPDX expression at an operator outside of parentheses. */
function splitTop(expression, operator) {
  const parts = [];
  let depth = 0;
  let current = [];
  for (const word of expression
    .replace(/([()])/g, ' $1 ')
    .trim()
    .split(/\s+/)) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0 && word === operator) {
      parts.push(current.join(' '));
      current = [];
    } else current.push(word);
  }
  return [...parts, current.join(' ')];
}

const packages = lockedPackages();
const offenders = packages.filter(({ licence, name }) => licence === undefined || !isAllowed(licence, name));
for (const { name, version, licence, isForDevelopment } of offenders) {
  const use = isForDevelopment ? 'development' : 'production';
  console.error(`${name} ${version} (${use}): licence ${licence ?? 'not declared'} is not on the list.`);
}
if (offenders.length > 0) process.exitCode = 1;
else console.log(`${packages.length} packages, all under a licence of the list`);
