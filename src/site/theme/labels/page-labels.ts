import type { Plural, StoryLabels } from './story-labels.js';

/** The page around the stories, in the paper's language. */
export const pageLabelsEn = {
  language: 'en',
  locale: 'en-GB',
  skipToContent: 'Skip to content',
  home: 'Home',
  sections: 'Sections',
  breadcrumb: 'You are here',
  search: 'Search',
  searchFor: 'Words to look for',
  corrections: 'Corrections',
  howWeCount: 'How we count',
  feeds: 'Feeds',
  demonstration: 'A demonstration:',
  lastPublished: 'Last published {time}',
  printed: 'From {address}',

  latest: 'Latest',
  latestIn: 'Latest in {name}',
  moreFrom: 'More from {name}',
  olderStories: 'Older stories',
  newestStories: 'Newest stories',
  undatedStories: 'Date unknown',
  noStories: 'No story has been published here yet.',
  noOlderStories: 'There are no older stories.',
  subsections: 'In this section',

  related: 'Related',
  reasonSameEvent: 'Same event',
  reasonAlsoAbout: 'Also about {name}',
  reasonBackground: 'Background, {month}',
  reasonSameTopic: 'Also in {topic}',
  reasonFollowed: 'Readers of this went on to',

  mostReadNow: 'Most read now',
  mostReadNowIn: 'Most read now in {name}',
  rankingFacts: 'half-life {hours} · made {time}',
  hours: { one: '{count} hour', other: '{count} hours' } as Plural,
  newest: 'Newest',
  newestWhy: 'Nothing here has been counted yet, so these are the newest stories. Made {time}.',
  youAreHere: 'You are here',

  recommendation: 'Recommendation',
  recommendationWhy: 'Picked for this page, the same for every reader · made {time}',
  makeMine: 'Make this list mine',
  staysOnDevice: 'It stays on this device.',
  reasonNew: 'New',
  reasonPublished: 'Published {day}',
  reasonRising: 'Being read more and more',
  reasonRead: 'Read by many',
  reasonSimilar: 'Close to this story',
  reasonExploration: 'Something else, drawn by lot',

  storyBy: 'Stories by {name}',
  storiesOn: 'Stories on {name}',
  searchOrder: 'Order',
  orderNewest: 'Newest first',
  orderBest: 'Best match first',
  searchHint: 'Every word must occur in a story, as written or in another form of it.',
  nothingFound: 'No story has all of these words.',
  nothingFoundHint: 'Try fewer words, or another form of them.',
  resultsFor: 'Stories with “{query}”',
  nextPage: 'Next page',
  previousPage: 'Previous page',

  correctionsIntro:
    'What we got wrong or left unclear, newest first. A correction stands above its story for as long as the story is kept; it is never edited.',
  noCorrections: 'Nothing has been corrected yet.',

  notFoundTitle: 'There is nothing at this address',
  notFoundText:
    'The address may be mistyped, or it never led to a story here. Every address that ever did still works.',
  withdrawnTitle: 'This story was withdrawn',
  withdrawnAt: 'Withdrawn {time}',
  withdrawnNoReason: 'We no longer publish this story.',
  erasedTitle: 'This story was erased',
  erasedText: 'It was removed from our records and will not come back.',
  erasedAt: 'Erased {time}',
  errorTitle: 'This page could not be made',
  errorText: 'The fault is ours and has been noted. Nothing that you did was lost. Try again in a minute.',
  toFront: 'To the front page',
} as const;

type Widened<Table> = {
  readonly [Key in keyof Table]: Table[Key] extends string ? string : Table[Key];
};
export type PageLabels = Widened<typeof pageLabelsEn>;

const tables: readonly PageLabels[] = [pageLabelsEn];

/** The labels of the paper's language; English ones, which say that they are, where there are none. */
export const pageLabelsFor = (language: string): PageLabels =>
  tables.find((labels) => labels.language === language.split('-')[0]!.toLowerCase()) ?? pageLabelsEn;

/** What Intl needs to write numbers and dates as a table of labels does. */
export type Locale = Pick<StoryLabels, 'language' | 'locale'>;
