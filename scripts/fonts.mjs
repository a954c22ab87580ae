// `npm run fonts`: makes the site's font files and src/site/theme/fonts.css. Run it only to change a font or its
// characters; what it makes is committed. The serif comes from Adobe's own package, whose files still have small
// capitals and old-style figures. It is 42 MB and needed nowhere else, so it is no dependency:
//   npm install --no-save source-serif@4.5.1
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const subsetFont = require('subset-font');
const fontverter = require('fontverter');

/** All files together; the three that an English page needs are well below. */
const budgetBytes = 140 * 1024;

const charactersBetween = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');

const latin = charactersBetween(0x20, 0x7e) + charactersBetween(0xa0, 0xff);
const latinExtendedA = `${charactersBetween(0x100, 0x17f)}ȘșȚț`;
const punctuation = `${charactersBetween(0x2010, 0x2015)}‘’‚“”„†‡•…‰′″‹›⁄€№™−←→↑↓½¼¾⅓⅔`;
const all = latin + latinExtendedA + punctuation;

const layout = ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'liga', 'calt', 'onum', 'lnum', 'tnum', 'pnum'];
// Optical size is pinned at text size: the whole axis would more than double the file.
const serifAxes = { wght: { min: 400, max: 700 }, opsz: 20 };

const adobe = (name) => `source-serif/VAR/SourceSerif4Variable-${name}.ttf`;
const publicSans = (subset) =>
  `@fontsource-variable/public-sans/files/public-sans-${subset}-wght-normal.woff2`;

const files = [
  {
    name: 'serif',
    source: adobe('Roman'),
    characters: all,
    axes: serifAxes,
    features: [...layout, 'smcp', 'c2sc', 'frac', 'sups', 'subs'],
  },
  { name: 'serif-italic', source: adobe('Italic'), characters: all, axes: serifAxes, features: layout },
  {
    name: 'sans',
    source: publicSans('latin'),
    characters: latin + punctuation,
    axes: { wght: { min: 400, max: 700 } },
  },
  {
    name: 'sans-ext',
    source: publicSans('latin-ext'),
    characters: latinExtendedA,
    axes: { wght: { min: 400, max: 700 } },
  },
];

const fromModules = (path) => join(root, 'node_modules', path);

async function makeFont({ source, characters, axes, features }) {
  const subset = await subsetFont(readFileSync(fromModules(source)), characters, {
    targetFormat: 'sfnt',
    variationAxes: axes,
    noHinting: true,
    ...(features && { keepFeatures: features }),
  });
  giveOwnName(subset);
  return fontverter.convert(subset, 'woff2');
}

// The licence reserves the name "Source" for the font as it was published, so a subset must carry another one. In the
// name table (OpenType, section "name") the records of family and full names are changed in place, by a word of the
// same length; the copyright stays as it is.
function giveOwnName(font) {
  const table = tablesOf(font).name;
  const strings = table + font.readUInt16BE(table + 4);
  for (let record = 0; record < font.readUInt16BE(table + 2); record += 1) {
    const at = table + 6 + 12 * record;
    if (![1, 3, 4, 6, 16, 25].includes(font.readUInt16BE(at + 6))) continue;
    const start = strings + font.readUInt16BE(at + 10);
    const name = font.subarray(start, start + font.readUInt16BE(at + 8));
    for (const encoding of ['utf16le', 'latin1']) {
      const [reserved, own] = ['Source', 'Broads'].map((word) => Buffer.from(word, encoding));
      if (encoding === 'utf16le') for (const word of [reserved, own]) word.swap16();
      const found = name.indexOf(reserved);
      if (found >= 0) own.copy(name, found);
    }
  }
}

/** What a fallback must match, in ems: measured on the font at its regular weight. */
async function measure(woff2) {
  const font = await fontverter.convert(woff2, 'sfnt');
  const tables = tablesOf(font);
  const unitsPerEm = font.readUInt16BE(tables.head + 18);
  const inEms = (offset) => font.readInt16BE(tables.hhea + offset) / unitsPerEm;
  return {
    ascent: inEms(4),
    descent: -inEms(6),
    lineGap: inEms(8),
    averageWidth: averageWidth(font, tables) / unitsPerEm,
  };
}

function tablesOf(font) {
  const count = font.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, index) => 12 + 16 * index);
  return Object.fromEntries(
    records.map((at) => [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)]),
  );
}

/** How often each letter stands in running English text, with the space, in parts of a thousand. */
const frequency = Object.entries({
  ' ': 183,
  e: 102,
  t: 75,
  a: 65,
  o: 62,
  n: 57,
  i: 57,
  s: 53,
  r: 50,
  h: 50,
  l: 33,
  d: 33,
  u: 23,
  c: 22,
  m: 20,
}).concat(Object.entries({ f: 20, w: 17, g: 16, p: 15, y: 14, b: 13, v: 8, k: 6, x: 1, j: 1, q: 1, z: 1 }));

function averageWidth(font, tables) {
  const glyphOf = glyphFinder(font, tables.cmap);
  const lastMetric = font.readUInt16BE(tables.hhea + 34) - 1;
  const widthOf = (character) =>
    font.readUInt16BE(tables.hmtx + 4 * Math.min(glyphOf(character.codePointAt(0)), lastMetric));
  const weighted = frequency.reduce((sum, [character, weight]) => sum + weight * widthOf(character), 0);
  return weighted / frequency.reduce((sum, [, weight]) => sum + weight, 0);
}

/** Character to glyph by the font's cmap subtable of format 4 (OpenType, section "cmap"). */
function glyphFinder(font, cmap) {
  const count = font.readUInt16BE(cmap + 2);
  const subtables = Array.from(
    { length: count },
    (_, index) => cmap + font.readUInt32BE(cmap + 8 + 8 * index),
  );
  const table = subtables.find((at) => font.readUInt16BE(at) === 4);
  const segments = font.readUInt16BE(table + 6) / 2;
  const [ends, starts] = [table + 14, table + 16 + 2 * segments];
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  return (code) => {
    for (let segment = 0; segment < segments; segment += 1) {
      if (font.readUInt16BE(ends + 2 * segment) < code) continue;
      const start = font.readUInt16BE(starts + 2 * segment);
      const at = ranges + 2 * segment;
      const range = font.readUInt16BE(at);
      const glyph = range === 0 ? code : font.readUInt16BE(at + range + 2 * (code - start));
      return (glyph + font.readUInt16BE(deltas + 2 * segment)) & 0xffff;
    }
    return 0;
  };
}

/** Fonts that machines have, with others of the same widths. Each needs its own adjustment, so its own family. */
const fallbacks = {
  serif: [
    { suffix: 'Fallback', metrics: 'georgia', local: ['Georgia', 'Gelasio'] },
    {
      suffix: 'Fallback Times',
      metrics: 'timesNewRoman',
      local: ['Times New Roman', 'Liberation Serif', 'Tinos'],
    },
    { suffix: 'Fallback Noto', metrics: 'notoSerif', local: ['Noto Serif'] },
  ],
  sans: [
    { suffix: 'Fallback', metrics: 'arial', local: ['Arial', 'Liberation Sans', 'Arimo', 'Helvetica'] },
    { suffix: 'Fallback Roboto', metrics: 'roboto', local: ['Roboto'] },
  ],
};

const percent = (share) => `${(share * 100).toFixed(2)}%`;

// size-adjust makes the fallback as wide as the font; the ascent and descent of the line box are given in ems of the
// adjusted size, hence the division.
function fallbackFace(family, measured, { suffix, metrics, local }) {
  const { xWidthAvg, unitsPerEm } = require(`@capsizecss/metrics/${metrics}`);
  const adjust = measured.averageWidth / (xWidthAvg / unitsPerEm);
  return `@font-face {
  font-family: "${family} ${suffix}";
  src: ${local.map((name) => `local("${name}")`).join(', ')};
  size-adjust: ${percent(adjust)};
  ascent-override: ${percent(measured.ascent / adjust)};
  descent-override: ${percent(measured.descent / adjust)};
  line-gap-override: ${percent(measured.lineGap / adjust)};
}`;
}

const webFace = (family, file, style, range) => `@font-face {
  font-family: "${family}";
  font-style: ${style};
  font-weight: 400 700;
  font-display: optional;
  src: url("/assets/fonts/${file}.woff2") format("woff2");${range ? `\n  unicode-range: ${range};` : ''}
}`;

function styleSheet(serif, sans) {
  return `${[
    '/* Made by `npm run fonts`. A page that was painted keeps its fonts: one that comes late is used from the next page on. The fallbacks have the widths and line boxes of the fonts, so that the next page looks the same. */',
    webFace('Broadsheet Serif', 'serif', 'normal'),
    webFace('Broadsheet Serif', 'serif-italic', 'italic'),
    webFace(
      'Broadsheet Sans',
      'sans',
      'normal',
      'U+0020-00FF, U+2010-2044, U+20AC, U+2116-2122, U+2150-2193, U+2212',
    ),
    webFace('Broadsheet Sans', 'sans-ext', 'normal', 'U+0100-017F, U+0218-021B'),
    ...fallbacks.serif.map((fallback) => fallbackFace('Broadsheet Serif', serif, fallback)),
    ...fallbacks.sans.map((fallback) => fallbackFace('Broadsheet Sans', sans, fallback)),
  ].join('\n\n')}\n`;
}

const licences = () =>
  [
    ['Source Serif 4 (serif.woff2, serif-italic.woff2)', fromModules('source-serif/LICENSE.md')],
    ['Public Sans (sans.woff2, sans-ext.woff2)', fromModules('@fontsource-variable/public-sans/LICENSE')],
  ]
    .map(
      ([title, path]) =>
        `${title}: a subset of the font, under this licence.\n\n${readFileSync(path, 'utf8').trim()}\n`,
    )
    .join(`\n${'-'.repeat(80)}\n\n`);

async function main() {
  if (!existsSync(fromModules('source-serif')))
    throw new Error('The serif is not there: npm install --no-save source-serif@4.5.1');
  const theme = join(root, 'src', 'site', 'theme');
  mkdirSync(join(theme, 'fonts'), { recursive: true });
  const made = {};
  for (const file of files) {
    made[file.name] = await makeFont(file);
    writeFileSync(join(theme, 'fonts', `${file.name}.woff2`), made[file.name]);
    console.log(`${file.name}.woff2  ${made[file.name].length} bytes`);
  }
  const total = Object.values(made).reduce((sum, bytes) => sum + bytes.length, 0);
  console.log(`together ${total} bytes of at most ${budgetBytes}`);
  if (total > budgetBytes) process.exitCode = 1;
  writeFileSync(join(theme, 'fonts.css'), styleSheet(await measure(made.serif), await measure(made.sans)));
  writeFileSync(join(theme, 'fonts', 'OFL.txt'), licences());
}

await main();
