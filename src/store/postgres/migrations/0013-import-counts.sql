-- What an item of an import brought of another system's numbers, and what was there before: the undo of the import needs both.
ALTER TABLE import_items ADD COLUMN count_before TEXT;
