-- Returns: what an organisation hands in for a quarter.

-- How many days after its period ends a figure is due.
ALTER TABLE indicator ADD COLUMN lag INTEGER NOT NULL DEFAULT 28 CHECK (lag BETWEEN 0 AND 730);

-- The first quarter that returns are asked for, by its first day. Where a plan has no row there are no returns.
CREATE TABLE return_start (
    plan TEXT NOT NULL,
    quarter TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX return_start_current ON return_start (plan) WHERE superseded_in IS NULL;

-- How far a return has come. One that has no row is open and was never handed in. Who did what, when and why stands in the
-- audit under the number of each row.
CREATE TABLE return_state (
    organisation TEXT NOT NULL,
    -- The first day of the quarter that it is due in.
    quarter TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'nil', 'sent back', 'approved')),
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX return_state_current ON return_state (organisation, quarter) WHERE superseded_in IS NULL;

-- What is typed into a return and not handed in yet: no figure, and on no page but the return's own. Kept as it was typed;
-- what could not be a figure is never kept. Handing the return in ends these rows and makes figures of them.
CREATE TABLE return_cell (
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    numerator TEXT NOT NULL,
    denominator TEXT NOT NULL,
    value TEXT NOT NULL,
    absence TEXT NOT NULL,
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    -- Why a figure is right that is unlikely, and in what sense: `checked`, `recording changed` or `series breaks`.
    because TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX return_cell_current ON return_cell (indicator, area, breakdown, period_kind, first, last)
    WHERE superseded_in IS NULL;
