-- Counting. No foreign key to stories: an event must be kept in the time of an append, and tallies of an erased
-- story are deleted by the erasure itself. Nothing here holds an address, an agent or a referrer.

-- Evidence, kept for a number of days, in the order of its arrival; times to the second.
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  occurred_at INTEGER NOT NULL,
  hour_starts_at INTEGER NOT NULL,
  story_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  class TEXT NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  reader_key TEXT NOT NULL,
  browser TEXT NOT NULL,
  network TEXT NOT NULL,
  read_seconds INTEGER NOT NULL,
  dwell_seconds INTEGER NOT NULL,
  scroll_percent INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  edition INTEGER NOT NULL
) STRICT;

-- Ids of events that counted, for as long as their page token lives. Apart from the events, so that evidence is
-- appended at the end of its table and only these short rows go to random places.
CREATE TABLE event_ids (
  id TEXT PRIMARY KEY,
  received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_ids_by_age ON event_ids (received_at);

-- Readers of the open days by story; deleted when their day closes and its salt is destroyed.
CREATE TABLE readers (
  reader_key TEXT PRIMARY KEY,
  story_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  is_repeat INTEGER NOT NULL,
  dwell_seconds INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX readers_by_story ON readers (story_id, day, kind);
CREATE INDEX readers_by_day ON readers (day);

CREATE TABLE tallies (
  story_id TEXT NOT NULL,
  hour_starts_at INTEGER NOT NULL,
  class TEXT NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  views INTEGER NOT NULL,
  leaves INTEGER NOT NULL,
  reads INTEGER NOT NULL,
  dwell_seconds INTEGER NOT NULL,
  scroll_percents INTEGER NOT NULL,
  without_script INTEGER NOT NULL,
  reactions_given INTEGER NOT NULL,
  reactions_taken INTEGER NOT NULL,
  PRIMARY KEY (story_id, hour_starts_at, class, reason, rules_version)
) STRICT, WITHOUT ROWID;
CREATE INDEX tallies_by_hour ON tallies (hour_starts_at);

-- Valid views by five minutes, for Ranking; kept for two days.
CREATE TABLE fine_tallies (
  starts_at INTEGER NOT NULL,
  story_id TEXT NOT NULL,
  valid_views INTEGER NOT NULL,
  PRIMARY KEY (starts_at, story_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_tallies (
  hour_starts_at INTEGER NOT NULL,
  story_id TEXT NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  impressions INTEGER NOT NULL,
  clicks INTEGER NOT NULL,
  PRIMARY KEY (hour_starts_at, story_id, list, position)
) STRICT, WITHOUT ROWID;

-- How often readers of one story went on to another: a count, without a reader.
CREATE TABLE follow_tallies (
  from_story_id TEXT NOT NULL,
  to_story_id TEXT NOT NULL,
  hour_starts_at INTEGER NOT NULL,
  follows INTEGER NOT NULL,
  PRIMARY KEY (from_story_id, to_story_id, hour_starts_at)
) STRICT, WITHOUT ROWID;

-- The public numbers of a story over all time: sums of its valid tallies, kept in the same transaction.
CREATE TABLE story_counts (
  story_id TEXT PRIMARY KEY,
  views INTEGER NOT NULL,
  reads INTEGER NOT NULL,
  reactions INTEGER NOT NULL,
  without_script INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX story_counts_by_change ON story_counts (changed_at);

-- HyperLogLog registers (base64) of the readers of the whole site on a day, one row for each process that counts.
CREATE TABLE site_sketches (
  day TEXT NOT NULL,
  writer TEXT NOT NULL,
  registers TEXT NOT NULL,
  PRIMARY KEY (day, writer)
) STRICT, WITHOUT ROWID;

CREATE TABLE reactions (
  receipt_hash TEXT PRIMARY KEY,
  story_id TEXT NOT NULL,
  day TEXT NOT NULL,
  given_at INTEGER NOT NULL,
  -- Forgotten when the day closes; until then it refuses a second one.
  reader_key TEXT UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_by_story ON reactions (story_id);
CREATE INDEX reactions_by_day ON reactions (day);

CREATE TABLE closed_days (
  day TEXT PRIMARY KEY,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL UNIQUE,
  -- The record as it was signed, byte for byte: JSON.
  record TEXT NOT NULL,
  hash TEXT NOT NULL,
  signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
) STRICT, WITHOUT ROWID;
CREATE INDEX closed_lines_by_story ON closed_lines (story_id);

-- Numbers counted anew by other rules, shown beside the old ones and never over them.
CREATE TABLE restatements (
  id TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  rules_version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE restated_counts (
  restatement_id TEXT NOT NULL REFERENCES restatements (id),
  story_id TEXT NOT NULL,
  views_before INTEGER NOT NULL,
  views_after INTEGER NOT NULL,
  PRIMARY KEY (restatement_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX restated_counts_by_story ON restated_counts (story_id);
