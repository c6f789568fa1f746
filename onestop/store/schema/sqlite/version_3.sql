-- From version 2: the tables as PostgreSQL has them, too. Every key begins with the district, so
-- that districts can lie on machines of their own; what was read out of JSON stands in columns.

CREATE TABLE new_matter (
    district     TEXT NOT NULL,
    kiosk        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    digest       BLOB NOT NULL,
    message_json BLOB NOT NULL,
    case_number  TEXT NOT NULL,
    case_json    BLOB NOT NULL,
    status       TEXT NOT NULL,
    service_code TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    accepted_at  TEXT,
    PRIMARY KEY (district, kiosk, reference)
) STRICT;

INSERT INTO new_matter
SELECT
    district, kiosk, reference, digest, message_json, case_number, case_json,
    status, service_code,
    replace(json_extract(CAST(case_json AS TEXT), '$.received_at'), 'Z', '+00:00'),
    replace(accepted_at, 'Z', '+00:00')
FROM matter;

CREATE TABLE new_step (
    district  TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    reference TEXT NOT NULL,
    number    INTEGER NOT NULL,
    status    TEXT NOT NULL,
    began_at  TEXT NOT NULL,
    opinion   TEXT NOT NULL,
    PRIMARY KEY (district, kiosk, reference, number),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT, WITHOUT ROWID;

INSERT INTO new_step
SELECT
    district, kiosk, reference,
    row_number() OVER (PARTITION BY district, kiosk, reference ORDER BY number),
    status, began_at, opinion
FROM step;

CREATE TABLE new_booking (
    district     TEXT NOT NULL,
    kiosk        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    service_code TEXT NOT NULL,
    slot         TEXT NOT NULL,
    status       TEXT NOT NULL,
    booked_json  BLOB NOT NULL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT;

INSERT INTO new_booking
SELECT district, kiosk, reference, service_code, slot, status, booked_json FROM booking;

DROP TABLE step;
DROP TABLE booking;
DROP TABLE matter;
ALTER TABLE new_matter RENAME TO matter;
ALTER TABLE new_step RENAME TO step;
ALTER TABLE new_booking RENAME TO booking;

-- For those who have the reference and the phone, but not the kiosk.
CREATE INDEX matter_by_reference ON matter (district, reference);
CREATE UNIQUE INDEX matter_by_number ON matter (district, case_number);

-- How many wait before a case. Case numbers run in the order in which cases came.
CREATE INDEX matter_waiting ON matter (district, service_code, case_number)
    WHERE status = 'received';

-- How many were accepted lately.
CREATE INDEX matter_accepted ON matter (district, service_code, accepted_at)
    WHERE accepted_at IS NOT NULL;

-- Never two cases in one slot of a service.
CREATE UNIQUE INDEX booking_in_slot ON booking (district, service_code, slot)
    WHERE status = 'booked';

-- Who looked at what and who changed what. Only ever added to; each digest covers the entry before.
CREATE TABLE audit (
    district  TEXT NOT NULL,
    number    INTEGER NOT NULL,
    noted_at  TEXT NOT NULL,
    who       TEXT NOT NULL,
    name      TEXT NOT NULL,
    did       TEXT NOT NULL,
    about     TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    reference TEXT NOT NULL,
    detail    TEXT NOT NULL,
    digest    BLOB NOT NULL,
    PRIMARY KEY (district, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_about ON audit (district, reference, number);

-- How each district's chain ends.
CREATE TABLE audit_head (
    district TEXT NOT NULL PRIMARY KEY,
    number   INTEGER NOT NULL,
    digest   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
