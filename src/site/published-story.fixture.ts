import { hourMs } from '../base/clock.js';
import type { Correction } from '../newsroom/corrections/correction.js';
import type { Section } from '../newsroom/sections/section.js';
import type { Paper, PublishedStory, StoryCard } from '../newsroom/stories/published-stories.js';
import type { SectionId, Story, StoryId } from '../newsroom/stories/story.js';

export const noon = Date.UTC(2026, 2, 12, 12);

export const paper: Paper = {
  name: 'The Harrowmouth Courier',
  tagline: 'News of the harbour and the town',
  about: 'Every person and place in it is made up.',
  language: 'en',
  zone: 'Europe/Paris',
  isDemo: false,
};

const section = (id: string, parentId: string | null, name: string, path: string): Section => ({
  id: id as SectionId,
  parentId: parentId as SectionId | null,
  name,
  slug: path.split('/').at(-1)!,
  path,
  position: 0,
});

export const news = section('s-news', null, 'News', 'news');
export const harbour = section('s-harbour', 's-news', 'Harbour', 'news/harbour');

const plain: Story = {
  id: '019ce1c5-2f80-7d3a-9c53-6f2a41f0b9aa' as StoryId,
  status: 'published',
  version: 3,
  slug: 'swing-bridge-reopens',
  path: '/2026/03/swing-bridge-reopens',
  source: null,
  withdrawalNotice: '',
  language: 'en',
  direction: 'ltr',
  headline: 'Swing bridge reopens',
  promoHeadline: '',
  kicker: 'Ropewalk bridge',
  standfirst: 'Lorries will have to wait.',
  body: '<p>The bridge reopened today.</p><p>It had been shut for 13 months.</p>',
  dateline: '',
  agency: '',
  byline: { kind: 'none' },
  sectionId: harbour.id,
  topics: ['Swing bridge'],
  leadPicture: null,
  translationGroup: null,
  slugline: '',
  evergreen: false,
  createdAt: noon - 5 * hourMs,
  firstPublishedAt: noon - 2 * hourMs,
};

type Parts = Omit<Partial<PublishedStory>, 'story'> & { readonly story?: Partial<Story> };

/** A published story like any other, with what a test changes of it. */
export const publishedStory = ({ story = {}, ...rest }: Parts = {}): PublishedStory => ({
  story: { ...plain, ...story },
  sections: [news, harbour],
  contributors: [],
  corrections: [],
  translations: [],
  picture: null,
  ...rest,
});

/** The same with its date of first publication unknown. */
export function undatedStory(): PublishedStory {
  const { firstPublishedAt: _, ...story } = plain;
  return { ...publishedStory(), story: { ...story, path: '/undated/swing-bridge-reopens' } };
}

export const correctionOf = (
  text: string,
  at: number,
  kind: Correction['kind'] = 'correction',
): Correction => ({
  id: `c-${at}` as Correction['id'],
  storyId: plain.id,
  kind,
  text,
  at,
});

export const storyCard = (changes: Partial<StoryCard> = {}): StoryCard => ({
  id: 'card-1' as StoryId,
  path: '/2026/03/ferry-sold',
  language: 'en',
  direction: 'ltr',
  headline: 'Ferry sold for a pound',
  kicker: 'Ferries',
  standfirst: 'The buyer has plans for it.',
  sectionName: 'Harbour',
  sectionPath: 'news/harbour',
  firstPublishedAt: noon - 26 * hourMs,
  modifiedAt: noon - 26 * hourMs,
  bylineText: 'Idris Vale-Okonjo',
  ...changes,
});
