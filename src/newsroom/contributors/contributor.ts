import type { ContributorId } from '../stories/story.js';

/** A person whose work we publish; not an account. `slug` makes the address /by/SLUG. */
export interface Contributor {
  readonly id: ContributorId;
  readonly name: string;
  readonly slug: string;
  readonly title: string;
  readonly biography: string;
}
