import type { Instant } from '../../base/clock.js';
import type { MediaId } from '../stories/story.js';
import type { Media } from './media.js';

/** What the newsroom needs kept of its pictures; their bytes are files. */
export interface MediaStore {
  find(id: MediaId): Promise<Media | undefined>;
  findByHash(hash: string): Promise<Media | undefined>;
  /** Keeps the row once; of two that arrive at once with the same bytes the first stays. Returns it as kept. */
  keep(media: Media, at: Instant): Promise<Media>;
  /** True while a published story shows the picture, as its lead or in its body. One keyed read. */
  isPublic(hash: string): Promise<boolean>;
}
