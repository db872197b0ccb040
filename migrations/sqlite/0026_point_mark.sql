-- Figures that people set apart, so that they make no limits, or judge with the others whatever the rule for a wild value says.

-- A mark is about a period of a series and not about one version of its figure. It is people's: no plan file has it, and
-- loading one leaves it. It belongs to no plan, as figures do not. Taking one back is a row of its own, with its reason.
CREATE TABLE point_mark (
    -- The series and the period of the figure, as `figure` names them.
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    breakdown TEXT NOT NULL,
    period_kind TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    -- The origin of the figure that was marked: of what partners recorded the public is told nothing. So the two are kept apart, and
    -- neither ends the other: of a figure that was marked as both, the one that was recorded last is in force.
    origin TEXT NOT NULL CHECK (origin IN ('published', 'partner')),
    -- Set apart, or judged with the others.
    mark TEXT NOT NULL CHECK (mark IN ('apart', 'kept')),
    -- Why, as a person wrote it.
    reason TEXT NOT NULL CHECK (reason <> ''),
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in),
    CHECK (first <= last)
) STRICT;
CREATE UNIQUE INDEX point_mark_current ON point_mark (indicator, area, breakdown, period_kind, first, last, origin) WHERE superseded_in IS NULL;

CREATE TRIGGER point_mark_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, origin, mark, recorded_in ON point_mark
BEGIN SELECT RAISE(ABORT, 'a row of point_mark is never changed, only superseded'); END;
CREATE TRIGGER point_mark_reason_is_not_changed BEFORE UPDATE OF reason ON point_mark
WHEN NEW.reason IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'point_mark' AND of_column = 'reason'
    AND of_row = OLD.indicator || '|' || OLD.area || '|' || OLD.breakdown || '|' || OLD.period_kind || '|' || OLD.first || '|' || OLD.last || '|' || OLD.origin || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of point_mark is never changed, only superseded'); END;
CREATE TRIGGER point_mark_ends_once BEFORE UPDATE OF superseded_in ON point_mark
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of point_mark is superseded once'); END;
CREATE TRIGGER point_mark_is_not_deleted BEFORE DELETE ON point_mark
BEGIN SELECT RAISE(ABORT, 'a row of point_mark is never deleted'); END;
