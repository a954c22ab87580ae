-- Places of the front that editors have given to a story. A place without a row is filled by a rule.
CREATE TABLE front_places (
  place TEXT PRIMARY KEY,
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  pinned_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX front_places_story ON front_places (story_id);
