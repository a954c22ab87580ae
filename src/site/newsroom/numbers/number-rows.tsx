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

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

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

export const sectionRows = (
  counted: SiteNumbers['sections'],
  sections: readonly Pick<Section, 'id' | 'name' | 'path'>[],
): NumberRow[] =>
  counted.map(({ sectionId, views }) => {
    const section = sections.find(({ id }) => id === sectionId);
    return { name: section ? <bdi>{section.name}</bdi> : 'No section', cells: [views] };
  });

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
