import type { Instant } from '../../base/clock.js';
import type { StoryId } from '../stories/story.js';

/** Who gave or took a place of the front, kept in the same transaction as the change. */
export interface FrontAudit {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
}

/** What the front needs kept. The place ends by itself when its story is no longer public. */
export interface FrontStore {
  /** The story that editors pinned as the lead. */
  lead(): Promise<StoryId | undefined>;
  /** Pins it in place of another; false, and nothing is changed, when it is not public. */
  pinLead(storyId: StoryId, audit: FrontAudit): Promise<boolean>;
  /** Takes the pin from this story; nothing is changed when it has none. */
  unpinLead(storyId: StoryId, audit: FrontAudit): Promise<void>;
}
