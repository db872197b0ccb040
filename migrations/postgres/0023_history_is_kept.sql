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
    number BIGINT NOT NULL,
    -- Which text: its table, its column, and its row as the cells of its key and `recorded_in`, joined by `|`.
    of_table TEXT COLLATE "C" NOT NULL,
    of_column TEXT COLLATE "C" NOT NULL,
    of_row TEXT COLLATE "C" NOT NULL,
    -- Who: the person, or nobody where the operator did it.
    person BIGINT,
    -- Why, in words that do not repeat what was removed.
    why TEXT COLLATE "C" NOT NULL CHECK (why <> ''),
    -- The SHA-256 before and after, of what carries one: a frozen model, a file made of it, an imported file. A file that was
    -- taken away has none afterwards.
    was_sha256 TEXT COLLATE "C" CHECK (length(was_sha256) = 64),
    became_sha256 TEXT COLLATE "C" CHECK (length(became_sha256) = 64),
    PRIMARY KEY (of_table, of_column, of_row, number)
);

CREATE FUNCTION redaction_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was redacted, by whom and why is never changed'; END
$$;
CREATE TRIGGER redaction_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON redaction
FOR EACH STATEMENT EXECUTE FUNCTION redaction_is_never_changed();

-- The number of the last redaction. Pages that were read before it are not kept in memory after it, although the numbers
-- that they go by are earlier ones.
ALTER TABLE counter ADD COLUMN redacted BIGINT NOT NULL DEFAULT 0;

CREATE FUNCTION row_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a row of % is never changed, only superseded', TG_TABLE_NAME; END
$$;
CREATE FUNCTION row_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a row of % is superseded once', TG_TABLE_NAME; END
$$;
CREATE FUNCTION row_is_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a row of % is never deleted', TG_TABLE_NAME; END
$$;

-- Called with the name of a column of text, and then the columns that name its row. Days are written as in 2018-04-01.
CREATE FUNCTION text_is_only_redacted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row JSONB := to_jsonb(OLD);
    name_of_row TEXT;
BEGIN
    SELECT string_agg(old_row ->> TG_ARGV[place], '|' ORDER BY place) INTO name_of_row
        FROM generate_series(1, TG_NARGS - 1) AS place;
    IF to_jsonb(NEW) ->> TG_ARGV[0] = '[removed]' AND EXISTS (
        SELECT 1 FROM redaction
        WHERE of_table = TG_TABLE_NAME AND of_column = TG_ARGV[0] AND of_row = name_of_row
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a row of % is never changed, only superseded', TG_TABLE_NAME;
END
$$;

CREATE TRIGGER plan_is_not_changed BEFORE UPDATE OF slug, name, partnership, area, comparators, source, recorded_in, nature ON plan
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER plan_vision_is_not_changed BEFORE UPDATE OF vision ON plan
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('vision', 'slug', 'recorded_in');
CREATE TRIGGER plan_note_is_not_changed BEFORE UPDATE OF note ON plan
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('note', 'slug', 'recorded_in');
CREATE TRIGGER plan_ends_once BEFORE UPDATE OF superseded_in ON plan
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER plan_is_not_deleted BEFORE DELETE OR TRUNCATE ON plan
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER plan_year_is_not_changed BEFORE UPDATE OF plan, slug, first, last, recorded_in ON plan_year
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER plan_year_ends_once BEFORE UPDATE OF superseded_in ON plan_year
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER plan_year_is_not_deleted BEFORE DELETE OR TRUNCATE ON plan_year
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER focus_area_is_not_changed BEFORE UPDATE OF plan, slug, position, recorded_in ON focus_area
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER focus_area_name_is_not_changed BEFORE UPDATE OF name ON focus_area
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER focus_area_summary_is_not_changed BEFORE UPDATE OF summary ON focus_area
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('summary', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER focus_area_ends_once BEFORE UPDATE OF superseded_in ON focus_area
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER focus_area_is_not_deleted BEFORE DELETE OR TRUNCATE ON focus_area
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER priority_is_not_changed BEFORE UPDATE OF plan, year, slug, position, focus_area, follows, recorded_in ON priority
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER priority_name_is_not_changed BEFORE UPDATE OF name ON priority
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'plan', 'year', 'slug', 'recorded_in');
CREATE TRIGGER priority_summary_is_not_changed BEFORE UPDATE OF summary ON priority
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('summary', 'plan', 'year', 'slug', 'recorded_in');
CREATE TRIGGER priority_ends_once BEFORE UPDATE OF superseded_in ON priority
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER priority_is_not_deleted BEFORE DELETE OR TRUNCATE ON priority
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER strategy_is_not_changed BEFORE UPDATE OF plan, slug, position, recorded_in ON strategy
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER strategy_text_is_not_changed BEFORE UPDATE OF text ON strategy
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('text', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER strategy_ends_once BEFORE UPDATE OF superseded_in ON strategy
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER strategy_is_not_deleted BEFORE DELETE OR TRUNCATE ON strategy
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER evidence_is_not_changed BEFORE UPDATE OF plan, slug, position, said, focus_area, indicator, recorded_in ON evidence
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER evidence_text_is_not_changed BEFORE UPDATE OF text ON evidence
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('text', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER evidence_ends_once BEFORE UPDATE OF superseded_in ON evidence
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE OR TRUNCATE ON evidence
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER organisation_is_not_changed BEFORE UPDATE OF slug, position, name, ended, successor, recorded_in ON organisation
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER organisation_ends_once BEFORE UPDATE OF superseded_in ON organisation
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER organisation_is_not_deleted BEFORE DELETE OR TRUNCATE ON organisation
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER partner_is_not_changed BEFORE UPDATE OF plan, organisation, position, recorded_in ON partner
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER partner_ends_once BEFORE UPDATE OF superseded_in ON partner
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER partner_is_not_deleted BEFORE DELETE OR TRUNCATE ON partner
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER area_is_not_changed BEFORE UPDATE OF code, position, name, level, recorded_in ON area
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER area_ends_once BEFORE UPDATE OF superseded_in ON area
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER area_is_not_deleted BEFORE DELETE OR TRUNCATE ON area
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER neighbour_set_is_not_changed BEFORE UPDATE OF plan, area, starts, neighbours, recorded_in ON neighbour_set
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER neighbour_set_source_is_not_changed BEFORE UPDATE OF source ON neighbour_set
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('source', 'plan', 'area', 'starts', 'recorded_in');
CREATE TRIGGER neighbour_set_ends_once BEFORE UPDATE OF superseded_in ON neighbour_set
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER neighbour_set_is_not_deleted BEFORE DELETE OR TRUNCATE ON neighbour_set
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER indicator_is_not_changed BEFORE UPDATE OF slug, position, measure, per, unit, decimals, polarity, frequency, owner, origin, basis, recorded_in, retired, lag ON indicator
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER indicator_name_is_not_changed BEFORE UPDATE OF name ON indicator
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'slug', 'recorded_in');
CREATE TRIGGER indicator_source_is_not_changed BEFORE UPDATE OF source ON indicator
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('source', 'slug', 'recorded_in');
CREATE TRIGGER indicator_ends_once BEFORE UPDATE OF superseded_in ON indicator
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER indicator_is_not_deleted BEFORE DELETE OR TRUNCATE ON indicator
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER definition_is_not_changed BEFORE UPDATE OF plan, indicator, starts, timing, recorded_in ON definition
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER definition_text_is_not_changed BEFORE UPDATE OF text ON definition
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('text', 'plan', 'indicator', 'starts', 'recorded_in');
CREATE TRIGGER definition_ends_once BEFORE UPDATE OF superseded_in ON definition
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER definition_is_not_deleted BEFORE DELETE OR TRUNCATE ON definition
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER placement_is_not_changed BEFORE UPDATE OF plan, indicator, focus_area, priority, position, recorded_in ON placement
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER placement_ends_once BEFORE UPDATE OF superseded_in ON placement
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER placement_is_not_deleted BEFORE DELETE OR TRUNCATE ON placement
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER change_note_is_not_changed BEFORE UPDATE OF plan, slug, indicator, starts, kind, effect, recorded_in ON change_note
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER change_note_text_is_not_changed BEFORE UPDATE OF text ON change_note
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('text', 'plan', 'slug', 'indicator', 'recorded_in');
CREATE TRIGGER change_note_source_is_not_changed BEFORE UPDATE OF source ON change_note
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('source', 'plan', 'slug', 'indicator', 'recorded_in');
CREATE TRIGGER change_note_ends_once BEFORE UPDATE OF superseded_in ON change_note
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER change_note_is_not_deleted BEFORE DELETE OR TRUNCATE ON change_note
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER figure_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, value, absence, numerator, denominator, lower, upper, status,
    origin, recorded_in, approval, import ON figure
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER figure_note_is_not_changed BEFORE UPDATE OF note ON figure
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('note', 'indicator', 'area', 'breakdown', 'period_kind', 'first', 'last', 'approval', 'recorded_in');
CREATE TRIGGER figure_explanation_is_not_changed BEFORE UPDATE OF explanation ON figure
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('explanation', 'indicator', 'area', 'breakdown', 'period_kind', 'first', 'last', 'approval', 'recorded_in');
CREATE TRIGGER figure_ends_once BEFORE UPDATE OF superseded_in ON figure
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER figure_is_not_deleted BEFORE DELETE OR TRUNCATE ON figure
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER target_is_not_changed BEFORE UPDATE OF plan, indicator, area, breakdown, period_kind, first, last, lower, upper, recorded_in ON target
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER target_ends_once BEFORE UPDATE OF superseded_in ON target
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER target_is_not_deleted BEFORE DELETE OR TRUNCATE ON target
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER rating_rule_is_not_changed BEFORE UPDATE OF plan, indicator, year, percent, absolute, recorded_in ON rating_rule
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER rating_rule_ends_once BEFORE UPDATE OF superseded_in ON rating_rule
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER rating_rule_is_not_deleted BEFORE DELETE OR TRUNCATE ON rating_rule
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER return_start_is_not_changed BEFORE UPDATE OF plan, quarter, recorded_in ON return_start
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER return_start_ends_once BEFORE UPDATE OF superseded_in ON return_start
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER return_start_is_not_deleted BEFORE DELETE OR TRUNCATE ON return_start
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER return_state_is_not_changed BEFORE UPDATE OF organisation, quarter, state, recorded_in ON return_state
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER return_state_ends_once BEFORE UPDATE OF superseded_in ON return_state
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER return_state_is_not_deleted BEFORE DELETE OR TRUNCATE ON return_state
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER return_cell_is_not_changed BEFORE UPDATE OF indicator, area, breakdown, period_kind, first, last, numerator, denominator, value, absence, status, because,
    recorded_in, origin ON return_cell
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER return_cell_note_is_not_changed BEFORE UPDATE OF note ON return_cell
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('note', 'indicator', 'area', 'breakdown', 'period_kind', 'first', 'last', 'recorded_in');
CREATE TRIGGER return_cell_reason_is_not_changed BEFORE UPDATE OF reason ON return_cell
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('reason', 'indicator', 'area', 'breakdown', 'period_kind', 'first', 'last', 'recorded_in');
CREATE TRIGGER return_cell_ends_once BEFORE UPDATE OF superseded_in ON return_cell
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER return_cell_is_not_deleted BEFORE DELETE OR TRUNCATE ON return_cell
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER narrative_is_not_changed BEFORE UPDATE OF plan, about, slug, quarter, stage, recorded_in ON narrative
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER narrative_happened_is_not_changed BEFORE UPDATE OF happened ON narrative
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('happened', 'plan', 'about', 'slug', 'quarter', 'stage', 'recorded_in');
CREATE TRIGGER narrative_why_is_not_changed BEFORE UPDATE OF why ON narrative
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('why', 'plan', 'about', 'slug', 'quarter', 'stage', 'recorded_in');
CREATE TRIGGER narrative_next_is_not_changed BEFORE UPDATE OF next ON narrative
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('next', 'plan', 'about', 'slug', 'quarter', 'stage', 'recorded_in');
CREATE TRIGGER narrative_asked_is_not_changed BEFORE UPDATE OF asked ON narrative
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('asked', 'plan', 'about', 'slug', 'quarter', 'stage', 'recorded_in');
CREATE TRIGGER narrative_ends_once BEFORE UPDATE OF superseded_in ON narrative
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER narrative_is_not_deleted BEFORE DELETE OR TRUNCATE ON narrative
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER priority_rating_is_not_changed BEFORE UPDATE OF plan, priority, year, colour, outlook, recorded_in ON priority_rating
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER priority_rating_reason_is_not_changed BEFORE UPDATE OF reason ON priority_rating
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('reason', 'plan', 'priority', 'year', 'recorded_in');
CREATE TRIGGER priority_rating_ends_once BEFORE UPDATE OF superseded_in ON priority_rating
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER priority_rating_is_not_deleted BEFORE DELETE OR TRUNCATE ON priority_rating
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER action_is_not_changed BEFORE UPDATE OF plan, slug, priority, organisation, indicators, starts, due, recorded_in ON action
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER action_name_is_not_changed BEFORE UPDATE OF name ON action
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER action_ends_once BEFORE UPDATE OF superseded_in ON action
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER action_is_not_deleted BEFORE DELETE OR TRUNCATE ON action
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER action_status_is_not_changed BEFORE UPDATE OF plan, action, slug, state, said, recorded_in ON action_status
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER action_status_note_is_not_changed BEFORE UPDATE OF note ON action_status
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('note', 'plan', 'action', 'slug', 'recorded_in');
CREATE TRIGGER action_status_ends_once BEFORE UPDATE OF superseded_in ON action_status
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER action_status_is_not_deleted BEFORE DELETE OR TRUNCATE ON action_status
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER funding_is_not_changed BEFORE UPDATE OF plan, slug, priority, year, budget, spent, recorded_in ON funding
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER funding_name_is_not_changed BEFORE UPDATE OF name ON funding
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER funding_source_is_not_changed BEFORE UPDATE OF source ON funding
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('source', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER funding_ends_once BEFORE UPDATE OF superseded_in ON funding
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER funding_is_not_deleted BEFORE DELETE OR TRUNCATE ON funding
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER pack_is_not_changed BEFORE UPDATE OF plan, slug, year, held, priorities, recorded_in ON pack
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER pack_meeting_is_not_changed BEFORE UPDATE OF meeting ON pack
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('meeting', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER pack_agenda_is_not_changed BEFORE UPDATE OF agenda ON pack
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('agenda', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER pack_cover_note_is_not_changed BEFORE UPDATE OF cover_note ON pack
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('cover_note', 'plan', 'slug', 'recorded_in');
CREATE TRIGGER pack_ends_once BEFORE UPDATE OF superseded_in ON pack
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER pack_is_not_deleted BEFORE DELETE OR TRUNCATE ON pack
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER decision_is_not_changed BEFORE UPDATE OF plan, pack, slug, priority, action, recorded_in ON decision
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER decision_text_is_not_changed BEFORE UPDATE OF text ON decision
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('text', 'plan', 'pack', 'slug', 'recorded_in');
CREATE TRIGGER decision_ends_once BEFORE UPDATE OF superseded_in ON decision
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER decision_is_not_deleted BEFORE DELETE OR TRUNCATE ON decision
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER review_is_not_changed BEFORE UPDATE OF plan, year, priority, recommended, decided, focus_area, recorded_in ON review
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER review_because_is_not_changed BEFORE UPDATE OF because ON review
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('because', 'plan', 'year', 'priority', 'recorded_in');
CREATE TRIGGER review_reason_is_not_changed BEFORE UPDATE OF reason ON review
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('reason', 'plan', 'year', 'priority', 'recorded_in');
CREATE TRIGGER review_name_is_not_changed BEFORE UPDATE OF name ON review
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('name', 'plan', 'year', 'priority', 'recorded_in');
CREATE TRIGGER review_summary_is_not_changed BEFORE UPDATE OF summary ON review
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('summary', 'plan', 'year', 'priority', 'recorded_in');
CREATE TRIGGER review_ends_once BEFORE UPDATE OF superseded_in ON review
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER review_is_not_deleted BEFORE DELETE OR TRUNCATE ON review
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

CREATE TRIGGER membership_is_not_changed BEFORE UPDATE OF person, organisation, role, recorded_in ON membership
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_changed();
CREATE TRIGGER membership_ends_once BEFORE UPDATE OF superseded_in ON membership
FOR EACH ROW WHEN (OLD.superseded_in IS NOT NULL OR NEW.superseded_in IS NULL) EXECUTE FUNCTION row_ends_once();
CREATE TRIGGER membership_is_not_deleted BEFORE DELETE OR TRUNCATE ON membership
FOR EACH STATEMENT EXECUTE FUNCTION row_is_never_deleted();

-- The audit: what was done stays; its texts can be redacted.
DROP TRIGGER audit_is_not_changed ON audit;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OF number, at, visitor, action, person, origin, outcome ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_only_added_to();
CREATE TRIGGER audit_subject_is_not_changed BEFORE UPDATE OF subject ON audit
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('subject', 'number');
CREATE TRIGGER audit_reason_is_not_changed BEFORE UPDATE OF reason ON audit
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('reason', 'number');
CREATE TRIGGER audit_was_is_not_changed BEFORE UPDATE OF was ON audit
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('was', 'number');
CREATE TRIGGER audit_became_is_not_changed BEFORE UPDATE OF became ON audit
FOR EACH ROW EXECUTE FUNCTION text_is_only_redacted('became', 'number');

-- A frozen document: its model may give way to the one that a redaction names by both hashes; a file made of it may be taken
-- away.
CREATE FUNCTION frozen_is_only_redacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'frozen' THEN
        IF EXISTS (SELECT 1 FROM redaction WHERE of_table = 'frozen' AND of_column = 'model'
            AND of_row = OLD.number::TEXT AND was_sha256 = OLD.sha256 AND became_sha256 = NEW.sha256)
        THEN RETURN NEW; END IF;
    ELSIF EXISTS (SELECT 1 FROM redaction WHERE of_table = 'frozen_file' AND of_column = 'bytes'
        AND of_row = OLD.frozen::TEXT || '|' || OLD.name AND was_sha256 = OLD.sha256)
    THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'what was frozen is never changed';
END
$$;
DROP TRIGGER frozen_is_not_changed ON frozen;
CREATE TRIGGER frozen_is_not_changed BEFORE UPDATE OF number, plan, kind, slug, seen, program ON frozen
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
CREATE TRIGGER frozen_is_not_deleted BEFORE DELETE OR TRUNCATE ON frozen
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
CREATE TRIGGER frozen_model_is_not_changed BEFORE UPDATE OF model, sha256 ON frozen
FOR EACH ROW EXECUTE FUNCTION frozen_is_only_redacted();
DROP TRIGGER frozen_file_is_not_changed ON frozen_file;
CREATE TRIGGER frozen_file_is_not_changed BEFORE UPDATE OR TRUNCATE ON frozen_file
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
CREATE TRIGGER frozen_file_is_not_deleted BEFORE DELETE ON frozen_file
FOR EACH ROW EXECUTE FUNCTION frozen_is_only_redacted();

-- What a write ended is looked for when an import is undone, and when a history is told.
CREATE INDEX figure_ended ON figure (superseded_in) WHERE superseded_in IS NOT NULL;
