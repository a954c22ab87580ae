import type { Generated } from 'kysely';

interface TallyRow {
  story_id: string;
  hour_starts_at: number;
  class: string;
  reason: string;
  rules_version: number;
  views: number;
  leaves: number;
  reads: number;
  dwell_seconds: number;
  scroll_percents: number;
  without_script: number;
  reactions_given: number;
  reactions_taken: number;
}

interface EventRow {
  seq: Generated<number>;
  occurred_at: number;
  hour_starts_at: number;
  story_id: string;
  kind: string;
  class: string;
  reason: string;
  rules_version: number;
  reader_key: string;
  browser: string;
  network: string;
  read_seconds: number;
  dwell_seconds: number;
  scroll_percent: number;
  is_read: number;
  list: string;
  position: number;
}

interface ReaderRow {
  reader_key: string;
  story_id: string;
  day: string;
  kind: string;
  seen_at: number;
  is_repeat: number;
  dwell_seconds: number;
}

export interface AudienceTables {
  events: EventRow;
  event_ids: { id: string; received_at: number };
  readers: ReaderRow;
  tallies: TallyRow;
  fine_tallies: { starts_at: number; story_id: string; valid_views: number };
  list_tallies: {
    hour_starts_at: number;
    story_id: string;
    list: string;
    position: number;
    impressions: number;
    clicks: number;
  };
  follow_tallies: { from_story_id: string; to_story_id: string; day_starts_at: number; follows: number };
  slate_tallies: {
    starts_at: number;
    page_id: string;
    edition: number;
    list: string;
    position: number;
    story_id: string;
    propensity: number;
    impressions: number;
    clicks: number;
  };
  /** Sums that the Editions are built from; one row. */
  edition_memory: { id: number; revision: number; views: string; slates: string };
  story_counts: {
    story_id: string;
    views: number;
    reads: number;
    reactions: number;
    without_script: number;
    changed_at: number;
  };
  site_sketches: { day: string; writer: string; registers: string };
  reactions: {
    receipt_hash: string;
    story_id: string;
    day: string;
    given_at: number;
    reader_key: string | null;
  };
  closed_days: {
    day: string;
    starts_at: number;
    ends_at: number;
    record: string;
    hash: string;
    signature: string;
  };
  closed_lines: {
    day: string;
    position: number;
    digest: string;
    story_id: string | null;
    salt: string | null;
    line: string | null;
  };
  restatements: {
    id: string;
    made_at: number;
    rules_version: number;
    reason: string;
    starts_at: number;
    ends_at: number;
  };
  restated_counts: { restatement_id: string; story_id: string; views_before: number; views_after: number };
  imported_counts: {
    story_id: string;
    system: string;
    views: number;
    until_day: string;
    brought_at: number;
  };
  /** PostgreSQL only: on SQLite the salts are files beside the database. */
  day_salts: { day: string; salt: string };
}
