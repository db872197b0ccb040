-- A figure's explanation has a column of its own: why it is right though it is unlikely. Until now it was in the note, behind the word
-- "Explained: ", so that a note which holds that word lost its text when the figure was corrected in a return.
--
-- A note is split only where a version of what was typed into that cell's return has exactly this note and this reason: what handing it
-- in made of the two. Of several such versions the last before the figure is the one. Any other text stays as it is, whatever words it
-- holds. No text is lost: note and explanation, printed one behind the other, are what the note was.

ALTER TABLE figure ADD COLUMN explanation TEXT COLLATE "C" CHECK (explanation <> '');

UPDATE figure SET explanation = typed.reason, note = NULLIF(typed.note, '')
FROM (
    SELECT DISTINCT ON (f.ctid) f.ctid AS figure_row, c.note, c.reason
    FROM figure f JOIN return_cell c ON c.indicator = f.indicator AND c.area = f.area AND c.breakdown = f.breakdown
        AND c.period_kind = f.period_kind AND c.first = f.first AND c.last = f.last
        AND c.recorded_in <= f.recorded_in AND c.reason <> ''
    WHERE f.note = CASE WHEN c.note = '' THEN 'Explained: ' || c.reason ELSE c.note || ' Explained: ' || c.reason END
    ORDER BY f.ctid, c.recorded_in DESC
) typed
WHERE figure.ctid = typed.figure_row;
