import type { Clock, Instant } from '../base/clock.js';
import type { IdSource } from '../base/ids.js';
import {
  type ContributorId,
  directionOf,
  type SectionId,
  type Story,
  type StoryContent,
  type StoryInstants,
} from '../newsroom/stories/story.js';
import { newStory, wantedPathOf } from '../newsroom/stories/story-desk.js';
import type { StoryWrite } from '../newsroom/stories/story-store.js';
import type { ImportedItem } from './imported-item.js';

export interface ImportOptions {
  /** `source`: exports keep their statuses, everything else becomes a draft. */
  readonly as: 'source' | 'draft' | 'published';
  /** The items are ours: dates, addresses and authors are taken over as our own. */
  readonly own: boolean;
}

/** What an item refers to, as found or made in the paper before it is decided upon. */
export interface ItemPlaces {
  readonly sectionId: SectionId | null;
  /** For items that are ours; empty keeps the names as printed. */
  readonly contributorIds: readonly ContributorId[];
}

export interface DecisionTools {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly zone: string;
  readonly language: string;
  readonly actor: string;
}

export type ItemDecision =
  | { readonly outcome: 'added' | 'updated'; readonly write: StoryWrite; readonly reason: string }
  | { readonly outcome: 'unchanged' | 'skipped'; readonly reason: string };

/**
 * What becomes of one item, given the story that an earlier run made of it (if any). Pure.
 * Only an item that is public at its source can become public here. An older version never overwrites a newer one, and
 * what an editor here has changed since is never overwritten at all.
 */
export function decideItem(
  item: ImportedItem,
  places: ItemPlaces,
  existing: { readonly story: Story; readonly isEditedHere: boolean } | undefined,
  options: ImportOptions,
  tools: DecisionTools,
): ItemDecision {
  const content = contentOf(item, places, options, tools);
  if (existing === undefined)
    return {
      outcome: 'added',
      write: additionOf(item, content, options, tools),
      reason: item.notes.join('; '),
    };
  const { story, isEditedHere } = existing;
  if (item.versionAt && story.sourceVersionAt && item.versionAt.instant < story.sourceVersionAt) {
    return { outcome: 'unchanged', reason: 'an older version of what is here' };
  }
  const changed = changedFields(story, content);
  if (changed.length === 0) return { outcome: 'unchanged', reason: '' };
  if (isEditedHere)
    return {
      outcome: 'skipped',
      reason: `edited here since it came in; its source has changed ${changed.join(', ')}`,
    };
  return {
    outcome: 'updated',
    write: updateOf(item, story, content, options, tools),
    reason: changed.join(', '),
  };
}

function contentOf(
  item: ImportedItem,
  places: ItemPlaces,
  { own }: ImportOptions,
  tools: DecisionTools,
): Partial<StoryContent> {
  const language = item.language ?? tools.language;
  return {
    language,
    direction: directionOf(language),
    headline: item.headline,
    kicker: item.kicker,
    standfirst: item.standfirst,
    body: item.body,
    dateline: item.dateline,
    agency: item.agency,
    topics: item.topics,
    byline:
      own && places.contributorIds.length > 0
        ? {
            kind: 'contributors',
            credits: places.contributorIds.map((contributorId) => ({ contributorId, role: '' })),
          }
        : item.authors.length > 0
          ? { kind: 'printed', text: item.authors.join(', ') }
          : { kind: 'none' },
    ...(places.sectionId === null ? {} : { sectionId: places.sectionId }),
  };
}

const changedFields = (story: Story, content: Partial<StoryContent>): string[] =>
  (Object.keys(content) as (keyof StoryContent)[]).filter(
    (field) => JSON.stringify(story[field]) !== JSON.stringify(content[field]),
  );

function becomesPublic(item: ImportedItem, { as }: ImportOptions, now: Instant): boolean {
  if (item.status !== 'public' || as === 'draft') return false;
  if (item.embargoedUntil !== undefined && item.embargoedUntil > now) return false;
  if (item.headline === '' || (item.body === '' && item.standfirst === '')) return false;
  return as === 'published' || item.source.kind === 'cms';
}

function additionOf(
  item: ImportedItem,
  content: Partial<StoryContent>,
  options: ImportOptions,
  tools: DecisionTools,
): StoryWrite {
  const at = tools.clock();
  const isPublic = becomesPublic(item, options, at);
  const draft = newStory(content, tools, {
    source: item.source,
    slug: item.slug,
    instants: { importedAt: at, ...sourceInstants(item) },
  });
  const story: Story = isPublic
    ? { ...draft, status: 'published', ...firstPublished(item, options, at) }
    : draft;
  const permalink = options.own ? permalinkOf(item.source.canonicalUrl) : undefined;
  return {
    story,
    act: 'import',
    actor: tools.actor,
    at,
    wantedPath: isPublic ? wantedPathOf(story, tools.zone) : '',
    extraPaths: isPublic && permalink ? [permalink] : [],
  };
}

function updateOf(
  item: ImportedItem,
  story: Story,
  content: Partial<StoryContent>,
  options: ImportOptions,
  tools: DecisionTools,
): StoryWrite {
  const at = tools.clock();
  const updatedAt =
    story.status === 'published' ? { updatedAt: options.own ? (item.versionAt?.instant ?? at) : at } : {};
  return {
    story: { ...story, ...content, ...sourceInstants(item), ...updatedAt, source: item.source },
    act: 'import',
    actor: tools.actor,
    at,
    wantedPath: '',
  };
}

/** What is ours keeps its first date, known or unknown; what is another publisher's begins here now. */
function firstPublished(item: ImportedItem, { own }: ImportOptions, now: Instant): Partial<StoryInstants> {
  if (!own) return { firstPublishedAt: now };
  return item.publishedAt === undefined ? {} : { firstPublishedAt: Math.min(item.publishedAt.instant, now) };
}

function sourceInstants(item: ImportedItem): Partial<StoryInstants> {
  return {
    ...(item.publishedAt ? { sourcePublishedAt: item.publishedAt.instant } : {}),
    ...(item.publishedAt?.zoneAssumed ? { sourceZoneAssumed: true } : {}),
    ...(item.versionAt ? { sourceVersionAt: item.versionAt.instant } : {}),
    ...(item.embargoedUntil === undefined ? {} : { embargoedUntil: item.embargoedUntil }),
  };
}

/** Path and query of the item's own address, decoded as paths are kept; undefined for a bare front page. */
export function permalinkOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  try {
    const path = decodeURIComponent(url.pathname)
      .normalize('NFC')
      .replace(/(?<=.)\/+$/, '');
    if (path === '/' && url.search === '') return undefined;
    return url.search === '' ? path : `${path}${decodeURIComponent(url.search)}`;
  } catch {
    return undefined;
  }
}
