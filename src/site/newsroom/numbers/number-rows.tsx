import { dropReasonTexts } from '../../../audience/intake/drop-reason-texts.js';
import { dropReasons } from '../../../audience/intake/verdict.js';
import type { SiteNumbers } from '../../../audience/ledger/site-numbers.js';
import { wilsonInterval } from '../../../base/wilson-interval.js';
import type { Section } from '../../../newsroom/sections/section.js';
import type { Story } from '../../../newsroom/stories/story.js';
import type { NumberRow } from './number-table.js';

/** The lists as the newsroom calls them; one that is not here is told by its own name. */
const listWords: Readonly<Record<string, string>> = {
  related: 'Related',
  ranking: 'Most read now',
  recommendation: 'Recommended',
  personal: 'Picked on the device',
  front: 'Front',
  section: 'Section pages',
};

/** A number and its sign stay on one line. */
export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}\u00a0%`;

/** Impressions, clicks, and the click rate with its 95 % interval. */
export const listRows = (lists: SiteNumbers['lists']): NumberRow[] =>
  lists.map(({ list, impressions, clicks }) => {
    const interval = wilsonInterval(clicks, impressions);
    const rate = interval === undefined ? 'none' : percent(Math.min(1, clicks / impressions));
    return {
      name: listWords[list] ?? list,
      cells: [impressions, clicks, rate],
      ...(interval && { note: `95 % interval: ${percent(interval.low)} to ${percent(interval.high)}` }),
    };
  });

type Place = Pick<Section, 'id' | 'parentId' | 'name'>;

/** Each section with what lies below it, as its Ranking has it: a tree, the most read first on each level. */
export function sectionRows(counted: SiteNumbers['sections'], sections: readonly Place[]): NumberRow[] {
  const byId = new Map<string, Place>(sections.map((section) => [section.id, section]));
  const views = new Map<string, number>();
  let elsewhere = 0;
  for (const { sectionId, views: own } of counted) {
    const path = pathUp(byId, sectionId);
    if (path.length === 0) elsewhere += own;
    for (const { id } of path) views.set(id, (views.get(id) ?? 0) + own);
  }
  const rowsBelow = (parentId: string | null, depth: number): NumberRow[] =>
    sections
      .filter((section) => section.parentId === parentId && views.has(section.id))
      .sort((a, b) => views.get(b.id)! - views.get(a.id)!)
      .flatMap(({ id, name }) => [
        { name: <bdi>{name}</bdi>, cells: [views.get(id)!], depth },
        ...rowsBelow(id, depth + 1),
      ]);
  return [...rowsBelow(null, 0), ...(elsewhere > 0 ? [{ name: 'No section', cells: [elsewhere] }] : [])];
}

/** The section and those that it lies in; none for one that is not there. */
function pathUp(sections: ReadonlyMap<string, Place>, sectionId: string | null): Place[] {
  const section = sectionId === null ? undefined : sections.get(sectionId);
  return section === undefined ? [] : [section, ...pathUp(sections, section.parentId)];
}

/** Each reason under its class, with what it means. */
export const droppedRows = (dropped: SiteNumbers['dropped']): NumberRow[] =>
  dropped.map(({ reason, views }) => ({
    name: (
      <>
        {dropReasons[reason]}: <code>{reason}</code>
      </>
    ),
    cells: [views],
    note: dropReasonTexts[reason],
  }));

/** A story with its views of today, and its public number of all time. */
export const storyRows = (
  counted: readonly { readonly story: Pick<Story, 'id' | 'headline' | 'language'>; readonly views: number }[],
  publicViews: (id: Story['id']) => number | undefined,
): NumberRow[] =>
  counted.map(({ story, views }) => ({
    name: (
      <a href={`/newsroom/stories/${story.id}`} lang={story.language} dir="auto">
        {story.headline}
      </a>
    ),
    cells: [views, publicViews(story.id) ?? 'none yet'],
  }));
