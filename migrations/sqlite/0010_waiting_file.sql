-- Files that were sent to be looked at and are not taken in yet: between the preview and the yes to it any server may be
-- asked, so they wait here. They are no part of what is recorded: each is dropped when it is taken in, or after a day.
CREATE TABLE waiting_file (
    -- The number of the write that brought it.
    number INTEGER NOT NULL PRIMARY KEY,
    -- Who sent it: nobody else is shown it.
    person INTEGER,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    -- The file that describes its columns, where one came along.
    meta BLOB
) STRICT;
