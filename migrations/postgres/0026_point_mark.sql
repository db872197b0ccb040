-- Figures that people set apart, so that they make no limits, or judge with the others whatever the rule for a wild value says.

-- A mark is about a period of a series and not about one version of its figure. It is people's: no plan file has it, and
-- loading one leaves it. It belongs to no plan, as figures do not. Taking one back is a row of its own, with its reason.
CREATE TABLE point_mark (
    -- The series and the period of the figure, as `figure` names them.
    indicator TEXT COLLATE "C" NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    breakdown TEXT COLLATE "C" NOT NULL,
    period_kind TEXT COLLATE "C" NOT NULL,
    first DATE NOT NULL,
    last DATE NOT NULL,
    -- The origin of the figure that was marked: of what partners recorded the public is told nothing. So the two are kept apart, and
    -- neither ends the other: of a figure that was marked as both, the one that was recorded last is in force.
    origin TEXT COLLATE "C" NOT NULL CHECK (origin IN ('published', 'partner')),
    -- Set apart, or judged with the others.
    mark TEXT COLLATE "C" NOT NULL CHECK (mark IN ('apart', 'kept')),
    -- Why, as a person wrote it.
    reason TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in),
    CHECK (first <= last)
);
CREATE UNIQUE INDEX point_mark_current ON point_mark (indicator, area, breakdown, period_kind, first, last, origin) WHERE superseded_in IS NULL;

CREATE TRIGGER point_mark_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, origin, mark, recorded_in ON point_mark
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER point_mark_reason_is_not_changed BEFORE UPDATE OF reason ON point_mark
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('reason', 'indicator', 'area', 'breakdown', 'period_kind', 'first', 'last', 'origin', 'recorded_in');
CREATE TRIGGER point_mark_ends_once BEFORE UPDATE OF superseded_in ON point_mark
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER point_mark_is_not_deleted BEFORE DELETE OR TRUNCATE ON point_mark
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();
