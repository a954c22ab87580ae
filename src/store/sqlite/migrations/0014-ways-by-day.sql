-- A way is booked to its day: beside the views of an hour, a sum of one could say that one reader saw both stories.
ALTER TABLE follow_tallies RENAME COLUMN hour_starts_at TO day_starts_at;
