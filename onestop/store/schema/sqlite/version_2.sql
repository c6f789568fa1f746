-- From version 1: cases that move on, papers, appointments. `case_json` is the case as the
-- authority left it last; its steps, papers and appointment have tables of their own.

-- Read out of the case, so that they can never say anything else than it does.
ALTER TABLE matter ADD COLUMN status TEXT
    AS (json_extract(CAST(case_json AS TEXT), '$.status')) VIRTUAL;
ALTER TABLE matter ADD COLUMN service_code TEXT
    AS (json_extract(CAST(case_json AS TEXT), '$.service_code')) VIRTUAL;
ALTER TABLE matter ADD COLUMN accepted_at TEXT
    AS (json_extract(CAST(case_json AS TEXT), '$.accepted_at')) VIRTUAL;

-- How many wait before a case. Case numbers run in the order in which cases came.
CREATE INDEX matter_waiting ON matter (district, service_code, case_number)
    WHERE status = 'received';

-- How many were accepted lately.
CREATE INDEX matter_accepted ON matter (district, service_code, accepted_at)
    WHERE accepted_at IS NOT NULL;

-- What the authority did with a case, in order; that it came is told by the case itself.
CREATE TABLE step (
    number    INTEGER PRIMARY KEY,
    district  TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    reference TEXT NOT NULL,
    status    TEXT NOT NULL,
    began_at  TEXT NOT NULL,
    opinion   TEXT NOT NULL,
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT;
CREATE INDEX step_by_case ON step (district, kiosk, reference);

-- Papers. What they hold lies in files beside the store, named by what they hold.
CREATE TABLE attachment (
    district      TEXT NOT NULL,
    kiosk         TEXT NOT NULL,
    reference     TEXT NOT NULL,
    is_correction INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    document      TEXT NOT NULL,
    media_type    TEXT NOT NULL,
    file          TEXT NOT NULL,
    arrived_at    TEXT NOT NULL,
    PRIMARY KEY (district, kiosk, reference, is_correction, number),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT, WITHOUT ROWID;

-- One appointment a case; never two cases in one slot of a service.
CREATE TABLE booking (
    district     TEXT NOT NULL,
    kiosk        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    service_code TEXT NOT NULL,
    booked_json  BLOB NOT NULL,
    slot   TEXT AS (json_extract(CAST(booked_json AS TEXT), '$.slot')) VIRTUAL,
    status TEXT AS (json_extract(CAST(booked_json AS TEXT), '$.status')) VIRTUAL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT;
CREATE UNIQUE INDEX booking_in_slot ON booking (service_code, slot) WHERE status = 'booked';
