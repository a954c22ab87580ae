-- What the words of a page without an address were when it came in: a page whose file was moved is known by them, where
-- its path would make it another story. Rows from before this have none.
ALTER TABLE import_items ADD COLUMN words TEXT;
CREATE INDEX import_items_words ON import_items (words) WHERE words IS NOT NULL;
CREATE INDEX import_items_story ON import_items (story_id, run_id, position) WHERE words IS NOT NULL;
