-- What frozen packs forecast, a row a quarter, so that it can be held against what came. Written with the pack and never changed.
CREATE TABLE forecast (
    -- The number of the write that froze the pack.
    frozen INTEGER NOT NULL REFERENCES frozen (number),
    indicator TEXT NOT NULL,
    area TEXT NOT NULL,
    -- The quarter as people write it: `2018-19 Q4`.
    period TEXT NOT NULL CHECK (period <> ''),
    -- What was likeliest, and what held it with 80% and with 95%, in the unit of the indicator.
    middle REAL NOT NULL,
    lower_80 REAL NOT NULL,
    upper_80 REAL NOT NULL,
    lower_95 REAL NOT NULL,
    upper_95 REAL NOT NULL,
    PRIMARY KEY (frozen, indicator, area, period),
    CHECK (lower_95 <= lower_80 AND lower_80 <= middle AND middle <= upper_80 AND upper_80 <= upper_95)
) STRICT;

CREATE TRIGGER forecast_is_not_changed BEFORE UPDATE ON forecast
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
CREATE TRIGGER forecast_is_not_deleted BEFORE DELETE ON forecast
BEGIN SELECT RAISE(ABORT, 'what was frozen is never changed'); END;
