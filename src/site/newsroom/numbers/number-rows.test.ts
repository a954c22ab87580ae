import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import type { SectionId } from '../../../newsroom/stories/story.js';
import { listRows, sectionRows } from './number-rows.js';
import type { NumberRow } from './number-table.js';

const section = (name: string, parent?: string) => ({
  id: name as SectionId,
  parentId: (parent ?? null) as SectionId | null,
  name,
});
const sections = [
  section('News'),
  section('Harbour', 'News'),
  section('Quay', 'Harbour'),
  section('Courts', 'News'),
  section('Sport'),
  section('Chess', 'Sport'),
];
const told = ({ name, cells, depth = 0 }: NumberRow) =>
  `${'  '.repeat(depth)}${typeof name === 'string' ? name : render(name as never)} ${cells.join(' ')}`;

it('a section is told with what lies below it, each level by views', () => {
  const rows = sectionRows(
    [
      { sectionId: 'Quay', views: 7 },
      { sectionId: 'Courts', views: 9 },
      { sectionId: 'News', views: 1 },
      { sectionId: 'Sport', views: 18 },
      { sectionId: null, views: 3 },
      { sectionId: 'gone', views: 2 },
    ],
    sections,
  );
  expect(rows.map(told).map((line) => line.replaceAll(/<\/?bdi>/g, ''))).toEqual([
    'Sport 18',
    'News 17',
    '  Courts 9',
    '  Harbour 7',
    '    Quay 7',
    'No section 5',
  ]);
});

it('nothing read is no row', () => expect(sectionRows([], sections)).toEqual([]));

it('a list is told with the interval of its rate, and a sign never leaves its number', () => {
  const [related, unknown] = listRows([
    { list: 'related', impressions: 200, clicks: 5 },
    { list: 'shelf', impressions: 0, clicks: 0 },
  ]);
  expect(related).toMatchObject({ name: 'Related', cells: [200, 5, '2.5\u00a0%'] });
  expect(related!.note).toMatch(/^95 % interval: 1\.1\u00a0% to 5\.7\u00a0%$/);
  expect(unknown).toMatchObject({ name: 'shelf', cells: [0, 0, 'none'] });
});
