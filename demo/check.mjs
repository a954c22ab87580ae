/**
 * Checks the demo paper: `node demo/check.mjs`. Every reference must lead somewhere, every language must have its
 * share, and the copy must be as long as copy is. Prints what it counted, then OK or the faults.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const paper = read('paper.json');
const files = readdirSync(new URL('stories/', folder)).sort();
const stories = files.map((file) => ({ file, ...read(`stories/${file}`) }));

const faults = [];
const expect = (holds, fault) => {
  if (!holds) faults.push(fault);
};

const smallest = { stories: 64, contributors: 8, pictures: 25, corrected: 4, languages: { en: 40, es: 4, ar: 4, 'zh-Hans': 4 } };
const briefWords = 90;
const longestWords = 950;
const allowedTags = new Set(
  'p h2 h3 h4 ul ol li blockquote figure img figcaption table caption thead tbody tr th td pre hr aside a em strong code sub sup abbr br cite span'.split(' '),
);

const pathOf = (section) =>
  section.parent === null ? section.slug : `${pathOf(paper.sections.find(({ slug }) => slug === section.parent))}/${section.slug}`;
const sectionPaths = new Set(paper.sections.map(pathOf));
const contributorSlugs = new Set(paper.contributors.map(({ slug }) => slug));
const agencyNames = new Set(paper.agencies.map(({ name }) => name));
const bySlug = new Map(stories.map((story) => [story.slug, story]));

const wordsOf = (story) => {
  const text = story.body.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&');
  let words = 0;
  for (const { isWordLike } of new Intl.Segmenter(story.language, { granularity: 'word' }).segment(text)) words += isWordLike ? 1 : 0;
  return words;
};

function checkReferences(story) {
  const { file } = story;
  expect(sectionPaths.has(story.section), `${file}: no section ${story.section}`);
  for (const { slug } of story.contributors ?? []) expect(contributorSlugs.has(slug), `${file}: no contributor ${slug}`);
  if (story.agency !== undefined) expect(agencyNames.has(story.agency), `${file}: no agency ${story.agency}`);
  expect(story.contributors || story.bylinePrinted || story.agency, `${file}: nobody wrote it`);
  for (const [, slug] of story.body.matchAll(/href="story:([^"]+)"/g)) {
    expect(bySlug.has(slug), `${file}: link to unknown story ${slug}`);
    const target = bySlug.get(slug);
    if (target) expect(target.hoursAgo >= (story.updatedHoursAgo ?? story.hoursAgo), `${file}: links to ${slug}, which is younger`);
    expect(slug !== story.slug, `${file}: links to itself`);
  }
  if (story.translationOf !== undefined) {
    const original = bySlug.get(story.translationOf);
    expect(original && original.language !== story.language, `${file}: translation of what?`);
  }
  if (story.picture) {
    const { file: picture, caption, credit, altText } = story.picture;
    expect(existsSync(new URL(`pictures/${picture}`, folder)), `${file}: no picture ${picture}`);
    expect(caption && credit && altText, `${file}: picture without caption, credit or alt text`);
  }
}

function checkCopy(story) {
  const { file } = story;
  expect(new RegExp(`^0?${String(story.order).padStart(2, '0')}-`).test(file), `${file}: order ${story.order} is not its number`);
  expect(story.slug === story.slug.normalize('NFC').toLowerCase() && story.slug.length <= 80 && !/[\s/]/.test(story.slug), `${file}: slug`);
  expect(story.headline.length > 0 && story.topics.length > 0, `${file}: headline or topics missing`);
  expect(story.hoursAgo > 0 && story.hoursAgo <= 400 * 24, `${file}: hoursAgo`);
  if (story.updatedHoursAgo !== undefined) expect(story.updatedHoursAgo < story.hoursAgo, `${file}: updated before published`);
  for (const correction of story.corrections ?? []) {
    expect(correction.hoursAgo < story.hoursAgo, `${file}: corrected before published`);
    expect(['correction', 'clarification', 'editors-note'].includes(correction.kind), `${file}: kind ${correction.kind}`);
  }
  if (story.withdrawn) expect(story.withdrawn.hoursAgo < story.hoursAgo && story.withdrawn.notice, `${file}: withdrawal`);
  const open = [];
  for (const [, close, tag] of story.body.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    expect(allowedTags.has(tag), `${file}: <${tag}> is not in the vocabulary`);
    if (tag === 'br' || tag === 'hr' || tag === 'img') continue;
    if (close === '') open.push(tag);
    else expect(open.pop() === tag, `${file}: </${tag}> closes something else`);
  }
  expect(open.length === 0, `${file}: <${open.join('> <')}> left open`);
  const printed = [story.headline, story.standfirst ?? '', story.body.replace(/<[^>]+>/g, '')].join(' ');
  expect(!/["']|--|\.\.\./.test(printed), `${file}: typewriter quotes, dashes or dots`);
  expect(!/\]\(|^[|>]/m.test(printed), `${file}: unconverted markup`);
  const words = wordsOf(story);
  expect(words >= briefWords && words <= longestWords, `${file}: ${words} words`);
}

expect(/demo/i.test(paper.about), 'paper.json: the about text does not say that it is a demo');
expect(contributorSlugs.size === paper.contributors.length && contributorSlugs.size >= smallest.contributors, 'paper.json: contributors');
for (const { slug, parent } of paper.sections) expect(parent === null || paper.sections.some((section) => section.slug === parent), `paper.json: section ${slug} has no parent ${parent}`);
expect(bySlug.size === stories.length, 'two stories share a slug');
expect(new Set(stories.map(({ order }) => order)).size === stories.length, 'two stories share an order');
for (const story of stories) {
  checkReferences(story);
  checkCopy(story);
}

const count = (holds) => stories.filter(holds).length;
const language = (code) => count((story) => story.language === code);
const words = stories.map(wordsOf).sort((a, b) => a - b);
const counts = {
  stories: stories.length,
  ...Object.fromEntries(Object.keys(smallest.languages).map((code) => [`in ${code}`, language(code)])),
  'last 4 days': count(({ hoursAgo }) => hoursAgo <= 96),
  '4 to 45 days': count(({ hoursAgo }) => hoursAgo > 96 && hoursAgo <= 45 * 24),
  older: count(({ hoursAgo }) => hoursAgo > 45 * 24),
  agency: count(({ agency }) => agency !== undefined),
  'with picture': count(({ picture }) => picture !== undefined),
  'pictures drawn': readdirSync(new URL('pictures/', folder)).length,
  corrected: count(({ corrections }) => corrections !== undefined),
  updated: count(({ updatedHoursAgo }) => updatedHoursAgo !== undefined),
  withdrawn: count(({ withdrawn }) => withdrawn !== undefined),
  evergreen: count(({ evergreen }) => evergreen === true),
  'leads the front': count(({ leadsFront }) => leadsFront === true),
  translations: count(({ translationOf }) => translationOf !== undefined),
  'links between stories': stories.reduce((sum, { body }) => sum + body.split('href="story:').length - 1, 0),
  'words in all': words.reduce((sum, number) => sum + number, 0),
  'shortest, median, longest': `${words[0]}, ${words[Math.floor(words.length / 2)]}, ${words.at(-1)}`,
  'headline, shortest and longest': `${Math.min(...stories.map(({ headline }) => headline.length))}, ${Math.max(...stories.map(({ headline }) => headline.length))}`,
};

expect(counts.stories >= smallest.stories, `only ${counts.stories} stories`);
for (const [code, least] of Object.entries(smallest.languages)) expect(language(code) >= least, `only ${language(code)} stories in ${code}`);
expect(counts['with picture'] >= smallest.pictures, `only ${counts['with picture']} stories with a picture`);
expect(counts.corrected >= smallest.corrected, `only ${counts.corrected} corrected stories`);
expect(counts.withdrawn === 1 && counts['leads the front'] === 1, 'one withdrawn story and one that leads the front');
for (const { slug } of paper.contributors) expect(stories.some(({ contributors = [] }) => contributors.some((credit) => credit.slug === slug)), `${slug} wrote nothing`);
for (const path of sectionPaths) expect(stories.some(({ section }) => section === path || section.startsWith(`${path}/`)), `section ${path} is empty`);

for (const [name, value] of Object.entries(counts)) console.log(`${name.padEnd(32)}${value}`);
for (const fault of faults) console.error(`fault: ${fault}`);
console.log(faults.length === 0 ? 'OK' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
