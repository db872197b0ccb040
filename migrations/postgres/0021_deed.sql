-- Where each write came from: which file, which form, which step. It used to be read out of the words by which the audit calls an action.
--
-- One row a write number, written in the write's transaction; also where the audit says that an attempt was refused, since that takes a
-- number too. The program asks for it by `recorded_in` and by `superseded_in` alike.
--
-- What earlier writes count as is what the program took them for:
--
--     plan file, demonstration       a plan's own file ('load ...'): a later file may change again what it said, and the public sees it
--     import, import undone          a file of figures: its figures are nobody's but the import's, and what it added besides (indicators,
--                                    definitions, areas) a plan file may better. An approved figure that a file brought is replaced by
--                                    the next file; one that people recorded is not
--     words of partners              what a plan file holds for partners only: counts as what people said, and is for partners only
--     return ...                     a step of a return ('... return'): counts as what people said, and what is noted is for partners only
--     everything else                people's own doing: a file does not take it back
--
-- Of figures, whoever recorded one by 'form' or by 'return handed in' does not approve it; 'figure sent back' and 'return sent back' are no
-- hand in a figure; what a 'figure withdrawn' ended does not come back by a file.

CREATE TABLE deed (
    -- The number of the write.
    number BIGINT NOT NULL PRIMARY KEY,
    source TEXT COLLATE "C" NOT NULL CHECK (source IN (
        'plan file', 'words of partners', 'demonstration', 'import', 'import undone', 'waiting file',
        'form', 'figure withdrawn', 'figure submitted', 'figure approved', 'figure sent back', 'return typed',
        'return handed in', 'return agreed', 'return sent back', 'return reopened', 'start of returns', 'plan form',
        'narrative', 'rating', 'action', 'funding', 'pack', 'decision',
        'review', 'account', 'redaction', 'reading'
    ))
);

-- An action that is not named below stops the migration, with its name: what it wrote must not be taken for what it is not.
CREATE TEMPORARY TABLE deed_of_audit ON COMMIT DROP AS
SELECT number, action, CASE action
        WHEN 'read partner figures' THEN 'reading'
        WHEN 'record figure' THEN 'form'
        WHEN 'withdraw figure' THEN 'figure withdrawn'
        WHEN 'submit figure' THEN 'figure submitted'
        WHEN 'approve figure' THEN 'figure approved'
        WHEN 'send back figure' THEN 'figure sent back'
        WHEN 'save return' THEN 'return typed'
        WHEN 'submit return' THEN 'return handed in'
        WHEN 'approve return' THEN 'return agreed'
        WHEN 'send back return' THEN 'return sent back'
        WHEN 'reopen return' THEN 'return reopened'
        WHEN 'start returns' THEN 'start of returns'
        WHEN 'note change' THEN 'form'
        WHEN 'set target' THEN 'form'
        WHEN 'set tolerance' THEN 'form'
        WHEN 'define indicator' THEN 'form'
        WHEN 'edit plan' THEN 'plan form'
        WHEN 'write narrative' THEN 'narrative'
        WHEN 'write priority narrative' THEN 'narrative'
        WHEN 'rate priority' THEN 'rating'
        WHEN 'record action' THEN 'action'
        WHEN 'log status' THEN 'action'
        WHEN 'withdraw action' THEN 'action'
        WHEN 'record funding' THEN 'funding'
        WHEN 'withdraw funding' THEN 'funding'
        WHEN 'make pack' THEN 'pack'
        WHEN 'withdraw pack' THEN 'pack'
        WHEN 'freeze pack' THEN 'pack'
        WHEN 'record decision' THEN 'decision'
        WHEN 'withdraw decision' THEN 'decision'
        WHEN 'review priority' THEN 'review'
        WHEN 'complete review' THEN 'review'
        WHEN 'load plan' THEN 'plan file'
        WHEN 'take in words of partners' THEN 'words of partners'
        WHEN 'import figures' THEN 'import'
        WHEN 'send file' THEN 'waiting file'
        WHEN 'undo import' THEN 'import undone'
        WHEN 'load demonstration' THEN 'demonstration'
        WHEN 'invite person' THEN 'account'
        WHEN 'change roles' THEN 'account'
        WHEN 'erase person' THEN 'account'
        WHEN 'redact text' THEN 'redaction'
        WHEN 'read people' THEN 'reading'
        WHEN 'read audit' THEN 'reading'
        WHEN 'end sessions' THEN 'account'
        WHEN 'accept invitation' THEN 'account'
        WHEN 'sign in' THEN 'account'
        WHEN 'sign out' THEN 'account'
    END AS source
FROM audit;

DO $$
DECLARE unknown TEXT;
BEGIN
    SELECT action INTO unknown FROM deed_of_audit WHERE source IS NULL ORDER BY number LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the audit has an action that migration 21 does not know: %', unknown;
    END IF;
END
$$;

INSERT INTO deed (number, source) SELECT number, source FROM deed_of_audit;
DROP TABLE deed_of_audit;

CREATE FUNCTION deed_is_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'where a write came from is never changed'; END
$$;

CREATE TRIGGER deed_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON deed
FOR EACH STATEMENT EXECUTE FUNCTION deed_is_only_added_to();
