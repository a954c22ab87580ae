import type { XmlElement } from '../xml/element.js';
import { metaOf, type WxrArchive } from './wxr-archive.js';
import { contentOf } from './wxr-item.js';

/** Pictures mostly follow soon after their story; more than this is not held back for them. */
export const waitingLimits = { stories: 500, characters: 32 * 1024 * 1024 } as const;

export interface Waiting {
  readonly record: XmlElement;
  readonly place: string;
}

interface Held extends Waiting {
  readonly missing: Set<string>;
  readonly characters: number;
}

/** Stories that name pictures which the export has not shown yet. */
export class WaitingStories {
  private readonly held = new Set<Held>();
  private characters = 0;

  /** Holds a story back, or gives back what is ready: this one, or the oldest when there is no more room. */
  offer(story: Waiting, archive: WxrArchive): readonly Waiting[] {
    const missing = new Set(
      picturesOf(story.record).filter((id) => archive.findAttachment(id) === undefined),
    );
    if (missing.size === 0) return [story];
    const characters = contentOf(story.record).length;
    this.held.add({ ...story, missing, characters });
    this.characters += characters;
    const [oldest] = this.held;
    const isFull = this.held.size > waitingLimits.stories || this.characters > waitingLimits.characters;
    return isFull ? [this.release(oldest!)] : [];
  }

  /** The stories that waited for this picture only. */
  arrived(pictureId: string): readonly Waiting[] {
    const ready: Waiting[] = [];
    for (const story of this.held) {
      if (story.missing.delete(pictureId) && story.missing.size === 0) ready.push(this.release(story));
    }
    return ready;
  }

  all(): readonly Waiting[] {
    return [...this.held].map((story) => this.release(story));
  }

  private release(story: Held): Waiting {
    this.held.delete(story);
    this.characters -= story.characters;
    return story;
  }
}

function picturesOf(record: XmlElement): string[] {
  const galleries = contentOf(record).matchAll(/\[gallery\b[^\]]*?\b(?:ids|include)\s*=\s*["']?([\d,\s]+)/gi);
  const lead = metaOf(record, '_thumbnail_id');
  return [lead, ...[...galleries].flatMap(([, ids]) => ids!.split(/[,\s]+/))].filter((id) =>
    /^[1-9]\d*$/.test(id),
  );
}
