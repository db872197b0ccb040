-- Places that are alike, and how far off its target a value may be and still be amber.

-- The statistical neighbours of an area, from a day on until its next set. Before its first set begins an area has none:
-- who was like it later says nothing of who was like it then. `plan` is the plan whose file says so; a page reads the sets
-- of every plan and prefers its own, so that a second plan cannot take the first one's neighbours away.
CREATE TABLE neighbour_set (
    plan TEXT NOT NULL,
    -- Whose neighbours they are.
    area TEXT NOT NULL,
    -- The first day that the set holds for.
    starts TEXT NOT NULL,
    -- The codes of the neighbours, the nearest first, separated by spaces. A set is published whole and changes whole,
    -- so it is one row and not a row a neighbour: a list that lost one would be another set.
    neighbours TEXT NOT NULL CHECK (neighbours <> ''),
    -- Where the set is published.
    source TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX neighbour_set_current ON neighbour_set (plan, area, starts) WHERE superseded_in IS NULL;

-- How far off its target a value of an indicator is still amber, from a plan year on until the plan's next rule for that
-- indicator. Where there is no rule the usual tolerance holds, which no row says. A rule is its plan's alone: another
-- plan has other years. Once a plan year has begun the rule that holds in it does not change any more, because ratings
-- have been given by it; loading a plan refuses that (storage/src/plan/frozen.rs).
CREATE TABLE rating_rule (
    plan TEXT NOT NULL,
    indicator TEXT NOT NULL,
    -- The first plan year that it holds for.
    year TEXT NOT NULL,
    -- So many per cent of the target...
    percent REAL CHECK (percent >= 0),
    -- ... or so much in the unit of the indicator, which a target of 0 needs.
    absolute REAL CHECK (absolute >= 0),
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in),
    -- One of the two.
    CHECK ((percent IS NULL) <> (absolute IS NULL))
) STRICT;
CREATE UNIQUE INDEX rating_rule_current ON rating_rule (plan, indicator, year) WHERE superseded_in IS NULL;
