-- How the record remembers.
--
-- Every write transaction takes the next number from the one row of `counter` and holds that row until it commits, so
-- numbers are in the order of commits and no two writes share one. Each table of the record carries
--
--     recorded_in    the number of the write that put the row there
--     superseded_in  the number of the write that replaced or withdrew it; null while it is the newest
--
-- A row is never changed but for `superseded_in`, once, and never deleted. The record as it was after write n is then
--
--     recorded_in <= n and (superseded_in is null or superseded_in > n)
--
-- The same tables as SQLite's, with the types that PostgreSQL has for days and moments; moments are whole seconds.

CREATE TABLE counter (
    -- One row, ever.
    only_row BIGINT NOT NULL PRIMARY KEY CHECK (only_row = 1),
    -- The number of the last write; 0 before the first.
    number BIGINT NOT NULL CHECK (number >= 0)
);

INSERT INTO counter (only_row, number) VALUES (1, 0);

-- What was done, by whom and when. Written in the transaction of what it tells of. It refers to nothing by foreign
-- key: an entry must outlive whatever it is about.
CREATE TABLE audit (
    -- The number of the write.
    number BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    visitor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
);

-- A moment resolves to a number: the last write at or before it.
CREATE INDEX audit_at ON audit (at, number);

-- The audit is only ever added to.
CREATE FUNCTION audit_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit is only ever added to'; END
$$;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();
