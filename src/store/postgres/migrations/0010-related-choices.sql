-- What editors decide about a story's Related list: a story pinned to its top, or kept out of it.
CREATE TABLE related_choices (
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  choice TEXT NOT NULL,
  chosen_at BIGINT NOT NULL,
  PRIMARY KEY (story_id, other_id)
);
CREATE INDEX related_choices_other ON related_choices (other_id);
