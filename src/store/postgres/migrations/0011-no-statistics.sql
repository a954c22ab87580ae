-- Nothing to do here: PostgreSQL keeps its statistics up to date by itself. The other database has none from here on.
SELECT 1;
