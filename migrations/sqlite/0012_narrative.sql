-- The story behind the numbers: what happened, why, what next, and what the board is asked.

-- What was written about an indicator or a priority for the meeting that looks at one financial quarter. A quarter may have
-- two rows that stand: one that is published to the board, and a draft that is to take its place. Who wrote it, and when,
-- stands in the audit under the number of each row. Whether a figure changed since is told by comparing these numbers with
-- those of the figures, and is kept nowhere.
CREATE TABLE narrative (
    -- The plan of a priority; empty for an indicator, which outlives plans.
    plan TEXT NOT NULL,
    about TEXT NOT NULL CHECK (about IN ('indicator', 'priority')),
    slug TEXT NOT NULL,
    -- The first day of the quarter.
    quarter TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'published')),
    -- Four texts in Markdown, kept as they were typed. An empty one says nothing.
    happened TEXT NOT NULL,
    why TEXT NOT NULL,
    next TEXT NOT NULL,
    asked TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in),
    CHECK ((plan = '') = (about = 'indicator'))
) STRICT;
CREATE UNIQUE INDEX narrative_current ON narrative (plan, about, slug, quarter, stage) WHERE superseded_in IS NULL;
