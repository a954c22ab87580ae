import type { Clock } from '../../base/clock.js';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import type { Story, StoryId } from '../stories/story.js';
import type {
  ChoiceAudit,
  RelatedChoice,
  RelatedChoiceStore,
  RelatedChoices,
} from './related-choice-store.js';

/** A list has ten places; with all of them pinned nothing is left to it. */
export const pinsAtMost = 10;

export interface RelatedTools {
  readonly choices: RelatedChoiceStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What editors decide about a story's Related list. Whatever they leave open is filled by what the texts say. */
export class RelatedDesk {
  readonly #tools: RelatedTools;

  constructor(tools: RelatedTools) {
    this.#tools = tools;
  }

  of(storyId: StoryId): Promise<RelatedChoices> {
    return this.#tools.choices.of(storyId);
  }

  /** Puts a public story at the top of the list, below what was pinned before; refused from the eleventh on. */
  async pin(story: Story, other: Story, actor: string): Promise<void> {
    if (other.status !== 'published')
      throw new Problem('lifecycle', 'Only a published story can be pinned. Publish it first.');
    const { pinned } = await this.of(story.id);
    if (!pinned.includes(other.id) && pinned.length >= pinsAtMost)
      throw new Problem(
        'invalid_input',
        `The list has ${pinsAtMost} places, and all are pinned. Undo one first.`,
      );
    await this.#choose(story, other, 'pin', actor);
  }

  /** Keeps a story out of the list, whatever its text says. */
  async exclude(story: Story, other: Story, actor: string): Promise<void> {
    await this.#choose(story, other, 'exclude', actor);
  }

  /** Takes back a pin or an exclusion. */
  undo(storyId: StoryId, other: StoryId, actor: string): Promise<void> {
    return this.#tools.choices.undo(storyId, other, this.#audit(actor));
  }

  async #choose(story: Story, other: Story, choice: RelatedChoice, actor: string): Promise<void> {
    if (other.id === story.id)
      throw new Problem('invalid_input', 'That is the story itself. Choose another one.');
    await this.#tools.choices.choose(story.id, other.id, choice, this.#audit(actor));
  }

  #audit(actor: string): ChoiceAudit {
    return { id: this.#tools.ids<'audit'>(), at: this.#tools.clock(), actor };
  }
}
