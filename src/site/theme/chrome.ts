import type { Instant } from '../../base/clock.js';
import type { Section } from '../../newsroom/sections/section.js';
import type { Paper } from '../../newsroom/stories/published-stories.js';
import { directionOf } from '../../newsroom/stories/story.js';
import type { Writing } from './dates.js';
import { type PageLabels, pageLabelsFor } from './labels/page-labels.js';

/** What stands around every page: the paper, its sections, the words of its language, where its files are. */
export interface Chrome {
  readonly paper: Paper;
  readonly sections: readonly Section[];
  readonly labels: PageLabels;
  readonly writing: Writing;
  readonly siteUrl: string;
  readonly asset: (name: string) => string;
}

export function chromeOf(
  paper: Paper,
  sections: readonly Section[],
  siteUrl: string,
  asset: (name: string) => string,
  now: Instant,
): Chrome {
  const labels = pageLabelsFor(paper.language);
  const writing = { locale: labels.locale, zone: paper.zone, now };
  return { paper, sections, labels, writing, siteUrl, asset };
}

/**
 * `lang` and `dir` of a text, where they differ from the page's: a headline in Arabic on an English page. A page in
 * a language without labels of its own is in English, and the paper's own texts are then marked.
 */
export function langOf(
  chrome: Chrome,
  language: string,
): { readonly lang?: string; readonly dir?: 'ltr' | 'rtl' } {
  if (language === chrome.labels.language) return {};
  const direction = directionOf(language);
  const isOtherWay = direction !== directionOf(chrome.labels.language);
  return { lang: language, ...(isOtherWay ? { dir: direction } : {}) };
}
