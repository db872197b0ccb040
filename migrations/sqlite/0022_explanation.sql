-- A figure's explanation has a column of its own: why it is right though it is unlikely. Until now it was in the note, behind the word
-- "Explained: ", so that a note which holds that word lost its text when the figure was corrected in a return.
--
-- A note is split only where a version of what was typed into that cell's return has exactly this note and this reason: what handing it
-- in made of the two. Of several such versions the last before the figure is the one. Any other text stays as it is, whatever words it
-- holds. No text is lost: note and explanation, printed one behind the other, are what the note was.

ALTER TABLE figure ADD COLUMN explanation TEXT CHECK (explanation <> '');

-- Of each figure that is split, which version of its return's cell has the two.
CREATE TABLE split (figure_row INTEGER NOT NULL PRIMARY KEY, typed INTEGER) STRICT;

INSERT INTO split
SELECT figure.rowid, (
    SELECT c.rowid FROM return_cell c
    WHERE c.indicator = figure.indicator AND c.area = figure.area AND c.breakdown = figure.breakdown
        AND c.period_kind = figure.period_kind AND c.first = figure.first AND c.last = figure.last
        AND c.recorded_in <= figure.recorded_in AND c.reason <> ''
        AND figure.note = CASE WHEN c.note = '' THEN 'Explained: ' || c.reason ELSE c.note || ' Explained: ' || c.reason END
    ORDER BY c.recorded_in DESC LIMIT 1
)
FROM figure WHERE figure.note LIKE '%Explained: %';

UPDATE figure SET
    explanation = (SELECT c.reason FROM split s JOIN return_cell c ON c.rowid = s.typed WHERE s.figure_row = figure.rowid),
    note = (SELECT NULLIF(c.note, '') FROM split s JOIN return_cell c ON c.rowid = s.typed WHERE s.figure_row = figure.rowid)
WHERE rowid IN (SELECT figure_row FROM split WHERE typed IS NOT NULL);

DROP TABLE split;
