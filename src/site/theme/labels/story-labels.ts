import { languageOfTag } from '../../../base/language.js';
import type { CorrectionKind } from '../../../newsroom/corrections/correction.js';
import { storyLabelsAr } from './story-ar.js';
import { storyLabelsEn } from './story-en.js';
import { storyLabelsEs } from './story-es.js';
import { storyLabelsZh } from './story-zh.js';

/** A text in the plural forms of its language (Unicode CLDR); `other` always exists. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** What stands on a story in the story's own language. `{name}` is a slot that `Phrase` fills. */
export interface StoryLabels {
  readonly language: string;
  /** For Intl: how dates and numbers are written. */
  readonly locale: string;
  readonly by: string;
  readonly published: string;
  readonly updated: string;
  readonly dateUnknown: string;
  readonly sourceDated: string;
  readonly sourceVersionDated: string;
  readonly zoneAssumed: string;
  readonly source: string;
  readonly corrections: Readonly<Record<CorrectionKind, string>>;
  readonly alsoIn: string;
  readonly topics: string;
  readonly views: Plural;
  readonly notCountedYet: string;
  readonly howWeCount: string;
  readonly worthReading: string;
  /** On the same button once the reader has given it; pressing takes it back. */
  readonly worthReadingGiven: string;
  /** Read out with the count beside the reaction button. */
  readonly readersSaidSo: Plural;
  readonly countedAt: string;
  readonly pictureElsewhere: string;
  readonly opensElsewhere: string;
  readonly wideTable: string;
}

const tables: readonly StoryLabels[] = [storyLabelsEn, storyLabelsEs, storyLabelsAr, storyLabelsZh];

/** The labels of a language, by its primary subtag; English ones, which say that they are, where there are none. */
export const storyLabelsFor = (language: string): StoryLabels =>
  tables.find((labels) => languageOfTag(labels.language) === languageOfTag(language)) ?? storyLabelsEn;
