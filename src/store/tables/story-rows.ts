import type { Insertable, Selectable } from 'kysely';
import type {
  Credit,
  Direction,
  LeadPicture,
  Story,
  StoryId,
  StorySource,
  StoryStatus,
} from '../../newsroom/stories/story.js';
import type { StoryRow } from '../schema.js';

type Row = Selectable<StoryRow>;

/** Leaves out what the row has not: an unknown instant is absent, never 0. */
function present<Key extends string, Value>(key: Key, value: Value | null): { [K in Key]?: Value } {
  return value === null ? {} : ({ [key]: value } as { [K in Key]?: Value });
}

export function storyOfRow(row: Row, credits: readonly Credit[], topics: readonly string[]): Story {
  return {
    id: row.id as StoryId,
    status: row.status as StoryStatus,
    version: row.version,
    slug: row.slug,
    path: row.path,
    language: row.language,
    direction: row.direction as Direction,
    headline: row.headline,
    promoHeadline: row.promo_headline,
    kicker: row.kicker,
    standfirst: row.standfirst,
    body: row.body,
    dateline: row.dateline,
    agency: row.agency,
    byline: bylineOfRow(row, credits),
    sectionId: row.section_id as Story['sectionId'],
    topics,
    leadPicture: pictureOfRow(row),
    translationGroup: row.translation_group,
    slugline: row.slugline,
    evergreen: row.evergreen === 1,
    source: sourceOfRow(row),
    withdrawalNotice: row.withdrawal_notice,
    createdAt: row.created_at,
    ...present('importedAt', row.imported_at),
    ...present('sourcePublishedAt', row.source_published_at),
    ...present('sourceVersionAt', row.source_version_at),
    ...(row.source_zone_assumed === 1 ? { sourceZoneAssumed: true } : {}),
    ...present('embargoedUntil', row.embargoed_until),
    ...present('scheduledFor', row.scheduled_for),
    ...present('scheduledLocal', row.scheduled_local),
    ...present('scheduledZone', row.scheduled_zone),
    ...present('firstPublishedAt', row.first_published_at),
    ...present('updatedAt', row.updated_at),
    ...present('withdrawnAt', row.withdrawn_at),
  };
}

function bylineOfRow(row: Row, credits: readonly Credit[]): Story['byline'] {
  if (row.byline_kind === 'contributors') return { kind: 'contributors', credits };
  if (row.byline_kind === 'printed') return { kind: 'printed', text: row.byline_text };
  return { kind: 'none' };
}

function pictureOfRow(row: Row): LeadPicture | null {
  if (row.picture_media_id === null) return null;
  return {
    mediaId: row.picture_media_id as LeadPicture['mediaId'],
    caption: row.picture_caption,
    credit: row.picture_credit,
    altText: row.picture_alt_text,
  };
}

function sourceOfRow(row: Row): StorySource | null {
  if (row.source_kind === null) return null;
  return {
    kind: row.source_kind as StorySource['kind'],
    publisher: row.source_publisher ?? '',
    feed: row.source_feed ?? '',
    itemId: row.source_item_id ?? '',
    version: row.source_version ?? '',
    canonicalUrl: row.source_canonical_url ?? '',
  };
}

export function rowOfStory(story: Story, savedAt: number): Omit<Insertable<StoryRow>, 'number'> {
  const { source, leadPicture: picture } = story;
  return {
    id: story.id,
    status: story.status,
    version: story.version,
    slug: story.slug,
    path: story.path,
    language: story.language,
    direction: story.direction,
    headline: story.headline,
    promo_headline: story.promoHeadline,
    kicker: story.kicker,
    standfirst: story.standfirst,
    body: story.body,
    dateline: story.dateline,
    agency: story.agency,
    byline_kind: story.byline.kind,
    byline_text: story.byline.kind === 'printed' ? story.byline.text : '',
    section_id: story.sectionId,
    slugline: story.slugline,
    evergreen: story.evergreen ? 1 : 0,
    translation_group: story.translationGroup,
    picture_media_id: picture?.mediaId ?? null,
    picture_caption: picture?.caption ?? '',
    picture_credit: picture?.credit ?? '',
    picture_alt_text: picture?.altText ?? '',
    source_kind: source?.kind ?? null,
    source_publisher: source?.publisher ?? null,
    source_feed: source?.feed ?? null,
    source_item_id: source?.itemId ?? null,
    source_version: source?.version ?? null,
    source_canonical_url: source?.canonicalUrl ?? null,
    created_at: story.createdAt,
    imported_at: story.importedAt ?? null,
    source_published_at: story.sourcePublishedAt ?? null,
    source_version_at: story.sourceVersionAt ?? null,
    source_zone_assumed: story.sourceZoneAssumed ? 1 : 0,
    embargoed_until: story.embargoedUntil ?? null,
    scheduled_for: story.scheduledFor ?? null,
    scheduled_local: story.scheduledLocal ?? null,
    scheduled_zone: story.scheduledZone ?? null,
    first_published_at: story.firstPublishedAt ?? null,
    updated_at: story.updatedAt ?? null,
    withdrawn_at: story.withdrawnAt ?? null,
    withdrawal_notice: story.withdrawalNotice,
    saved_at: savedAt,
  };
}
