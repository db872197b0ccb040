-- Claims in words: what an evidence statement or a narrative says of the figures, in a form that can be checked.

-- A statement or a narrative carries at most one. Its text is in `evidence` or `narrative`, as a person wrote it; what the text
-- claims of one indicator in one place is here, chosen by the same person. Whether it holds is worked out when it is read and
-- kept nowhere. It carries the period that the text was written about: what the figures of that period were then is told by
-- the number of the write that recorded the claim.
CREATE TABLE claim (
    -- The plan of a statement or of a priority; empty for an indicator's narrative, which outlives plans.
    plan TEXT COLLATE "C" NOT NULL,
    -- What carries it: an evidence statement, or the narrative of an indicator or a priority.
    about TEXT COLLATE "C" NOT NULL CHECK (about IN ('evidence', 'indicator', 'priority')),
    -- The statement, the indicator or the priority.
    slug TEXT COLLATE "C" NOT NULL,
    -- Of a narrative: the first day of its quarter, as in 2018-04-01, and its stage. Empty for a statement.
    quarter TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C" NOT NULL CHECK (stage IN ('', 'draft', 'published')),
    -- The indicator and the place that it is about.
    indicator TEXT COLLATE "C" NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    -- Its word. The first four are said against another place, the next two since an earlier period, then two against a number,
    -- and the last two of one group against everyone.
    word TEXT COLLATE "C" NOT NULL CHECK (word IN ('worse', 'better', 'higher', 'lower', 'up', 'down', 'above', 'below', 'behind', 'ahead')),
    -- The code of the other place, or the group as `dimension=category`.
    against TEXT COLLATE "C",
    -- The number, in the unit of the indicator.
    number DOUBLE PRECISION,
    -- The period that the text was written about, and the earlier one, which is of the same kind.
    period_kind TEXT COLLATE "C" NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    since_first DATE,
    since_last DATE,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK ((about = 'evidence') = (quarter = '')),
    CHECK ((quarter = '') = (stage = '')),
    CHECK ((plan = '') = (about = 'indicator')),
    CHECK ((against IS NOT NULL) = (word IN ('worse', 'better', 'higher', 'lower', 'behind', 'ahead'))),
    CHECK ((number IS NOT NULL) = (word IN ('above', 'below'))),
    CHECK ((since_first IS NOT NULL) = (word IN ('up', 'down'))),
    CHECK ((since_first IS NULL) = (since_last IS NULL)),
    CHECK (first <= last)
);
CREATE UNIQUE INDEX claim_current ON claim (plan, about, slug, quarter, stage) WHERE superseded_in IS NULL;

CREATE TRIGGER claim_is_not_changed BEFORE UPDATE OF plan, about, slug, quarter, stage, indicator, area, word, against, number, period_kind, first, last,
    since_first, since_last, recorded_in ON claim
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER claim_ends_once BEFORE UPDATE OF superseded_in ON claim
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER claim_is_not_deleted BEFORE DELETE OR TRUNCATE ON claim
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();
