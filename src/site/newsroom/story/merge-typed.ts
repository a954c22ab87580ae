import type { TypedStory } from './typed-story.js';

export type TypedField = keyof TypedStory;

export interface Merged {
  readonly typed: TypedStory;
  /** Changed by both: what was typed here stands, the other is shown beside it. */
  readonly clashes: readonly TypedField[];
  /** Changed by the other only, and taken over. */
  readonly takenOver: readonly TypedField[];
}

/**
 * Two edits of one version, field by field: what only one of them changed is taken, what both changed stays as typed
 * here and is named. The body is one field; its format goes with it. Without the common version every difference is a
 * clash.
 */
export function mergeTyped(base: TypedStory | undefined, mine: TypedStory, theirs: TypedStory): Merged {
  const clashes: TypedField[] = [];
  const takenOver: TypedField[] = [];
  const merged: Record<string, unknown> = { ...mine };
  for (const field of Object.keys(mine) as TypedField[]) {
    if (field === 'bodyFormat' || isSame(mine[field], theirs[field]) || isSame(theirs[field], base?.[field]))
      continue;
    if (!isSame(mine[field], base?.[field])) {
      clashes.push(field);
      continue;
    }
    takenOver.push(field);
    merged[field] = theirs[field];
    if (field === 'body') merged.bodyFormat = theirs.bodyFormat;
  }
  return { typed: merged as unknown as TypedStory, clashes, takenOver };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
