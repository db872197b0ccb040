-- The plan and its parts. What names a row for as long as the record lasts is its slug (an area's its official code);
-- `position` is its place in the plan's own order. References are by slug and hold across versions, so they are not
-- foreign keys: the row they mean is the one that stood at the same moment.

CREATE TABLE plan (
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    partnership TEXT NOT NULL,
    vision TEXT NOT NULL,
    -- The place that the plan is for.
    area TEXT NOT NULL,
    -- The codes of the places to compare it with, the most telling first, separated by spaces.
    comparators TEXT NOT NULL,
    source TEXT NOT NULL,
    note TEXT,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX plan_current ON plan (slug) WHERE superseded_in IS NULL;

-- Years of one plan do not overlap; plan files are checked for it before they get here.
CREATE TABLE plan_year (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in),
    CHECK (first <= last)
) STRICT;
CREATE UNIQUE INDEX plan_year_current ON plan_year (plan, slug) WHERE superseded_in IS NULL;

CREATE TABLE focus_area (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX focus_area_current ON focus_area (plan, slug) WHERE superseded_in IS NULL;

-- A row for each plan year that a priority belongs to: its wording may change from year to year.
CREATE TABLE priority (
    plan TEXT NOT NULL,
    year TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    focus_area TEXT NOT NULL,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    -- The priority of the year before that it follows: its lineage.
    follows TEXT,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX priority_current ON priority (plan, year, slug) WHERE superseded_in IS NULL;

CREATE TABLE strategy (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX strategy_current ON strategy (plan, slug) WHERE superseded_in IS NULL;

CREATE TABLE evidence (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    said TEXT NOT NULL,
    focus_area TEXT,
    -- The indicator that measures what is said.
    indicator TEXT,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX evidence_current ON evidence (plan, slug) WHERE superseded_in IS NULL;

-- Organisations and areas outlive plans, so they belong to none.
CREATE TABLE organisation (
    slug TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    ended TEXT,
    successor TEXT,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in),
    -- Only what has ended has a successor.
    CHECK (successor IS NULL OR ended IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX organisation_current ON organisation (slug) WHERE superseded_in IS NULL;

-- Which organisations a plan is the plan of.
CREATE TABLE partner (
    plan TEXT NOT NULL,
    organisation TEXT NOT NULL,
    position INTEGER NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX partner_current ON partner (plan, organisation) WHERE superseded_in IS NULL;

CREATE TABLE area (
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX area_current ON area (code) WHERE superseded_in IS NULL;
