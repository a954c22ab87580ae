-- Counting. No foreign key to stories: an event must be kept in the time of an append, and tallies of an erased
-- story are deleted by the erasure itself. Nothing here holds an address, an agent or a referrer.

-- Evidence, kept for a number of days, in the order of its arrival; times to the second.
CREATE TABLE events (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at BIGINT NOT NULL,
  hour_starts_at BIGINT NOT NULL,
  story_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  reader_key TEXT NOT NULL,
  browser TEXT NOT NULL,
  network TEXT NOT NULL,
  read_seconds INTEGER NOT NULL,
  dwell_seconds BIGINT NOT NULL,
  scroll_percent INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  edition BIGINT NOT NULL
);

-- Ids of events that counted, for as long as their page token lives. Apart from the events, so that evidence is
-- appended at the end of its table and only these short rows go to random places.
CREATE TABLE event_ids (
  id TEXT PRIMARY KEY,
  received_at BIGINT NOT NULL
);
CREATE INDEX event_ids_by_age ON event_ids (received_at);

-- Readers of the open days by story; deleted when their day closes and its salt is destroyed.
CREATE TABLE readers (
  reader_key TEXT PRIMARY KEY,
  story_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  is_repeat INTEGER NOT NULL,
  dwell_seconds BIGINT NOT NULL
);
CREATE INDEX readers_by_story ON readers (story_id, day, kind);
CREATE INDEX readers_by_day ON readers (day);

CREATE TABLE tallies (
  story_id TEXT NOT NULL,
  hour_starts_at BIGINT NOT NULL,
  class TEXT NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  views BIGINT NOT NULL,
  leaves BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  dwell_seconds BIGINT NOT NULL,
  scroll_percents BIGINT NOT NULL,
  without_script BIGINT NOT NULL,
  reactions_given BIGINT NOT NULL,
  reactions_taken BIGINT NOT NULL,
  PRIMARY KEY (story_id, hour_starts_at, class, reason, rules_version)
);
CREATE INDEX tallies_by_hour ON tallies (hour_starts_at);

-- Valid views by five minutes, for Ranking; kept for two days.
CREATE TABLE fine_tallies (
  starts_at BIGINT NOT NULL,
  story_id TEXT NOT NULL,
  valid_views BIGINT NOT NULL,
  PRIMARY KEY (starts_at, story_id)
);

CREATE TABLE list_tallies (
  hour_starts_at BIGINT NOT NULL,
  story_id TEXT NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  impressions BIGINT NOT NULL,
  clicks BIGINT NOT NULL,
  PRIMARY KEY (hour_starts_at, story_id, list, position)
);

-- How often readers of one story went on to another: a count, without a reader.
CREATE TABLE follow_tallies (
  from_story_id TEXT NOT NULL,
  to_story_id TEXT NOT NULL,
  hour_starts_at BIGINT NOT NULL,
  follows BIGINT NOT NULL,
  PRIMARY KEY (from_story_id, to_story_id, hour_starts_at)
);

-- The public numbers of a story over all time: sums of its valid tallies, kept in the same transaction.
CREATE TABLE story_counts (
  story_id TEXT PRIMARY KEY,
  views BIGINT NOT NULL,
  reads BIGINT NOT NULL,
  reactions BIGINT NOT NULL,
  without_script BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX story_counts_by_change ON story_counts (changed_at);

-- HyperLogLog registers (base64) of the readers of the whole site on a day, one row for each process that counts.
CREATE TABLE site_sketches (
  day TEXT NOT NULL,
  writer TEXT NOT NULL,
  registers TEXT NOT NULL,
  PRIMARY KEY (day, writer)
);

CREATE TABLE reactions (
  receipt_hash TEXT PRIMARY KEY,
  story_id TEXT NOT NULL,
  day TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  -- Forgotten when the day closes; until then it refuses a second one.
  reader_key TEXT UNIQUE
);
CREATE INDEX reactions_by_story ON reactions (story_id);
CREATE INDEX reactions_by_day ON reactions (day);

CREATE TABLE closed_days (
  day TEXT PRIMARY KEY,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL UNIQUE,
  -- The record as it was signed, byte for byte: JSON.
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL
);

-- A closed day's line of one story. Erasing a story empties story_id, line and salt; the digest stays and the chain
-- with it, and without the salt nobody can guess the line back from it.
CREATE TABLE closed_lines (
  day TEXT NOT NULL,
  position INTEGER NOT NULL,
  digest TEXT NOT NULL,
  story_id TEXT,
  salt TEXT,
  line TEXT,
  PRIMARY KEY (day, position)
);
CREATE INDEX closed_lines_by_story ON closed_lines (story_id);

-- Numbers counted anew by other rules, shown beside the old ones and never over them.
CREATE TABLE restatements (
  id TEXT PRIMARY KEY,
  made_at BIGINT NOT NULL,
  rules_version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL
);
CREATE TABLE restated_counts (
  restatement_id TEXT NOT NULL REFERENCES restatements (id),
  story_id TEXT NOT NULL,
  views_before BIGINT NOT NULL,
  views_after BIGINT NOT NULL,
  PRIMARY KEY (restatement_id, story_id)
);
CREATE INDEX restated_counts_by_story ON restated_counts (story_id);

-- The salts of the open days, shared by all processes. Unlogged: it is in no replica and no log, and backups leave it
-- out (pg_dump --no-unlogged-table-data), so a destroyed salt is nowhere. After a crash it is empty and the day goes
-- on under a new salt: a few readers count twice.
CREATE UNLOGGED TABLE day_salts (
  day TEXT PRIMARY KEY,
  salt TEXT NOT NULL
);
