-- History kept by the database itself, and the one exception.
--
-- A row of a table that keeps versions is never changed but for `superseded_in`, which is set once, and it is never deleted. Until
-- now the program alone saw to that; from here on the database refuses, whoever asks.
--
-- The exception is redaction: a text that names a child has to go, from every version. It is a write like any other, with a number
-- and an entry in the audit. It adds a row to `redaction` for each text that goes, and the triggers let exactly those become
-- `[removed]`. Figures are never redacted: no trigger below lets a value, an absence or a period change.
--
-- Triggers are written out for each table, with its columns by name. A test tries to change every column of every versioned
-- table after the last migration, so a column that is added without a trigger is noticed. A later migration that has to change
-- what is recorded drops the triggers that it must, and makes them again, in its own transaction.

CREATE TABLE redaction (
    -- The number of the write.
    number INTEGER NOT NULL,
    -- Which text: its table, its column, and its row as the cells of its key and `recorded_in`, joined by `|`.
    of_table TEXT NOT NULL,
    of_column TEXT NOT NULL,
    of_row TEXT NOT NULL,
    -- Who: the person, or nobody where the operator did it.
    person INTEGER,
    -- Why, in words that do not repeat what was removed.
    why TEXT NOT NULL CHECK (why <> ''),
    -- The SHA-256 before and after, of what carries one: a frozen model, a file made of it, an imported file. A file that was
    -- taken away has none afterwards.
    was_sha256 TEXT CHECK (length(was_sha256) = 64),
    became_sha256 TEXT CHECK (length(became_sha256) = 64),
    PRIMARY KEY (of_table, of_column, of_row, number)
) STRICT;
CREATE TRIGGER redaction_is_not_changed BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'what was redacted, by whom and why is never changed'); END;
CREATE TRIGGER redaction_is_not_deleted BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'what was redacted, by whom and why is never changed'); END;

-- The number of the last redaction. Pages that were read before it are not kept in memory after it, although the numbers
-- that they go by are earlier ones.
ALTER TABLE counter ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER plan_is_not_changed BEFORE UPDATE OF slug, name, partnership, area, comparators, source, recorded_in, nature ON plan
BEGIN SELECT RAISE(ABORT, 'a row of plan is never changed, only superseded'); END;
CREATE TRIGGER plan_vision_is_not_changed BEFORE UPDATE OF vision ON plan
WHEN NEW.vision IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'plan' AND of_column = 'vision'
    AND of_row = OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of plan is never changed, only superseded'); END;
CREATE TRIGGER plan_note_is_not_changed BEFORE UPDATE OF note ON plan
WHEN NEW.note IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'plan' AND of_column = 'note'
    AND of_row = OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of plan is never changed, only superseded'); END;
CREATE TRIGGER plan_ends_once BEFORE UPDATE OF superseded_in ON plan
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of plan is superseded once'); END;
CREATE TRIGGER plan_is_not_deleted BEFORE DELETE ON plan
BEGIN SELECT RAISE(ABORT, 'a row of plan is never deleted'); END;

CREATE TRIGGER plan_year_is_not_changed BEFORE UPDATE OF plan, slug, first, last, recorded_in ON plan_year
BEGIN SELECT RAISE(ABORT, 'a row of plan_year is never changed, only superseded'); END;
CREATE TRIGGER plan_year_ends_once BEFORE UPDATE OF superseded_in ON plan_year
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of plan_year is superseded once'); END;
CREATE TRIGGER plan_year_is_not_deleted BEFORE DELETE ON plan_year
BEGIN SELECT RAISE(ABORT, 'a row of plan_year is never deleted'); END;

CREATE TRIGGER focus_area_is_not_changed BEFORE UPDATE OF plan, slug, position, recorded_in ON focus_area
BEGIN SELECT RAISE(ABORT, 'a row of focus_area is never changed, only superseded'); END;
CREATE TRIGGER focus_area_name_is_not_changed BEFORE UPDATE OF name ON focus_area
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'focus_area' AND of_column = 'name'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of focus_area is never changed, only superseded'); END;
CREATE TRIGGER focus_area_summary_is_not_changed BEFORE UPDATE OF summary ON focus_area
WHEN NEW.summary IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'focus_area' AND of_column = 'summary'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of focus_area is never changed, only superseded'); END;
CREATE TRIGGER focus_area_ends_once BEFORE UPDATE OF superseded_in ON focus_area
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of focus_area is superseded once'); END;
CREATE TRIGGER focus_area_is_not_deleted BEFORE DELETE ON focus_area
BEGIN SELECT RAISE(ABORT, 'a row of focus_area is never deleted'); END;

CREATE TRIGGER priority_is_not_changed BEFORE UPDATE OF plan, year, slug, position, focus_area, follows, recorded_in ON priority
BEGIN SELECT RAISE(ABORT, 'a row of priority is never changed, only superseded'); END;
CREATE TRIGGER priority_name_is_not_changed BEFORE UPDATE OF name ON priority
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'priority' AND of_column = 'name'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of priority is never changed, only superseded'); END;
CREATE TRIGGER priority_summary_is_not_changed BEFORE UPDATE OF summary ON priority
WHEN NEW.summary IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'priority' AND of_column = 'summary'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of priority is never changed, only superseded'); END;
CREATE TRIGGER priority_ends_once BEFORE UPDATE OF superseded_in ON priority
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of priority is superseded once'); END;
CREATE TRIGGER priority_is_not_deleted BEFORE DELETE ON priority
BEGIN SELECT RAISE(ABORT, 'a row of priority is never deleted'); END;

CREATE TRIGGER strategy_is_not_changed BEFORE UPDATE OF plan, slug, position, recorded_in ON strategy
BEGIN SELECT RAISE(ABORT, 'a row of strategy is never changed, only superseded'); END;
CREATE TRIGGER strategy_text_is_not_changed BEFORE UPDATE OF text ON strategy
WHEN NEW.text IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'strategy' AND of_column = 'text'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of strategy is never changed, only superseded'); END;
CREATE TRIGGER strategy_ends_once BEFORE UPDATE OF superseded_in ON strategy
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of strategy is superseded once'); END;
CREATE TRIGGER strategy_is_not_deleted BEFORE DELETE ON strategy
BEGIN SELECT RAISE(ABORT, 'a row of strategy is never deleted'); END;

CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE OF plan, slug, position, said, focus_area, indicator, recorded_in ON evidence
BEGIN SELECT RAISE(ABORT, 'a row of evidence is never changed, only superseded'); END;
CREATE TRIGGER evidence_text_is_not_changed BEFORE UPDATE OF text ON evidence
WHEN NEW.text IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'evidence' AND of_column = 'text'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of evidence is never changed, only superseded'); END;
CREATE TRIGGER evidence_ends_once BEFORE UPDATE OF superseded_in ON evidence
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of evidence is superseded once'); END;
CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'a row of evidence is never deleted'); END;

CREATE TRIGGER organisation_is_not_changed BEFORE UPDATE OF slug, position, name, ended, successor, recorded_in ON organisation
BEGIN SELECT RAISE(ABORT, 'a row of organisation is never changed, only superseded'); END;
CREATE TRIGGER organisation_ends_once BEFORE UPDATE OF superseded_in ON organisation
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of organisation is superseded once'); END;
CREATE TRIGGER organisation_is_not_deleted BEFORE DELETE ON organisation
BEGIN SELECT RAISE(ABORT, 'a row of organisation is never deleted'); END;

CREATE TRIGGER partner_is_not_changed BEFORE UPDATE OF plan, organisation, position, recorded_in ON partner
BEGIN SELECT RAISE(ABORT, 'a row of partner is never changed, only superseded'); END;
CREATE TRIGGER partner_ends_once BEFORE UPDATE OF superseded_in ON partner
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of partner is superseded once'); END;
CREATE TRIGGER partner_is_not_deleted BEFORE DELETE ON partner
BEGIN SELECT RAISE(ABORT, 'a row of partner is never deleted'); END;

CREATE TRIGGER area_is_not_changed BEFORE UPDATE OF code, position, name, level, recorded_in ON area
BEGIN SELECT RAISE(ABORT, 'a row of area is never changed, only superseded'); END;
CREATE TRIGGER area_ends_once BEFORE UPDATE OF superseded_in ON area
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of area is superseded once'); END;
CREATE TRIGGER area_is_not_deleted BEFORE DELETE ON area
BEGIN SELECT RAISE(ABORT, 'a row of area is never deleted'); END;

CREATE TRIGGER neighbour_set_is_not_changed BEFORE UPDATE OF plan, area, starts, neighbours, recorded_in ON neighbour_set
BEGIN SELECT RAISE(ABORT, 'a row of neighbour_set is never changed, only superseded'); END;
CREATE TRIGGER neighbour_set_source_is_not_changed BEFORE UPDATE OF source ON neighbour_set
WHEN NEW.source IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'neighbour_set' AND of_column = 'source'
    AND of_row = OLD.plan || '|' || OLD.area || '|' || OLD.starts || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of neighbour_set is never changed, only superseded'); END;
CREATE TRIGGER neighbour_set_ends_once BEFORE UPDATE OF superseded_in ON neighbour_set
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of neighbour_set is superseded once'); END;
CREATE TRIGGER neighbour_set_is_not_deleted BEFORE DELETE ON neighbour_set
BEGIN SELECT RAISE(ABORT, 'a row of neighbour_set is never deleted'); END;

CREATE TRIGGER indicator_is_not_changed BEFORE UPDATE OF slug, position, measure, per, unit, decimals, polarity, frequency, owner, origin, basis, recorded_in, retired, lag ON indicator
BEGIN SELECT RAISE(ABORT, 'a row of indicator is never changed, only superseded'); END;
CREATE TRIGGER indicator_name_is_not_changed BEFORE UPDATE OF name ON indicator
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'indicator' AND of_column = 'name'
    AND of_row = OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of indicator is never changed, only superseded'); END;
CREATE TRIGGER indicator_source_is_not_changed BEFORE UPDATE OF source ON indicator
WHEN NEW.source IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'indicator' AND of_column = 'source'
    AND of_row = OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of indicator is never changed, only superseded'); END;
CREATE TRIGGER indicator_ends_once BEFORE UPDATE OF superseded_in ON indicator
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of indicator is superseded once'); END;
CREATE TRIGGER indicator_is_not_deleted BEFORE DELETE ON indicator
BEGIN SELECT RAISE(ABORT, 'a row of indicator is never deleted'); END;

CREATE TRIGGER definition_is_not_changed BEFORE UPDATE OF plan, indicator, starts, timing, recorded_in ON definition
BEGIN SELECT RAISE(ABORT, 'a row of definition is never changed, only superseded'); END;
CREATE TRIGGER definition_text_is_not_changed BEFORE UPDATE OF text ON definition
WHEN NEW.text IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'definition' AND of_column = 'text'
    AND of_row = OLD.plan || '|' || OLD.indicator || '|' || OLD.starts || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of definition is never changed, only superseded'); END;
CREATE TRIGGER definition_ends_once BEFORE UPDATE OF superseded_in ON definition
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of definition is superseded once'); END;
CREATE TRIGGER definition_is_not_deleted BEFORE DELETE ON definition
BEGIN SELECT RAISE(ABORT, 'a row of definition is never deleted'); END;

CREATE TRIGGER placement_is_not_changed BEFORE UPDATE OF plan, indicator, focus_area, priority, position, recorded_in ON placement
BEGIN SELECT RAISE(ABORT, 'a row of placement is never changed, only superseded'); END;
CREATE TRIGGER placement_ends_once BEFORE UPDATE OF superseded_in ON placement
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of placement is superseded once'); END;
CREATE TRIGGER placement_is_not_deleted BEFORE DELETE ON placement
BEGIN SELECT RAISE(ABORT, 'a row of placement is never deleted'); END;

CREATE TRIGGER change_note_is_not_changed BEFORE UPDATE OF plan, slug, indicator, starts, kind, effect, recorded_in ON change_note
BEGIN SELECT RAISE(ABORT, 'a row of change_note is never changed, only superseded'); END;
CREATE TRIGGER change_note_text_is_not_changed BEFORE UPDATE OF text ON change_note
WHEN NEW.text IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'change_note' AND of_column = 'text'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.indicator || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of change_note is never changed, only superseded'); END;
CREATE TRIGGER change_note_source_is_not_changed BEFORE UPDATE OF source ON change_note
WHEN NEW.source IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'change_note' AND of_column = 'source'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.indicator || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of change_note is never changed, only superseded'); END;
CREATE TRIGGER change_note_ends_once BEFORE UPDATE OF superseded_in ON change_note
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of change_note is superseded once'); END;
CREATE TRIGGER change_note_is_not_deleted BEFORE DELETE ON change_note
BEGIN SELECT RAISE(ABORT, 'a row of change_note is never deleted'); END;

CREATE TRIGGER figure_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, value, absence, numerator, denominator, lower, upper, status,
    origin, recorded_in, approval, import ON figure
BEGIN SELECT RAISE(ABORT, 'a row of figure is never changed, only superseded'); END;
CREATE TRIGGER figure_note_is_not_changed BEFORE UPDATE OF note ON figure
WHEN NEW.note IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'figure' AND of_column = 'note'
    AND of_row = OLD.indicator || '|' || OLD.area || '|' || OLD.breakdown || '|' || OLD.period_kind || '|' || OLD.first || '|' || OLD.last || '|' || OLD.approval || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of figure is never changed, only superseded'); END;
CREATE TRIGGER figure_explanation_is_not_changed BEFORE UPDATE OF explanation ON figure
WHEN NEW.explanation IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'figure' AND of_column = 'explanation'
    AND of_row = OLD.indicator || '|' || OLD.area || '|' || OLD.breakdown || '|' || OLD.period_kind || '|' || OLD.first || '|' || OLD.last || '|' || OLD.approval || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of figure is never changed, only superseded'); END;
CREATE TRIGGER figure_ends_once BEFORE UPDATE OF superseded_in ON figure
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of figure is superseded once'); END;
CREATE TRIGGER figure_is_not_deleted BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'a row of figure is never deleted'); END;

CREATE TRIGGER target_is_not_changed BEFORE UPDATE OF plan, indicator, area, breakdown, period_kind, first, last, lower, upper, recorded_in ON target
BEGIN SELECT RAISE(ABORT, 'a row of target is never changed, only superseded'); END;
CREATE TRIGGER target_ends_once BEFORE UPDATE OF superseded_in ON target
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of target is superseded once'); END;
CREATE TRIGGER target_is_not_deleted BEFORE DELETE ON target
BEGIN SELECT RAISE(ABORT, 'a row of target is never deleted'); END;

CREATE TRIGGER rating_rule_is_not_changed BEFORE UPDATE OF plan, indicator, year, percent, absolute, recorded_in ON rating_rule
BEGIN SELECT RAISE(ABORT, 'a row of rating_rule is never changed, only superseded'); END;
CREATE TRIGGER rating_rule_ends_once BEFORE UPDATE OF superseded_in ON rating_rule
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of rating_rule is superseded once'); END;
CREATE TRIGGER rating_rule_is_not_deleted BEFORE DELETE ON rating_rule
BEGIN SELECT RAISE(ABORT, 'a row of rating_rule is never deleted'); END;

CREATE TRIGGER return_start_is_not_changed BEFORE UPDATE OF plan, quarter, recorded_in ON return_start
BEGIN SELECT RAISE(ABORT, 'a row of return_start is never changed, only superseded'); END;
CREATE TRIGGER return_start_ends_once BEFORE UPDATE OF superseded_in ON return_start
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of return_start is superseded once'); END;
CREATE TRIGGER return_start_is_not_deleted BEFORE DELETE ON return_start
BEGIN SELECT RAISE(ABORT, 'a row of return_start is never deleted'); END;

CREATE TRIGGER return_state_is_not_changed BEFORE UPDATE OF organisation, quarter, state, recorded_in ON return_state
BEGIN SELECT RAISE(ABORT, 'a row of return_state is never changed, only superseded'); END;
CREATE TRIGGER return_state_ends_once BEFORE UPDATE OF superseded_in ON return_state
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of return_state is superseded once'); END;
CREATE TRIGGER return_state_is_not_deleted BEFORE DELETE ON return_state
BEGIN SELECT RAISE(ABORT, 'a row of return_state is never deleted'); END;

CREATE TRIGGER return_cell_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, numerator, denominator, value, absence, status, because,
    recorded_in, origin ON return_cell
BEGIN SELECT RAISE(ABORT, 'a row of return_cell is never changed, only superseded'); END;
CREATE TRIGGER return_cell_note_is_not_changed BEFORE UPDATE OF note ON return_cell
WHEN NEW.note IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'return_cell' AND of_column = 'note'
    AND of_row = OLD.indicator || '|' || OLD.area || '|' || OLD.breakdown || '|' || OLD.period_kind || '|' || OLD.first || '|' || OLD.last || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of return_cell is never changed, only superseded'); END;
CREATE TRIGGER return_cell_reason_is_not_changed BEFORE UPDATE OF reason ON return_cell
WHEN NEW.reason IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'return_cell' AND of_column = 'reason'
    AND of_row = OLD.indicator || '|' || OLD.area || '|' || OLD.breakdown || '|' || OLD.period_kind || '|' || OLD.first || '|' || OLD.last || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of return_cell is never changed, only superseded'); END;
CREATE TRIGGER return_cell_ends_once BEFORE UPDATE OF superseded_in ON return_cell
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of return_cell is superseded once'); END;
CREATE TRIGGER return_cell_is_not_deleted BEFORE DELETE ON return_cell
BEGIN SELECT RAISE(ABORT, 'a row of return_cell is never deleted'); END;

CREATE TRIGGER narrative_is_not_changed BEFORE UPDATE OF plan, about, slug, quarter, stage, recorded_in ON narrative
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never changed, only superseded'); END;
CREATE TRIGGER narrative_happened_is_not_changed BEFORE UPDATE OF happened ON narrative
WHEN NEW.happened IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'narrative' AND of_column = 'happened'
    AND of_row = OLD.plan || '|' || OLD.about || '|' || OLD.slug || '|' || OLD.quarter || '|' || OLD.stage || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never changed, only superseded'); END;
CREATE TRIGGER narrative_why_is_not_changed BEFORE UPDATE OF why ON narrative
WHEN NEW.why IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'narrative' AND of_column = 'why'
    AND of_row = OLD.plan || '|' || OLD.about || '|' || OLD.slug || '|' || OLD.quarter || '|' || OLD.stage || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never changed, only superseded'); END;
CREATE TRIGGER narrative_next_is_not_changed BEFORE UPDATE OF next ON narrative
WHEN NEW.next IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'narrative' AND of_column = 'next'
    AND of_row = OLD.plan || '|' || OLD.about || '|' || OLD.slug || '|' || OLD.quarter || '|' || OLD.stage || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never changed, only superseded'); END;
CREATE TRIGGER narrative_asked_is_not_changed BEFORE UPDATE OF asked ON narrative
WHEN NEW.asked IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'narrative' AND of_column = 'asked'
    AND of_row = OLD.plan || '|' || OLD.about || '|' || OLD.slug || '|' || OLD.quarter || '|' || OLD.stage || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never changed, only superseded'); END;
CREATE TRIGGER narrative_ends_once BEFORE UPDATE OF superseded_in ON narrative
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of narrative is superseded once'); END;
CREATE TRIGGER narrative_is_not_deleted BEFORE DELETE ON narrative
BEGIN SELECT RAISE(ABORT, 'a row of narrative is never deleted'); END;

CREATE TRIGGER priority_rating_is_not_changed BEFORE UPDATE OF plan, priority, year, colour, outlook, recorded_in ON priority_rating
BEGIN SELECT RAISE(ABORT, 'a row of priority_rating is never changed, only superseded'); END;
CREATE TRIGGER priority_rating_reason_is_not_changed BEFORE UPDATE OF reason ON priority_rating
WHEN NEW.reason IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'priority_rating' AND of_column = 'reason'
    AND of_row = OLD.plan || '|' || OLD.priority || '|' || OLD.year || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of priority_rating is never changed, only superseded'); END;
CREATE TRIGGER priority_rating_ends_once BEFORE UPDATE OF superseded_in ON priority_rating
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of priority_rating is superseded once'); END;
CREATE TRIGGER priority_rating_is_not_deleted BEFORE DELETE ON priority_rating
BEGIN SELECT RAISE(ABORT, 'a row of priority_rating is never deleted'); END;

CREATE TRIGGER action_is_not_changed BEFORE UPDATE OF plan, slug, priority, organisation, indicators, starts, due, recorded_in ON action
BEGIN SELECT RAISE(ABORT, 'a row of action is never changed, only superseded'); END;
CREATE TRIGGER action_name_is_not_changed BEFORE UPDATE OF name ON action
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'action' AND of_column = 'name'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of action is never changed, only superseded'); END;
CREATE TRIGGER action_ends_once BEFORE UPDATE OF superseded_in ON action
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of action is superseded once'); END;
CREATE TRIGGER action_is_not_deleted BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'a row of action is never deleted'); END;

CREATE TRIGGER action_status_is_not_changed BEFORE UPDATE OF plan, action, slug, state, said, recorded_in ON action_status
BEGIN SELECT RAISE(ABORT, 'a row of action_status is never changed, only superseded'); END;
CREATE TRIGGER action_status_note_is_not_changed BEFORE UPDATE OF note ON action_status
WHEN NEW.note IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'action_status' AND of_column = 'note'
    AND of_row = OLD.plan || '|' || OLD.action || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of action_status is never changed, only superseded'); END;
CREATE TRIGGER action_status_ends_once BEFORE UPDATE OF superseded_in ON action_status
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of action_status is superseded once'); END;
CREATE TRIGGER action_status_is_not_deleted BEFORE DELETE ON action_status
BEGIN SELECT RAISE(ABORT, 'a row of action_status is never deleted'); END;

CREATE TRIGGER funding_is_not_changed BEFORE UPDATE OF plan, slug, priority, year, budget, spent, recorded_in ON funding
BEGIN SELECT RAISE(ABORT, 'a row of funding is never changed, only superseded'); END;
CREATE TRIGGER funding_name_is_not_changed BEFORE UPDATE OF name ON funding
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'funding' AND of_column = 'name'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of funding is never changed, only superseded'); END;
CREATE TRIGGER funding_source_is_not_changed BEFORE UPDATE OF source ON funding
WHEN NEW.source IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'funding' AND of_column = 'source'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of funding is never changed, only superseded'); END;
CREATE TRIGGER funding_ends_once BEFORE UPDATE OF superseded_in ON funding
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of funding is superseded once'); END;
CREATE TRIGGER funding_is_not_deleted BEFORE DELETE ON funding
BEGIN SELECT RAISE(ABORT, 'a row of funding is never deleted'); END;

CREATE TRIGGER pack_is_not_changed BEFORE UPDATE OF plan, slug, year, held, priorities, recorded_in ON pack
BEGIN SELECT RAISE(ABORT, 'a row of pack is never changed, only superseded'); END;
CREATE TRIGGER pack_meeting_is_not_changed BEFORE UPDATE OF meeting ON pack
WHEN NEW.meeting IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'pack' AND of_column = 'meeting'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of pack is never changed, only superseded'); END;
CREATE TRIGGER pack_agenda_is_not_changed BEFORE UPDATE OF agenda ON pack
WHEN NEW.agenda IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'pack' AND of_column = 'agenda'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of pack is never changed, only superseded'); END;
CREATE TRIGGER pack_cover_note_is_not_changed BEFORE UPDATE OF cover_note ON pack
WHEN NEW.cover_note IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'pack' AND of_column = 'cover_note'
    AND of_row = OLD.plan || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of pack is never changed, only superseded'); END;
CREATE TRIGGER pack_ends_once BEFORE UPDATE OF superseded_in ON pack
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of pack is superseded once'); END;
CREATE TRIGGER pack_is_not_deleted BEFORE DELETE ON pack
BEGIN SELECT RAISE(ABORT, 'a row of pack is never deleted'); END;

CREATE TRIGGER decision_is_not_changed BEFORE UPDATE OF plan, pack, slug, priority, action, recorded_in ON decision
BEGIN SELECT RAISE(ABORT, 'a row of decision is never changed, only superseded'); END;
CREATE TRIGGER decision_text_is_not_changed BEFORE UPDATE OF text ON decision
WHEN NEW.text IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'decision' AND of_column = 'text'
    AND of_row = OLD.plan || '|' || OLD.pack || '|' || OLD.slug || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of decision is never changed, only superseded'); END;
CREATE TRIGGER decision_ends_once BEFORE UPDATE OF superseded_in ON decision
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of decision is superseded once'); END;
CREATE TRIGGER decision_is_not_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a row of decision is never deleted'); END;

CREATE TRIGGER review_is_not_changed BEFORE UPDATE OF plan, year, priority, recommended, decided, focus_area, recorded_in ON review
BEGIN SELECT RAISE(ABORT, 'a row of review is never changed, only superseded'); END;
CREATE TRIGGER review_because_is_not_changed BEFORE UPDATE OF because ON review
WHEN NEW.because IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'review' AND of_column = 'because'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.priority || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of review is never changed, only superseded'); END;
CREATE TRIGGER review_reason_is_not_changed BEFORE UPDATE OF reason ON review
WHEN NEW.reason IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'review' AND of_column = 'reason'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.priority || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of review is never changed, only superseded'); END;
CREATE TRIGGER review_name_is_not_changed BEFORE UPDATE OF name ON review
WHEN NEW.name IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'review' AND of_column = 'name'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.priority || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of review is never changed, only superseded'); END;
CREATE TRIGGER review_summary_is_not_changed BEFORE UPDATE OF summary ON review
WHEN NEW.summary IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'review' AND of_column = 'summary'
    AND of_row = OLD.plan || '|' || OLD.year || '|' || OLD.priority || '|' || OLD.recorded_in)
BEGIN SELECT RAISE(ABORT, 'a row of review is never changed, only superseded'); END;
CREATE TRIGGER review_ends_once BEFORE UPDATE OF superseded_in ON review
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of review is superseded once'); END;
CREATE TRIGGER review_is_not_deleted BEFORE DELETE ON review
BEGIN SELECT RAISE(ABORT, 'a row of review is never deleted'); END;

CREATE TRIGGER membership_is_not_changed BEFORE UPDATE OF person, organisation, role, recorded_in ON membership
BEGIN SELECT RAISE(ABORT, 'a row of membership is never changed, only superseded'); END;
CREATE TRIGGER membership_ends_once BEFORE UPDATE OF superseded_in ON membership
WHEN OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL
BEGIN SELECT RAISE(ABORT, 'a row of membership is superseded once'); END;
CREATE TRIGGER membership_is_not_deleted BEFORE DELETE ON membership
BEGIN SELECT RAISE(ABORT, 'a row of membership is never deleted'); END;

-- The audit: what was done stays; its texts can be redacted.
DROP TRIGGER audit_is_not_changed;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OF number, at, visitor, action, person, origin, outcome ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_subject_is_not_changed BEFORE UPDATE OF subject ON audit
WHEN NEW.subject IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'audit' AND of_column = 'subject'
    AND of_row = CAST(OLD.number AS TEXT))
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_reason_is_not_changed BEFORE UPDATE OF reason ON audit
WHEN NEW.reason IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'audit' AND of_column = 'reason'
    AND of_row = CAST(OLD.number AS TEXT))
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_was_is_not_changed BEFORE UPDATE OF was ON audit
WHEN NEW.was IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'audit' AND of_column = 'was'
    AND of_row = CAST(OLD.number AS TEXT))
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_became_is_not_changed BEFORE UPDATE OF became ON audit
WHEN NEW.became IS NOT '[removed]' OR NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'audit' AND of_column = 'became'
    AND of_row = CAST(OLD.number AS TEXT))
BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;

-- A frozen document: its model may give way to the one that a redaction names by both hashes; a file made of it may be taken
-- away.
DROP TRIGGER frozen_is_not_changed;
CREATE TRIGGER frozen_is_not_changed BEFORE UPDATE OF number, plan, kind, slug, seen, program ON frozen
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
CREATE TRIGGER frozen_model_is_not_changed BEFORE UPDATE OF model, sha256 ON frozen
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'frozen' AND of_column = 'model'
    AND of_row = CAST(OLD.number AS TEXT) AND was_sha256 = OLD.sha256 AND became_sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
DROP TRIGGER frozen_file_is_not_deleted;
CREATE TRIGGER frozen_file_is_not_deleted BEFORE DELETE ON frozen_file
WHEN NOT EXISTS (SELECT 1 FROM redaction WHERE of_table = 'frozen_file' AND of_column = 'bytes'
    AND of_row = OLD.frozen || '|' || OLD.name AND was_sha256 = OLD.sha256)
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;

-- What a write ended is looked for when an import is undone, and when a history is told.
CREATE INDEX figure_ended ON figure (superseded_in) WHERE superseded_in IS NOT NULL;
