// Draws the picture of docs/ranking.md from the figures of two evaluations:
//
//     (npm run -s eval -- trending --json; npm run -s eval -- recommendation --json) | node scripts/ranking-picture.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../docs/pictures/how-good-the-lists-are.svg', import.meta.url);

const trending = (label, dataset, period) => ({
  label,
  dataset,
  metric: `${period}: share of its views on the top 8`,
  floor: 0,
  oracle: 'oracle',
});

/** From `floor` (no skill) to what knows later clicks or views (`oracle`). */
const rows = [
  trending('Ranking, next hour: Deskdrop', 'deskdrop', 'next hour'),
  trending('Ranking, next hour: MIND', 'mind', 'next hour'),
  trending('Ranking, next hour: EB-NeRD reads', 'ebnerd-history', 'next hour'),
  trending('Ranking, next hour: EB-NeRD clicks', 'ebnerd-behaviors', 'next hour'),
  trending('Ranking, next day: Deskdrop', 'deskdrop', 'next day'),
  {
    label: 'Recommendation: MIND slates, AUC',
    dataset: 'mind',
    metric: 'AUC, mean of slates',
    floor: 0.5,
    oracle: 'ceiling without the person (knows later clicks)',
  },
  {
    label: 'Recommendation: EB-NeRD slates, AUC',
    dataset: 'ebnerd-behaviors',
    metric: 'AUC, mean of slates',
    floor: 0.5,
    oracle: 'ceiling without the person (knows later clicks)',
  },
  {
    label: 'My list: Deskdrop, next unread story',
    dataset: 'deskdrop',
    metric: 'next unread story in the top 10',
    floor: 0,
    oracle: 'knows others’ views of the hours before and after',
  },
];

const figures = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line));

const find = (dataset, isWanted) =>
  figures.find((each) => each.dataset.startsWith(dataset) && isWanted(each.metric));

function read({ label, dataset, metric, floor, oracle }) {
  const figure = find(dataset, (each) => each.startsWith(metric) && !each.includes('95 %'));
  if (figure === undefined) throw new Error(`No figure "${metric}" of ${dataset} on standard input.`);
  const interval = find(dataset, (each) => each.startsWith(`${figure.metric}: 95 % by`));
  const ceiling = figure.baselines[oracle];
  const isBaseline = (name) => name !== oracle && !name.startsWith('ceiling');
  const [best, value] = Object.entries(figure.baselines)
    .filter(([name]) => isBaseline(name))
    .reduce((a, b) => (b[1] > a[1] ? b : a));
  const { 'low (95 %)': low, 'high (95 %)': high } = interval?.baselines ?? {};
  const share = (each) => (each - floor) / (ceiling - floor);
  return { label, ours: figure.ours, low, high, best, value, ceiling, share };
}

const left = 370;
const unit = 350;
const top = 92;
const step = 52;
const text = (x, y, words, name = '') => `<text class="${name}" x="${x}" y="${y}">${words}</text>`;
const number = (value) => value.toFixed(3);

function draw(row, at) {
  const y = top + at * step;
  const x = (value) => (left + unit * Math.min(1.3, Math.max(0, row.share(value)))).toFixed(1);
  const whisker =
    row.low === undefined
      ? ''
      : `<path class="whisker" d="M${x(row.low)} ${y} H${x(row.high)} M${x(row.low)} ${y - 5} v10 M${x(row.high)} ${y - 5} v10"/>`;
  return [
    text(20, y - 3, row.label),
    text(
      20,
      y + 14,
      `${number(row.ours)}; ${row.best} ${number(row.value)}; later known ${number(row.ceiling)}`,
      'small',
    ),
    `<rect class="bar" x="${left}" y="${y - 9}" width="${(x(row.ours) - left).toFixed(1)}" height="18"/>`,
    whisker,
    `<path class="best" d="M${x(row.value)} ${y - 14} v28"/>`,
  ].join('\n  ');
}

const drawn = rows.map(read).map(draw);
const bottom = top + rows.length * step - 16;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 850 ${bottom + 24}" role="img" aria-labelledby="title">
  <title id="title">Ours, the best baseline and what knows the future, on eight measures of public data</title>
  <style>
    .panel { fill: #ffffff }
    text { fill: #1a1a1a; font: 13.5px "Public Sans", "Helvetica Neue", Arial, sans-serif }
    .small { fill: #555555; font-size: 11.5px }
    .bar { fill: #c96a78 }
    .whisker { fill: none; stroke: #1a1a1a; stroke-width: 1.5 }
    .best { stroke: #8a8a8a; stroke-width: 4 }
    .edge { stroke: #8a8a8a; stroke-dasharray: 4 4 }
    @media (prefers-color-scheme: dark) {
      .panel { fill: #16181b }
      text { fill: #f0eee9 }
      .small { fill: #bdbdbd }
      .bar { fill: #a8465a }
      .whisker { stroke: #f0eee9 }
    }
  </style>
  <rect class="panel" width="850" height="${bottom + 24}" rx="6"/>
  <rect class="bar" x="20" y="20" width="22" height="14"/>
  ${text(50, 32, 'ours')}
  <path class="whisker" d="M100 27 h30 M100 22 v10 M130 22 v10"/>
  ${text(138, 32, '95 % interval')}
  <path class="best" d="M252 16 v22"/>
  ${text(264, 32, 'best other way that knows the past alone')}
  ${text(left, 62, 'no skill', 'small')}
  ${text(left + unit - 52, 62, 'knows what is read later', 'small')}
  <path class="edge" d="M${left} 70 V${bottom} M${left + unit} 70 V${bottom}"/>
  ${drawn.join('\n  ')}
</svg>
`;
writeFileSync(path, svg);
