-- What readers did at the places of the lists that pages showed, by five minutes, page, Edition and shown story: what
-- click rates are learned from, and other lists judged by. No reader, and kept as long as evidence.
CREATE TABLE slate_tallies (
  starts_at INTEGER NOT NULL,
  page_id TEXT NOT NULL,
  edition INTEGER NOT NULL,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  story_id TEXT NOT NULL,
  propensity REAL NOT NULL,
  impressions INTEGER NOT NULL,
  clicks INTEGER NOT NULL,
  PRIMARY KEY (starts_at, page_id, edition, list, position, story_id, propensity)
) STRICT, WITHOUT ROWID;

-- What the builder of Editions remembers of the past, as sums: one row, apart from the Editions, so that no process that
-- serves pages loads it. Its revision grows with every change, of the builder's or by an erasure.
CREATE TABLE edition_memory (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  views TEXT NOT NULL,
  slates TEXT NOT NULL
) STRICT;
INSERT INTO edition_memory (id, revision, views, slates) VALUES (1, 0, '', '');
