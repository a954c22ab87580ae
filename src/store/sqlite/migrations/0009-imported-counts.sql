-- What another system counted, by its own rules: told beside our numbers and never in them, so it has a table of its own.
CREATE TABLE imported_counts (
  story_id TEXT NOT NULL,
  system TEXT NOT NULL,
  views INTEGER NOT NULL,
  -- The last day that it counted, as it says itself; empty where it does not say.
  until_day TEXT NOT NULL,
  brought_at INTEGER NOT NULL,
  PRIMARY KEY (story_id, system)
) STRICT, WITHOUT ROWID;
