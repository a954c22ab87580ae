import type { Generated } from 'kysely';
import type { AudienceTables } from './schema-audience.js';

/** Rows as both databases return them. Times are UTC milliseconds, flags 0 or 1, JSON is text. */
export interface StoryRow {
  number: Generated<number>;
  id: string;
  status: string;
  version: number;
  slug: string;
  path: string;
  language: string;
  direction: string;
  headline: string;
  promo_headline: string;
  kicker: string;
  standfirst: string;
  body: string;
  dateline: string;
  agency: string;
  byline_kind: string;
  byline_text: string;
  section_id: string | null;
  slugline: string;
  evergreen: number;
  translation_group: string | null;
  picture_media_id: string | null;
  picture_caption: string;
  picture_credit: string;
  picture_alt_text: string;
  source_kind: string | null;
  source_publisher: string | null;
  source_feed: string | null;
  source_item_id: string | null;
  source_version: string | null;
  source_canonical_url: string | null;
  created_at: number;
  imported_at: number | null;
  source_published_at: number | null;
  source_version_at: number | null;
  source_zone_assumed: number;
  embargoed_until: number | null;
  scheduled_for: number | null;
  scheduled_local: string | null;
  scheduled_zone: string | null;
  first_published_at: number | null;
  updated_at: number | null;
  withdrawn_at: number | null;
  withdrawal_notice: string;
  saved_at: number;
}

export interface NewsroomTables {
  settings: { key: string; value: string };
  sections: {
    id: string;
    parent_id: string | null;
    name: string;
    slug: string;
    path: string;
    position: number;
  };
  contributors: { id: string; name: string; slug: string; title: string; biography: string };
  media: {
    id: string;
    hash: string;
    mime_type: string;
    width_pixels: number;
    height_pixels: number;
    bytes: number;
    created_at: number;
  };
  stories: StoryRow;
  story_contributors: { story_id: string; position: number; contributor_id: string; role: string };
  story_topics: { story_id: string; position: number; slug: string; name: string };
  story_pictures: { story_id: string; hash: string };
  listings: { scope: string; listed_at: number; story_id: string };
  revisions: {
    story_id: string;
    version: number;
    act: string;
    actor: string;
    at: number;
    is_full: number;
    content: string;
  };
  paths: {
    path: string;
    story_id: string | null;
    erased_at: number | null;
    erased_ground: Generated<string>;
  };
  erased_sources: { digest: string; erased_at: number };
  corrections: { id: string; story_id: string; kind: string; text: string; at: number };
  staff: {
    id: string;
    name: string;
    email: string;
    role: string;
    password_hash: string;
    is_local_only: number;
    created_at: number;
    disabled_at: number | null;
  };
  sessions: { id_hash: string; staff_id: string; created_at: number; expires_at: number };
  audit: { id: string; at: number; actor: string; act: string; subject: string; detail: string };
  import_runs: {
    id: string;
    input: string;
    options: string;
    status: string;
    started_at: number;
    finished_at: number | null;
    undone_at: number | null;
  };
  import_items: {
    run_id: string;
    position: number;
    place: string;
    outcome: string;
    reason: string;
    story_id: string | null;
    story_version: number | null;
    before: string | null;
    words: string | null;
    /** JSON of a CountChange. */
    count_before: string | null;
  };
  front_places: { place: string; story_id: string; pinned_at: number };
  related_choices: { story_id: string; other_id: string; choice: string; chosen_at: number };
  changes: { seq: Generated<number>; at: number; tags: string };
  jobs: {
    kind: string;
    subject: string;
    run_at: number;
    attempts: number;
    claimed_until: number;
    last_problem: string;
  };
  leases: { name: string; holder: string; expires_at: number };
  editions: { number: number; built_at: number; content: string };
  public_counts: { story_id: string; views: number; reactions: number; edition: number };
  related: { story_id: string; made_at: number; list: string; list_version: string };
  analyses: {
    story_id: string;
    analysis_version: string;
    content: string;
    fingerprint: string;
    cluster_head: string | null;
    vector: string | null;
  };
  search_versions: { story_id: string; analysis_version: string };
}

export interface Schema extends NewsroomTables, AudienceTables {}
