-- What meetings are given, what they decide, and what a plan year's review comes to.

-- A pack until it is frozen: when the meeting is, what is talked about, what is shown. Its versions are kept as everybody's.
CREATE TABLE pack (
    plan TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    -- The plan year that it looks at.
    year TEXT COLLATE "C" NOT NULL,
    meeting TEXT COLLATE "C" NOT NULL CHECK (meeting <> ''),
    held DATE NOT NULL,
    -- An item a line.
    agenda TEXT COLLATE "C" NOT NULL,
    cover_note TEXT COLLATE "C" NOT NULL,
    -- The priorities that it shows in its order, separated by spaces; changed whole.
    priorities TEXT COLLATE "C" NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX pack_current ON pack (plan, slug) WHERE superseded_in IS NULL;

-- What a meeting decided. Where that is an action, the action stands in its own table and goes its own way from then on.
CREATE TABLE decision (
    plan TEXT COLLATE "C" NOT NULL,
    pack TEXT COLLATE "C" NOT NULL,
    slug TEXT COLLATE "C" NOT NULL,
    -- The priority that it is about; empty where it is about none.
    priority TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL CHECK (text <> ''),
    -- The action that was agreed with it; empty where none was.
    action TEXT COLLATE "C" NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX decision_current ON decision (plan, pack, slug) WHERE superseded_in IS NULL;

-- What a review recommends and what was decided of each priority of a plan year, and of each that is to be added.
CREATE TABLE review (
    plan TEXT COLLATE "C" NOT NULL,
    year TEXT COLLATE "C" NOT NULL,
    priority TEXT COLLATE "C" NOT NULL,
    -- What is recommended, and why.
    recommended TEXT COLLATE "C" NOT NULL CHECK (recommended IN ('carry on', 'reword', 'retire', 'add')),
    because TEXT COLLATE "C" NOT NULL,
    -- What was decided, and why; NULL and empty as long as nothing is.
    decided TEXT COLLATE "C" CHECK (decided IN ('carry on', 'reword', 'retire', 'add')),
    reason TEXT COLLATE "C" NOT NULL,
    -- How it is to stand in the next plan year.
    focus_area TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    summary TEXT COLLATE "C" NOT NULL,
    recorded_in BIGINT NOT NULL,
    superseded_in BIGINT CHECK (superseded_in > recorded_in)
);
CREATE UNIQUE INDEX review_current ON review (plan, year, priority) WHERE superseded_in IS NULL;

-- A document as it was given: a pack that was frozen, a review that was completed. Written once and never changed, so it keeps no
-- versions. There is one of each name: the key is what refuses a second freezing.
CREATE TABLE frozen (
    -- The number of the write that froze it.
    number BIGINT NOT NULL PRIMARY KEY,
    plan TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('pack', 'review')),
    slug TEXT COLLATE "C" NOT NULL,
    -- The number of the write after which the record stood as it is told there.
    seen BIGINT NOT NULL CHECK (seen < number),
    -- Which version of the program made it.
    program TEXT COLLATE "C" NOT NULL,
    -- Everything that it says, as JSON, and its SHA-256 in 64 hexadecimal digits.
    model TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (plan, kind, slug)
);

-- The files that were made of it.
CREATE TABLE frozen_file (
    frozen BIGINT NOT NULL REFERENCES frozen (number),
    -- As it is downloaded: `pack.pdf`.
    name TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL CHECK (length(sha256) = 64),
    bytes BYTEA NOT NULL,
    PRIMARY KEY (frozen, name)
);

CREATE FUNCTION frozen_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was frozen is never changed'; END
$$;

CREATE TRIGGER frozen_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
CREATE TRIGGER frozen_file_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON frozen_file
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
