import type { MediaId } from '../stories/story.js';

/** A picture that we keep. The original lies in the folder under its SHA-256; sizes are made on demand. */
export interface Media {
  readonly id: MediaId;
  /** SHA-256 of the original's bytes, hex; its address is /media/HASH/WIDTH.ext. */
  readonly hash: string;
  readonly mimeType: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bytes: number;
}

/** Widths that are served; any other is refused, so that nobody can make the server resize at will. */
export const mediaWidths = [320, 640, 960, 1280, 1920] as const;
export const mediaExtensions = ['webp', 'jpg'] as const;
