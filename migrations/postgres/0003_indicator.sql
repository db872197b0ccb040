-- What is measured. Indicators outlive plans: a second plan places the same ones anew.

CREATE TABLE indicator (
    slug TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL CHECK (measure IN ('count', 'percentage', 'rate', 'average', 'money', 'index')),
    -- The multiplier of a rate: 100, 10,000...
    per BIGINT CHECK (per > 0),
    unit TEXT NOT NULL,
    decimals BIGINT NOT NULL CHECK (decimals BETWEEN 0 AND 6),
    polarity TEXT NOT NULL CHECK (polarity IN ('higher', 'lower', 'neither')),
    -- The kind of period that it has figures for.
    frequency TEXT NOT NULL,
    owner TEXT NOT NULL,
    -- Who puts its figures into the world, for figures that say nothing else.
    origin TEXT NOT NULL CHECK (origin IN ('published', 'partner')),
    basis TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK ((measure = 'rate') = (per IS NOT NULL))
);
CREATE UNIQUE INDEX indicator_current ON indicator (slug) WHERE superseded_in IS NULL;

-- What it means from a day on. `plan` is the plan whose file says so; another plan that measures the same may say it too.
CREATE TABLE definition (
    plan TEXT NOT NULL,
    indicator TEXT NOT NULL,
    starts DATE NOT NULL,
    text TEXT NOT NULL,
    timing TEXT NOT NULL CHECK (timing IN ('flow', 'snapshot', 'average')),
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX definition_current ON definition (plan, indicator, starts) WHERE superseded_in IS NULL;

-- Where in a plan it stands. An empty priority is none: a key cannot hold null.
CREATE TABLE placement (
    plan TEXT NOT NULL,
    indicator TEXT NOT NULL,
    focus_area TEXT NOT NULL,
    priority TEXT NOT NULL,
    position BIGINT NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX placement_current ON placement (plan, indicator, focus_area, priority) WHERE superseded_in IS NULL;

-- What explains its series. One note may be about several indicators: a row each. `plan` is the
-- plan whose file says so.
CREATE TABLE change_note (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    indicator TEXT NOT NULL,
    starts DATE NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('event', 'recording change', 'definition change')),
    effect TEXT NOT NULL CHECK (effect IN ('explains', 'breaks')),
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX change_note_current ON change_note (plan, slug, indicator) WHERE superseded_in IS NULL;
