-- What frozen packs forecast, a row a quarter, so that it can be held against what came. Written with the pack and never changed.
CREATE TABLE forecast (
    -- The number of the write that froze the pack.
    frozen BIGINT NOT NULL REFERENCES frozen (number),
    indicator TEXT COLLATE "C" NOT NULL,
    area TEXT COLLATE "C" NOT NULL,
    -- The quarter as people write it: `2018-19 Q4`.
    period TEXT COLLATE "C" NOT NULL CHECK (period <> ''),
    -- What was likeliest, and what held it with 80% and with 95%, in the unit of the indicator.
    middle DOUBLE PRECISION NOT NULL,
    lower_80 DOUBLE PRECISION NOT NULL,
    upper_80 DOUBLE PRECISION NOT NULL,
    lower_95 DOUBLE PRECISION NOT NULL,
    upper_95 DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (frozen, indicator, area, period),
    CHECK (lower_95 <= lower_80 AND lower_80 <= middle AND middle <= upper_80 AND upper_80 <= upper_95)
);

CREATE TRIGGER forecast_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON forecast
FOR EACH STATEMENT EXECUTE FUNCTION frozen_is_never_changed();
