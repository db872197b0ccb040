-- What the partnership agreed to do and to spend.

-- Something that an organisation is to do for a priority, through all years of a plan. Who agreed on it, and when, stands in the
-- audit under the number of each row. Whether it is overdue is told by its state and the day on which somebody looks.
CREATE TABLE action (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    priority TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    organisation TEXT NOT NULL,
    -- The indicators that it is meant to move, separated by spaces; changed whole.
    indicators TEXT NOT NULL,
    starts DATE NOT NULL,
    due DATE NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK (starts <= due)
);
CREATE UNIQUE INDEX action_current ON action (plan, slug) WHERE superseded_in IS NULL;

-- What was said of an action on a day: a log, each row of which stays as it was written.
CREATE TABLE action_status (
    plan TEXT NOT NULL,
    action TEXT NOT NULL,
    slug TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('not begun', 'under way', 'done', 'stopped')),
    -- The day that it was so, which may lie before the day that it was written.
    said DATE NOT NULL,
    note TEXT NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX action_status_current ON action_status (plan, action, slug) WHERE superseded_in IS NULL;

-- Money for a priority in a plan year.
CREATE TABLE funding (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    priority TEXT NOT NULL,
    year TEXT NOT NULL,
    -- What it pays for.
    name TEXT NOT NULL CHECK (name <> ''),
    -- Where it comes from.
    source TEXT NOT NULL CHECK (source <> ''),
    -- Whole pence.
    budget BIGINT NOT NULL CHECK (budget >= 0),
    -- What was spent of it, which may be more; NULL as long as that is not known.
    spent BIGINT CHECK (spent >= 0),
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX funding_current ON funding (plan, slug) WHERE superseded_in IS NULL;
