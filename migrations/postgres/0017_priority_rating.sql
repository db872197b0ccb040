-- A lead's own rating of a priority in a plan year, and where it goes, with the reason: beside what its indicators come to,
-- and never in its place. Who said so, and when, stands in the audit under the number of the row.
CREATE TABLE priority_rating (
    plan TEXT NOT NULL,
    priority TEXT NOT NULL,
    year TEXT NOT NULL,
    colour TEXT NOT NULL CHECK (colour IN ('green', 'amber', 'red')),
    outlook TEXT NOT NULL CHECK (outlook IN ('improving', 'steady', 'worsening')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX priority_rating_current ON priority_rating (plan, priority, year) WHERE superseded_in IS NULL;
