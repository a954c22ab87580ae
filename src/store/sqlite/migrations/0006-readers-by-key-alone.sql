-- Readers are found by their key for every view, and by story or day only at a close and an erasure, which may read the
-- whole table. The two indexes went to random places with every view: they were most of what counting wrote.
DROP INDEX readers_by_story;
DROP INDEX readers_by_day;
