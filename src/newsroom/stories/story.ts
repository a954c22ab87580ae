import type { Instant } from '../../base/clock.js';
import type { Id } from '../../base/ids.js';

export type StoryId = Id<'story'>;
export type SectionId = Id<'section'>;
export type ContributorId = Id<'contributor'>;
export type MediaId = Id<'media'>;

export const storyStatuses = [
  'draft',
  'review',
  'approved',
  'scheduled',
  'published',
  'withdrawn',
  'spiked',
] as const;
export type StoryStatus = (typeof storyStatuses)[number];

export type Direction = 'ltr' | 'rtl';

/** One person's part in a story. `role` is a word such as "reporting" or "photographs"; empty for plain authorship. */
export interface Credit {
  readonly contributorId: ContributorId;
  readonly role: string;
}

/** Ordered contributors of ours, or the byline as another publisher printed it. */
export type Byline =
  | { readonly kind: 'none' }
  | { readonly kind: 'contributors'; readonly credits: readonly Credit[] }
  | { readonly kind: 'printed'; readonly text: string };

export interface LeadPicture {
  readonly mediaId: MediaId;
  readonly caption: string;
  readonly credit: string;
  /** Required before publishing: a picture that a blind reader cannot hear of is a fault, not a style. */
  readonly altText: string;
}

/** Where a story came from, in the source's own words. */
export interface StorySource {
  readonly kind: 'page' | 'feed' | 'agency' | 'cms';
  readonly publisher: string;
  /** Name of the feed or export that carried it; empty when it came alone. */
  readonly feed: string;
  /** The source's own id of the item, unique within kind and publisher; what makes a second import find the first. */
  readonly itemId: string;
  /** The source's version, as it writes it; empty when it has none. */
  readonly version: string;
  readonly canonicalUrl: string;
}

/** Instants that are never mixed; DESIGN.md says what each means. Absent means unknown or not so. */
export interface StoryInstants {
  readonly createdAt: Instant;
  readonly importedAt?: Instant;
  readonly sourcePublishedAt?: Instant;
  readonly sourceVersionAt?: Instant;
  /** True when the source printed a date without a zone and the paper's was assumed. */
  readonly sourceZoneAssumed?: boolean;
  readonly embargoedUntil?: Instant;
  readonly scheduledFor?: Instant;
  /** The wall time and zone that the editor meant, kept so that a change of zone rules can be seen. */
  readonly scheduledLocal?: string;
  readonly scheduledZone?: string;
  readonly firstPublishedAt?: Instant;
  readonly updatedAt?: Instant;
  readonly withdrawnAt?: Instant;
}

/** What an editor can change in a story. */
export interface StoryContent {
  readonly language: string;
  readonly direction: Direction;
  readonly headline: string;
  readonly promoHeadline: string;
  readonly kicker: string;
  readonly standfirst: string;
  /** Sanitised HTML of the closed vocabulary (body-blocks.ts). */
  readonly body: string;
  readonly dateline: string;
  readonly agency: string;
  readonly byline: Byline;
  readonly sectionId: SectionId | null;
  readonly topics: readonly string[];
  readonly leadPicture: LeadPicture | null;
  /** Stories that are translations of one another share this id. */
  readonly translationGroup: string | null;
  readonly slugline: string;
  readonly evergreen: boolean;
}

export interface Story extends StoryContent, StoryInstants {
  readonly id: StoryId;
  readonly status: StoryStatus;
  /** Grows by one with every save; a save that names an older one is refused (two editors). */
  readonly version: number;
  readonly slug: string;
  /** The address without the site's origin; empty until first publication. */
  readonly path: string;
  readonly source: StorySource | null;
  readonly withdrawalNotice: string;
}

/** The latest change of substance that a reader is told of: dateModified, lastmod and the feeds agree on it. */
export function modifiedAt(story: StoryInstants, lastCorrectionAt?: Instant): Instant | undefined {
  const instants = [story.firstPublishedAt, story.updatedAt, lastCorrectionAt].filter(
    (instant) => instant !== undefined,
  );
  return instants.length === 0 ? undefined : Math.max(...instants);
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

export const directionOf = (language: string): Direction =>
  rightToLeft.has(language.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr';
