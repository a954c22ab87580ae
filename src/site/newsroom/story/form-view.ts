import type { Contributor } from '../../../newsroom/contributors/contributor.js';
import type { Media } from '../../../newsroom/media/media.js';
import type { Section } from '../../../newsroom/sections/section.js';
import type { Story } from '../../../newsroom/stories/story.js';
import type { Fault } from './accept-typed.js';
import type { TypedStory } from './typed-story.js';

/** What the form of a story is rendered from. */
export interface FormView {
  /** As kept; undefined for a new one. */
  readonly story: Story | undefined;
  readonly typed: TypedStory;
  readonly sections: readonly Section[];
  readonly contributors: readonly Contributor[];
  readonly picture: Media | undefined;
  readonly isReadOnly: boolean;
  faultOf(field: string): string | undefined;
}

export const faultFinder =
  (faults: readonly Partial<Fault>[]) =>
  (field: string): string | undefined =>
    faults.find((fault) => fault.field === field)?.message;
