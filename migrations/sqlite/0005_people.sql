-- Who may do what, and what they did.

-- A person's row is the only place with anything of theirs that can be erased: the record everywhere else knows a number.
-- `id` is the number of the write that invited them. All but the number is null once they are erased.
CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    -- In lower case. Null until the first administrator says theirs.
    email TEXT UNIQUE,
    name TEXT,
    -- An Argon2id hash; null until the invitation is accepted.
    password TEXT,
    erased_at TEXT
) STRICT;

-- What a person is to an organisation. Kept with its versions, as everything of the record is.
CREATE TABLE membership (
    person INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'analyst', 'approver', 'plan lead', 'administrator')),
    recorded_in INTEGER NOT NULL,
    superseded_in INTEGER CHECK (superseded_in > recorded_in)
) STRICT;
CREATE UNIQUE INDEX membership_current ON membership (person, organisation, role) WHERE superseded_in IS NULL;

-- Links that let somebody choose a password, once. Of every secret here only its SHA-256 is kept.
CREATE TABLE invitation (
    secret TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    expires_at TEXT NOT NULL
) STRICT;

-- Who is signed in. `number` is the write that signed them in.
CREATE TABLE session (
    secret TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES person (id),
    began_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    -- The browser, as it names itself, and the network address, for its owner to know it by.
    browser TEXT NOT NULL,
    origin TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person);

-- Browsers in which a person has signed in before: strangers who guess at a password cannot shut these out.
CREATE TABLE known_browser (
    secret TEXT NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX known_browser_person ON known_browser (person);

-- What failed lately, by whose limit it counts towards. Old rows are dropped.
CREATE TABLE attempt (
    what TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_what ON attempt (what, at);

-- The audit learns of people: who, from which network address, whether it was done or refused, why, and what it changed.
ALTER TABLE audit ADD COLUMN person INTEGER;
ALTER TABLE audit ADD COLUMN origin TEXT;
ALTER TABLE audit ADD COLUMN outcome TEXT NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused'));
ALTER TABLE audit ADD COLUMN reason TEXT;
ALTER TABLE audit ADD COLUMN was TEXT;
ALTER TABLE audit ADD COLUMN became TEXT;

-- The last write that changed anything a page prints: signing in takes a number too, and changes no page.
ALTER TABLE counter ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
UPDATE counter SET changed = number;
