import type { Section } from '../../newsroom/sections/section.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';

/** How many of the newest stories of the paper, and of each section, are looked at. */
export const frontCandidates = 12;
export const sectionCandidates = 10;

const secondsCount = 3;
const sectionCount = 5;
/** A picture may lift a story over newer ones into the lead, but not over ones newer by more than this. */
const pictureLiftsPast = 3;

export interface Front {
  /** Undefined while nothing is published. */
  readonly lead: StoryCard | undefined;
  readonly seconds: readonly StoryCard[];
  readonly sections: readonly SectionOfFront[];
}

export interface SectionOfFront {
  readonly section: Section;
  readonly cards: readonly StoryCard[];
}

const primary = (language: string): string => language.split('-')[0]!.toLowerCase();

/**
 * Which stories stand where. The lead is the one that editors pinned, whatever its age and language; else the newest story in the paper's language, or one of the three after it
 * that brings a picture; three seconds follow; then each section shows its newest that do not stand above. A story
 * stands on the front once (the ranking apart), and a section with nothing left to show is not shown.
 */
export function arrangeFront(
  latest: readonly StoryCard[],
  sections: readonly SectionOfFront[],
  language: string,
  pinned?: StoryCard,
): Front {
  const ours = latest.filter((card) => primary(card.language) === primary(language));
  const candidates = ours.length > 0 ? ours : latest;
  const lead =
    pinned ?? candidates.slice(0, pictureLiftsPast + 1).find(({ picture }) => picture) ?? candidates[0];
  const seconds = candidates.filter(({ id }) => id !== lead?.id).slice(0, secondsCount);
  const shown = new Set([lead, ...seconds].map((card) => card?.id));
  return {
    lead,
    seconds,
    sections: sections
      .map(({ section, cards }) => ({ section, cards: cards.filter(({ id }) => !shown.has(id)) }))
      .map(({ section, cards }) => ({ section, cards: cards.slice(0, sectionCount) }))
      .filter(({ cards }) => cards.length > 0),
  };
}
