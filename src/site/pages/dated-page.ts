import type { StoryCard, StoryScope } from '../../newsroom/stories/published-stories.js';
import type { PageRequest } from '../http/page-route.js';
import { afterOf, parseAfter } from './list-position.js';
import type { SiteDeps } from './site-deps.js';

const storiesAPage = 25;

/** One page of a dated list. */
export interface DatedPage {
  readonly cards: readonly StoryCard[];
  readonly isFirst: boolean;
  /** The `?after=` that this page was asked for with; empty on the first. */
  readonly after: string;
  /** The `?after=` of the page that follows; undefined on the last. */
  readonly next: string | undefined;
}

/** The stories of a scope from where `?after=` says; undefined when that names no place. */
export async function findDatedPage(
  { stories }: SiteDeps,
  scope: StoryScope,
  { query }: PageRequest,
): Promise<DatedPage | undefined> {
  const after = query.after ?? '';
  const position = after === '' ? undefined : parseAfter(after);
  if (after !== '' && position === undefined) return undefined;
  const found = await stories.latest(scope, storiesAPage + 1, position);
  const cards = found.slice(0, storiesAPage);
  const hasMore = found.length > storiesAPage;
  return { cards, isFirst: after === '', after, next: hasMore ? afterOf(cards.at(-1)!) : undefined };
}
