import type { Instant } from '../../base/clock.js';
import type { Id } from '../../base/ids.js';
import type { StoryId } from '../stories/story.js';

export const correctionKinds = ['correction', 'clarification', 'editors-note'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** What we got wrong or left unclear, said in public above the text and on the page of corrections. Never edited. */
export interface Correction {
  readonly id: Id<'correction'>;
  readonly storyId: StoryId;
  readonly kind: CorrectionKind;
  readonly text: string;
  readonly at: Instant;
}
