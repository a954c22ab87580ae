import { sql } from 'kysely';
import type { Contributor } from '../../newsroom/contributors/contributor.js';
import type { Correction, CorrectionKind } from '../../newsroom/corrections/correction.js';
import type { Section } from '../../newsroom/sections/section.js';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import type { Direction, StoryId } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';

/** modifiedAt() in SQL: the latest of first publication, update and last correction. */
export const modifiedExpression = sql<number>`(select max(instant) from (
  select stories.first_published_at as instant union all select stories.updated_at union all
  select corrections.at from corrections where corrections.story_id = stories.id) as instants)`;

export const bylineExpression = (
  joinedNames: (name: string, order: string) => ReturnType<typeof sql<string>>,
) =>
  sql<
    string | null
  >`(select ${joinedNames('name', 'position')} from (select contributors.name, story_contributors.position from story_contributors
    join contributors on contributors.id = story_contributors.contributor_id
    where story_contributors.story_id = stories.id order by story_contributors.position) as named)`;

export type SectionRow = Schema['sections'];

export const sectionOfRow = (row: SectionRow): Section => ({
  id: row.id as Section['id'],
  parentId: row.parent_id as Section['parentId'],
  name: row.name,
  slug: row.slug,
  path: row.path,
  position: row.position,
});

export const contributorOfRow = (row: Schema['contributors']): Contributor => ({
  ...row,
  id: row.id as Contributor['id'],
});

export const correctionOfRow = (row: Schema['corrections']): Correction => ({
  id: row.id as Correction['id'],
  storyId: row.story_id as StoryId,
  kind: row.kind as CorrectionKind,
  text: row.text,
  at: row.at,
});

export interface CardRow {
  id: string;
  path: string;
  language: string;
  direction: string;
  headline: string;
  promo_headline: string;
  kicker: string;
  standfirst: string;
  first_published_at: number | null;
  modified_at: number | null;
  byline_kind: string;
  byline_text: string;
  picture_alt_text: string;
  section_name: string | null;
  section_path: string | null;
  hash: string | null;
  width_pixels: number | null;
  height_pixels: number | null;
  names: string | null;
}

export function cardOfRow(row: CardRow): StoryCard {
  return {
    id: row.id as StoryId,
    path: row.path,
    language: row.language,
    direction: row.direction as Direction,
    headline: row.promo_headline || row.headline,
    kicker: row.kicker,
    standfirst: row.standfirst,
    sectionName: row.section_name ?? '',
    sectionPath: row.section_path ?? '',
    bylineText: row.byline_kind === 'printed' ? row.byline_text : (row.names ?? ''),
    ...(row.first_published_at === null ? {} : { firstPublishedAt: row.first_published_at }),
    ...(row.modified_at === null ? {} : { modifiedAt: row.modified_at }),
    ...(row.hash === null
      ? {}
      : {
          picture: {
            hash: row.hash,
            altText: row.picture_alt_text,
            widthPixels: row.width_pixels ?? 0,
            heightPixels: row.height_pixels ?? 0,
          },
        }),
  };
}
