-- What we publish, how it came in, and how other processes learn of it.
-- Times are UTC milliseconds, flags 0 or 1, JSON is TEXT; names are the same in both databases.

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sections (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES sections (id),
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE contributors (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  biography TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE media (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  mime_type TEXT NOT NULL,
  width_pixels INTEGER NOT NULL,
  height_pixels INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE import_runs (
  id TEXT PRIMARY KEY,
  input TEXT NOT NULL,
  options TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  undone_at INTEGER
) WITHOUT ROWID;

-- `number` is the search index's row; ids are what everything else uses.
CREATE TABLE stories (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  version INTEGER NOT NULL,
  slug TEXT NOT NULL,
  path TEXT NOT NULL,
  language TEXT NOT NULL,
  direction TEXT NOT NULL,
  headline TEXT NOT NULL,
  promo_headline TEXT NOT NULL,
  kicker TEXT NOT NULL,
  standfirst TEXT NOT NULL,
  body TEXT NOT NULL,
  dateline TEXT NOT NULL,
  agency TEXT NOT NULL,
  byline_kind TEXT NOT NULL,
  byline_text TEXT NOT NULL,
  section_id TEXT REFERENCES sections (id),
  slugline TEXT NOT NULL,
  evergreen INTEGER NOT NULL,
  translation_group TEXT,
  picture_media_id TEXT REFERENCES media (id),
  picture_caption TEXT NOT NULL,
  picture_credit TEXT NOT NULL,
  picture_alt_text TEXT NOT NULL,
  source_kind TEXT,
  source_publisher TEXT,
  source_feed TEXT,
  source_item_id TEXT,
  source_version TEXT,
  source_canonical_url TEXT,
  created_at INTEGER NOT NULL,
  imported_at INTEGER,
  source_published_at INTEGER,
  source_version_at INTEGER,
  source_zone_assumed INTEGER NOT NULL,
  embargoed_until INTEGER,
  scheduled_for INTEGER,
  scheduled_local TEXT,
  scheduled_zone TEXT,
  first_published_at INTEGER,
  updated_at INTEGER,
  withdrawn_at INTEGER,
  withdrawal_notice TEXT NOT NULL,
  saved_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX stories_source ON stories (source_kind, source_publisher, source_item_id) WHERE source_kind IS NOT NULL;
-- The newsroom's list looks for words in these two indexes alone: reading 50,000 rows with their bodies takes 500 ms,
-- the same in the index 16 ms.
CREATE INDEX stories_status_saved ON stories (status, saved_at DESC, id, headline, slugline);
CREATE INDEX stories_saved ON stories (saved_at DESC, id, headline, slugline);
CREATE INDEX stories_translation ON stories (translation_group) WHERE translation_group IS NOT NULL;
CREATE INDEX stories_scheduled ON stories (scheduled_for) WHERE status = 'scheduled';

CREATE TABLE story_contributors (
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  contributor_id TEXT NOT NULL REFERENCES contributors (id),
  role TEXT NOT NULL,
  PRIMARY KEY (story_id, position)
) WITHOUT ROWID;

CREATE TABLE story_topics (
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (story_id, position)
) WITHOUT ROWID;
CREATE INDEX story_topics_slug ON story_topics (slug);

-- One row for each list that a public story stands in: the site's, each of its sections up the tree, its
-- contributors', its topics'. A page of any list is one range of this index, whatever the archive's size.
CREATE TABLE listings (
  scope TEXT NOT NULL,
  listed_at INTEGER NOT NULL,
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  PRIMARY KEY (scope, listed_at DESC, story_id)
) WITHOUT ROWID;
CREATE INDEX listings_story ON listings (story_id);

-- Full content (JSON) at publication, only the changed fields between.
CREATE TABLE revisions (
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  is_full INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (story_id, version)
) WITHOUT ROWID;

-- Every path that ever served a story. An erased story's rows stay, without the story.
CREATE TABLE paths (
  path TEXT PRIMARY KEY,
  story_id TEXT,
  erased_at INTEGER
) WITHOUT ROWID;
CREATE INDEX paths_story ON paths (story_id);

CREATE TABLE corrections (
  id TEXT PRIMARY KEY,
  story_id TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX corrections_story ON corrections (story_id, at DESC);
CREATE INDEX corrections_at ON corrections (at DESC);

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  is_local_only INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) WITHOUT ROWID;

CREATE TABLE sessions (
  id_hash TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX audit_subject ON audit (subject, at DESC);

-- One row for each item that a run saw; `before` is the story's content that an undo brings back.
CREATE TABLE import_items (
  run_id TEXT NOT NULL REFERENCES import_runs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  place TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  story_id TEXT,
  story_version INTEGER,
  before TEXT,
  PRIMARY KEY (run_id, position)
) WITHOUT ROWID;

-- What readers may see changed; every process follows from its last seq.
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  tags TEXT NOT NULL
);

CREATE TABLE jobs (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  claimed_until INTEGER NOT NULL,
  last_problem TEXT NOT NULL,
  PRIMARY KEY (kind, subject)
) WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (kind, run_at);

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The lists.
CREATE TABLE editions (
  number INTEGER PRIMARY KEY,
  built_at INTEGER NOT NULL,
  content TEXT NOT NULL
);

-- Numbers that readers see; written with the Edition they belong to.
CREATE TABLE public_counts (
  story_id TEXT PRIMARY KEY,
  views INTEGER NOT NULL,
  reactions INTEGER NOT NULL,
  edition INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE related (
  story_id TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
  made_at INTEGER NOT NULL,
  list TEXT NOT NULL
) WITHOUT ROWID;

-- Text analysis of a story, kept so that the index in memory loads without reading the copy again.
CREATE TABLE analyses (
  story_id TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
  analysis_version TEXT NOT NULL,
  content TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  cluster_head TEXT,
  vector TEXT
) WITHOUT ROWID;

-- Coded tokens only (discovery/search): letters and digits, so the tokeniser leaves them whole.
CREATE VIRTUAL TABLE search_index USING fts5 (
  headline, text,
  content = '', contentless_delete = 1, detail = full,
  tokenize = "unicode61 remove_diacritics 0"
);
CREATE TABLE search_versions (
  story_id TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
  analysis_version TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX search_versions_version ON search_versions (analysis_version);
