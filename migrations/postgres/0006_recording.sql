-- Recording in the browser.

-- How far a figure has come on its way to being agreed, apart from its status. A cell (series and period) may have two
-- rows that stand: the approved one, which the public may see, and one that is proposed in its place.
ALTER TABLE figure ADD COLUMN approval TEXT NOT NULL DEFAULT 'approved' CHECK (approval IN ('draft', 'submitted', 'approved'));
DROP INDEX figure_current;
CREATE UNIQUE INDEX figure_current ON figure (indicator, area, breakdown, period_kind, first, last, (approval = 'approved'))
    WHERE superseded_in IS NULL;

-- The last day that an indicator is measured for, where that has been settled.
ALTER TABLE indicator ADD COLUMN retired DATE;

-- Whether the figures of a plan are meant, or made up to show what the program does.
ALTER TABLE plan ADD COLUMN nature TEXT NOT NULL DEFAULT 'real' CHECK (nature IN ('real', 'illustrative'));
