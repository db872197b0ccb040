-- What meetings are given, what they decide, and what a plan year's review comes to.

-- A pack until it is frozen: when the meeting is, what is talked about, what is shown. Its versions are kept as everybody's.
CREATE TABLE pack (
    plan TEXT NOT NULL,
    slug TEXT NOT NULL,
    -- The plan year that it looks at.
    year TEXT NOT NULL,
    meeting TEXT NOT NULL CHECK (meeting <> ''),
    held TEXT NOT NULL,
    -- An item a line.
    agenda TEXT NOT NULL,
    cover_note TEXT NOT NULL,
    -- The priorities that it shows in its order, separated by spaces; changed whole.
    priorities TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX pack_current ON pack (plan, slug) WHERE superseded_in IS NULL;

-- What a meeting decided. Where that is an action, the action stands in its own table and goes its own way from then on.
CREATE TABLE decision (
    plan TEXT NOT NULL,
    pack TEXT NOT NULL,
    slug TEXT NOT NULL,
    -- The priority that it is about; empty where it is about none.
    priority TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    -- The action that was agreed with it; empty where none was.
    action TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX decision_current ON decision (plan, pack, slug) WHERE superseded_in IS NULL;

-- What a review recommends and what was decided of each priority of a plan year, and of each that is to be added.
CREATE TABLE review (
    plan TEXT NOT NULL,
    year TEXT NOT NULL,
    priority TEXT NOT NULL,
    -- What is recommended, and why.
    recommended TEXT NOT NULL CHECK (recommended IN ('carry on', 'reword', 'retire', 'add')),
    because TEXT NOT NULL,
    -- What was decided, and why; NULL and empty as long as nothing is.
    decided TEXT CHECK (decided IN ('carry on', 'reword', 'retire', 'add')),
    reason TEXT NOT NULL,
    -- How it is to stand in the next plan year.
    focus_area TEXT NOT NULL,
    name TEXT NOT NULL,
    summary TEXT NOT NULL,
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX review_current ON review (plan, year, priority) WHERE superseded_in IS NULL;

-- A document as it was given: a pack that was frozen, a review that was completed. Written once and never changed, so it keeps no
-- versions. There is one of each name: the key is what refuses a second freezing.
CREATE TABLE frozen (
    -- The number of the write that froze it.
    number INTEGER NOT NULL PRIMARY KEY,
    plan TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pack', 'review')),
    slug TEXT NOT NULL,
    -- The number of the write after which the record stood as it is told there.
    seen INTEGER NOT NULL CHECK (seen < number),
    -- Which version of the program made it.
    program TEXT NOT NULL,
    -- Everything that it says, as JSON, and its SHA-256 in 64 hexadecimal digits.
    model TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (plan, kind, slug)
) STRICT;

-- The files that were made of it.
CREATE TABLE frozen_file (
    frozen INTEGER NOT NULL REFERENCES frozen (number),
    -- As it is downloaded: `pack.pdf`.
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL,
    PRIMARY KEY (frozen, name)
) STRICT;

CREATE TRIGGER frozen_is_not_changed BEFORE UPDATE ON frozen
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
CREATE TRIGGER frozen_is_not_deleted BEFORE DELETE ON frozen
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
CREATE TRIGGER frozen_file_is_not_changed BEFORE UPDATE ON frozen_file
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
CREATE TRIGGER frozen_file_is_not_deleted BEFORE DELETE ON frozen_file
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
