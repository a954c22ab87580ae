import { languageOfTag } from '../../../base/language.js';
import { pageLabelsAr } from './page-ar.js';
import { pageLabelsEn } from './page-en.js';
import { pageLabelsEs } from './page-es.js';
import { pageLabelsZh } from './page-zh.js';
import type { Plural } from './story-labels.js';

/** What a list that is made on the reader's device says; its script (client/picks-words.ts) knows the English by itself. */
export interface PicksLabels {
  readonly heading: string;
  readonly reset: string;
  readonly knows: string;
  readonly reads: string;
  readonly knowsNothing: string;
  readonly topic: string;
  readonly close: string;
  readonly site: string;
  readonly noStorage: string;
  readonly noPool: string;
  readonly wasReset: string;
}

/** The page around the stories, in the paper's language. `{name}` is a slot that `Phrase` fills. */
export interface PageLabels {
  readonly language: string;
  /** For Intl: how dates and numbers are written. */
  readonly locale: string;
  readonly skipToContent: string;
  readonly home: string;
  readonly sections: string;
  readonly breadcrumb: string;
  readonly search: string;
  readonly searchFor: string;
  readonly corrections: string;
  readonly howWeCount: string;
  readonly demonstration: string;
  readonly lastPublished: string;
  readonly latestIn: string;
  readonly olderStories: string;
  readonly newestStories: string;
  readonly undatedStories: string;
  readonly noStories: string;
  readonly noOlderStories: string;
  readonly subsections: string;
  readonly related: string;
  readonly reasonSameEvent: string;
  readonly reasonAlsoAbout: string;
  readonly reasonBackground: string;
  readonly reasonSameTopic: string;
  readonly reasonFollowed: string;
  readonly reasonPinned: string;
  readonly mostReadNow: string;
  readonly mostReadNowIn: string;
  readonly rankingFacts: string;
  readonly rankingFactsSiteClock: string;
  /** Stands for `{hours}` in `rankingFacts`. */
  readonly hours: Plural;
  readonly newest: string;
  readonly newestWhy: string;
  readonly youAreHere: string;
  readonly recommendation: string;
  readonly recommendationWhy: string;
  readonly makeMine: string;
  readonly staysOnDevice: string;
  /** In all languages but English. */
  readonly picks?: PicksLabels;
  readonly reasonNew: string;
  readonly reasonPublished: string;
  readonly reasonRising: string;
  readonly reasonRead: string;
  readonly reasonSimilar: string;
  readonly reasonExploration: string;
  readonly storyBy: string;
  readonly storiesOn: string;
  readonly searchOrder: string;
  readonly orderNewest: string;
  readonly orderBest: string;
  readonly searchHint: string;
  readonly nothingFound: string;
  readonly nothingFoundHint: string;
  readonly resultsFor: string;
  readonly nextPage: string;
  readonly previousPage: string;
  readonly correctionsIntro: string;
  readonly noCorrections: string;
  readonly notFoundTitle: string;
  readonly notFoundText: string;
  readonly withdrawnTitle: string;
  readonly withdrawnAt: string;
  readonly withdrawnNoReason: string;
  readonly erasedTitle: string;
  readonly erasedText: string;
  readonly erasedAt: string;
  readonly erasedGround: string;
  readonly errorTitle: string;
  readonly errorText: string;
  readonly toFront: string;
}

const tables: readonly PageLabels[] = [pageLabelsEn, pageLabelsEs, pageLabelsAr, pageLabelsZh];

/** The labels of the paper's language; English ones, which say that they are, where there are none. */
export const pageLabelsFor = (language: string): PageLabels =>
  tables.find((labels) => languageOfTag(labels.language) === languageOfTag(language)) ?? pageLabelsEn;
