-- What was recorded for a series (indicator, area, breakdown) and a period (kind, first day, last day). A correction is
-- a new row that supersedes the old one; nothing is overwritten.

CREATE TABLE figure (
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    -- `Total`, or `dimension=category`.
    breakdown TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    -- A value, or why there is none.
    value DOUBLE PRECISION,
    absence TEXT,
    numerator DOUBLE PRECISION,
    denominator DOUBLE PRECISION CHECK (denominator > 0),
    -- A published confidence interval, kept as it came.
    lower DOUBLE PRECISION,
    upper DOUBLE PRECISION,
    status TEXT NOT NULL CHECK (status IN ('provisional', 'final', 'revised')),
    origin TEXT NOT NULL CHECK (origin IN ('published', 'partner')),
    note TEXT,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK ((value IS NULL) <> (absence IS NULL)),
    CHECK ((numerator IS NULL) = (denominator IS NULL)),
    CHECK ((lower IS NULL) = (upper IS NULL)),
    CHECK (lower IS NULL OR lower <= upper),
    CHECK (first <= last)
);
CREATE UNIQUE INDEX figure_current ON figure (indicator, area, breakdown, period_kind, first, last)
    WHERE superseded_in IS NULL;
-- What a page reads: the figures of some areas as they stood after a write.
CREATE INDEX figure_as_at ON figure (area, recorded_in);
-- What an indicator's page reads, and its history.
CREATE INDEX figure_of_indicator ON figure (indicator, recorded_in);

-- What a series is meant to reach. A single value has both its ends the same.
CREATE TABLE target (
    plan TEXT NOT NULL,
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    lower DOUBLE PRECISION NOT NULL,
    upper DOUBLE PRECISION NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK (lower <= upper),
    CHECK (first <= last)
);
CREATE UNIQUE INDEX target_current ON target (plan, indicator, area, breakdown, period_kind, first, last)
    WHERE superseded_in IS NULL;
