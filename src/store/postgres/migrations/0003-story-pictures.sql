-- Which kept pictures a story shows, lead and body: a picture is served to readers only while a public story shows it,
-- and that is asked at every request for one.
CREATE TABLE story_pictures (
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  PRIMARY KEY (story_id, hash)
);
CREATE INDEX story_pictures_hash ON story_pictures (hash);
