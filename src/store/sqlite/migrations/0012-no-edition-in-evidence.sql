-- The Edition of a link seen or followed tells which story stood at its place. Beside the time to the second that says, on a
-- quiet paper, which story a reader went on to; no count is made from it.
ALTER TABLE events DROP COLUMN edition;
