-- Which weights and formulas made a list: one of others is made again. Those that are there do not say, and are made once more.
ALTER TABLE related ADD COLUMN list_version TEXT NOT NULL DEFAULT '';
