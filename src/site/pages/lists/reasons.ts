import type { Reason } from '../../../discovery/related/reason.js';
import type { Chrome } from '../../theme/chrome.js';
import { formatInstant } from '../../theme/dates.js';
import { phraseText } from '../../theme/phrase.js';
import type { RecommendationRow } from '../page-lists.js';

/** Why a story is related, in words. */
export function relatedReasonText(reason: Reason, { labels, writing, sections }: Chrome): string {
  switch (reason.kind) {
    case 'same-event':
      return labels.reasonSameEvent;
    case 'also-about':
      return phraseText(labels.reasonAlsoAbout, { name: isolated(reason.name) });
    case 'background':
      return phraseText(labels.reasonBackground, { month: formatInstant(reason.instant, 'month', writing) });
    case 'same-topic':
      return phraseText(labels.reasonSameTopic, {
        topic: isolated(sectionName(reason.topic, sections) ?? reason.topic),
      });
    case 'followed':
      return labels.reasonFollowed;
    case 'pinned':
      return labels.reasonPinned;
  }
}

/** A name may run the other way than the sentence that it stands in (Unicode's first-strong isolate, UAX 9). */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Where stories share no topic but their section, its path stands for one. */
const sectionName = (path: string, sections: Chrome['sections']): string | undefined =>
  sections.find((section) => section.path === path)?.name;

/** A story this young is called new; of an older one the date says more. */
const newHours = 24;

/** Why a story was picked, in words. */
export function recommendationReasonText({ reason, card }: RecommendationRow, chrome: Chrome): string {
  const { labels, writing } = chrome;
  switch (reason.kind) {
    case 'followed':
      return labels.reasonFollowed;
    case 'similar':
      return labels.reasonSimilar;
    case 'new':
      if (reason.ageHours < newHours || card.firstPublishedAt === undefined) return labels.reasonNew;
      return phraseText(labels.reasonPublished, {
        day: formatInstant(card.firstPublishedAt, 'day', writing),
      });
    case 'rising':
      return labels.reasonRising;
    case 'read':
      return labels.reasonRead;
    case 'exploration':
      return labels.reasonExploration;
  }
}
