import type { Clock } from '../../base/clock.js';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import type { StoryId } from '../stories/story.js';
import type { FrontAudit, FrontStore } from './front-store.js';

export interface FrontTools {
  readonly front: FrontStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What editors decide about the front. Without them its lead is chosen by a rule (site/pages/front-arrangement.ts). */
export class FrontDesk {
  readonly #tools: FrontTools;

  constructor(tools: FrontTools) {
    this.#tools = tools;
  }

  lead(): Promise<StoryId | undefined> {
    return this.#tools.front.lead();
  }

  /** The story leads the front until another is pinned, the pin is taken from it, or it is withdrawn. */
  async pinLead(id: StoryId, actor: string): Promise<void> {
    if (!(await this.#tools.front.pinLead(id, this.#audit(actor))))
      throw new Problem('lifecycle', 'Only a published story can lead the front. Publish it first.');
  }

  /** The rule chooses the lead again. */
  unpinLead(id: StoryId, actor: string): Promise<void> {
    return this.#tools.front.unpinLead(id, this.#audit(actor));
  }

  #audit(actor: string): FrontAudit {
    return { id: this.#tools.ids<'audit'>(), at: this.#tools.clock(), actor };
  }
}
