-- What an erased story leaves: when its addresses answer 410 since, and on what ground.
ALTER TABLE paths ADD COLUMN erased_ground TEXT NOT NULL DEFAULT '';

-- Sources of erased stories, as digests, so that the next import does not bring one back.
CREATE TABLE erased_sources (
  digest TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
) WITHOUT ROWID;
