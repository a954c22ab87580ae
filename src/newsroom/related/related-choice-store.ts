import type { Instant } from '../../base/clock.js';
import type { StoryId } from '../stories/story.js';

/** A story pinned to the top of another's Related list, or kept out of it. */
export type RelatedChoice = 'pin' | 'exclude';

export interface RelatedChoices {
  /** In the order in which they were pinned. */
  readonly pinned: readonly StoryId[];
  readonly excluded: readonly StoryId[];
}

/** Who chose, kept in the same transaction as the change. */
export interface ChoiceAudit {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
}

/** What editors decide about Related lists, kept. A change is told to pages, and has the list made again, in its transaction. */
export interface RelatedChoiceStore {
  of(storyId: StoryId): Promise<RelatedChoices>;
  /** One choice for each pair: the later one replaces the other. */
  choose(storyId: StoryId, other: StoryId, choice: RelatedChoice, audit: ChoiceAudit): Promise<void>;
  /** Leaves the pair to the list again; nothing is changed where nothing was chosen. */
  undo(storyId: StoryId, other: StoryId, audit: ChoiceAudit): Promise<void>;
}
