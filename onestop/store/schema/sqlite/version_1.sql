-- What kiosks handed in. A reference alone is never a key: two kiosks may make the same one.
CREATE TABLE matter (
    district     TEXT NOT NULL,
    kiosk        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    digest       BLOB NOT NULL,
    message_json BLOB NOT NULL,
    case_number  TEXT NOT NULL UNIQUE,
    case_json    BLOB NOT NULL,
    PRIMARY KEY (district, kiosk, reference)
) STRICT;

-- For those who have the reference and the phone, but not the kiosk.
CREATE INDEX matter_by_reference ON matter (reference);

CREATE TABLE last_case_number (
    district TEXT NOT NULL,
    day      TEXT NOT NULL,
    number   INTEGER NOT NULL,
    PRIMARY KEY (district, day)
) STRICT, WITHOUT ROWID;

-- 好差评, once a case.
CREATE TABLE rating (
    district    TEXT NOT NULL,
    kiosk       TEXT NOT NULL,
    reference   TEXT NOT NULL,
    rating_json BLOB NOT NULL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT, WITHOUT ROWID;

CREATE TABLE help_call (
    district       TEXT NOT NULL,
    kiosk          TEXT NOT NULL,
    reference      TEXT NOT NULL,
    help_call_json BLOB NOT NULL,
    PRIMARY KEY (district, kiosk, reference)
) STRICT, WITHOUT ROWID;

-- Written to find out whether anything can be written.
CREATE TABLE readiness (times INTEGER NOT NULL) STRICT;
INSERT INTO readiness VALUES (0);
