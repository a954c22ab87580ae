-- Plans no longer depend on when statistics were taken: those of a small archive, kept while an import made it a large one,
-- let keyed reads run through all of it. Every query is written for an index, so SQLite is told nothing.
ANALYZE migrations;
DELETE FROM sqlite_stat1;
