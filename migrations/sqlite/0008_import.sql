-- Files that brought figures.

-- A file that was imported: one row a write. It is changed only once, when the import is undone, and never deleted: what a
-- figure says of its file holds for as long as the record lasts.
CREATE TABLE import (
    -- The number of the write that took it in.
    number INTEGER NOT NULL PRIMARY KEY,
    -- What the file was called, without its folder.
    name TEXT NOT NULL,
    -- How it was read: `tidy`, `dfe`...
    layout TEXT NOT NULL,
    -- The SHA-256 of the file as it came, in 64 hexadecimal digits.
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    -- How many bytes it had.
    size INTEGER NOT NULL CHECK (size >= 0),
    -- What came of it. Rows of data, and cells that could not be read...
    rows INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    -- ... and of the figures, absences included: those that the record did not have, those that replaced another or are
    -- proposed in its place, those that it had already, and those left alone because people had their say there.
    fresh INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    same INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    -- The number of the write that took it back.
    undone_in INTEGER CHECK (undone_in > number)
) STRICT;

-- The file itself, compressed (raw deflate, one stream), in pieces: neither keeping nor giving back a large one
-- needs it in memory whole.
CREATE TABLE import_piece (
    import INTEGER NOT NULL REFERENCES import (number),
    -- 0 and on.
    place INTEGER NOT NULL CHECK (place >= 0),
    bytes BLOB NOT NULL,
    PRIMARY KEY (import, place)
) STRICT;

-- Which import brought a figure; null where a plan file or a person did. Approving a figure, sending it back and undoing a
-- later import carry it along: the number says where the figure comes from and not which write put this row here. No foreign
-- key: it would be looked up for each of a million rows, and what writes it has just written the import.
ALTER TABLE figure ADD COLUMN import INTEGER;
