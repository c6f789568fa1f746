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
    hall         TEXT NOT NULL,
    service_code TEXT NOT NULL,
    slot         TEXT NOT NULL,
    status       TEXT NOT NULL,
    booked_json  BLOB NOT NULL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT;

INSERT INTO new_booking
SELECT district, kiosk, reference, '', service_code, slot, status, booked_json FROM booking;

DROP TABLE step;
DROP TABLE booking;
DROP TABLE matter;
ALTER TABLE new_matter RENAME TO matter;
ALTER TABLE new_step RENAME TO step;
ALTER TABLE new_booking RENAME TO booking;

-- For those who have the reference and the phone, but not the kiosk.
CREATE INDEX matter_by_reference ON matter (district, reference);
CREATE UNIQUE INDEX matter_by_number ON matter (district, case_number);

-- All of one service. Made before the next one, or SQLite would count with this one instead.
CREATE INDEX matter_of_service ON matter (district, service_code, case_number);

-- How many wait before a case. Case numbers run in the order in which cases came.
CREATE INDEX matter_waiting ON matter (district, service_code, case_number)
    WHERE status = 'received';

-- How many were accepted lately.
CREATE INDEX matter_accepted ON matter (district, service_code, accepted_at)
    WHERE accepted_at IS NOT NULL;

-- Never two cases in one slot of a hall's service.
CREATE UNIQUE INDEX booking_in_slot ON booking (district, hall, service_code, slot)
    WHERE status = 'booked';

-- How often somebody guessed wrong lately, at one reference or from one address. Who it was stands
-- there as a digest, and not for longer than it counts.
CREATE TABLE guess (
    district   TEXT NOT NULL,
    who        BLOB NOT NULL,
    wrong_json BLOB NOT NULL,
    forget_at  INTEGER NOT NULL,
    PRIMARY KEY (district, who)
) STRICT, WITHOUT ROWID;
CREATE INDEX guess_forgotten ON guess (district, forget_at);

-- The kiosks that may call, each with the hall it stands in. HMAC needs the keys themselves; of two
-- the older one ends when the newer is used first.
CREATE TABLE kiosk (
    district    TEXT NOT NULL,
    kiosk       TEXT NOT NULL,
    area        TEXT NOT NULL,
    hall        TEXT NOT NULL,
    name        TEXT NOT NULL,
    added_at    TEXT NOT NULL,
    enrolled_at TEXT,
    revoked_at  TEXT,
    PRIMARY KEY (district, kiosk)
) STRICT, WITHOUT ROWID;

CREATE TABLE kiosk_key (
    district  TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    number    INTEGER NOT NULL,
    key       TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    added_at  TEXT NOT NULL,
    PRIMARY KEY (district, kiosk, number),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
) STRICT, WITHOUT ROWID;

-- Counts what is changed in the two tables above, so that back ends read them again only then.
CREATE TABLE kiosk_change (
    district TEXT NOT NULL PRIMARY KEY,
    number   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One-time codes: only their digests, and the group that they begin with.
CREATE TABLE enrolment (
    district  TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    handle    TEXT NOT NULL,
    digest    BLOB NOT NULL,
    algorithm TEXT NOT NULL,
    ends_at   TEXT NOT NULL,
    PRIMARY KEY (district, kiosk),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_by_handle ON enrolment (handle);

-- Wrong guesses at codes, whether there is one that begins so or not. Copied to every machine.
CREATE TABLE enrolment_guess (
    handle  TEXT NOT NULL PRIMARY KEY,
    wrong   INTEGER NOT NULL,
    last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How each kiosk is: the last it said, and the last report it sent.
CREATE TABLE heartbeat (
    district       TEXT NOT NULL,
    kiosk          TEXT NOT NULL,
    received_at    TEXT NOT NULL,
    heartbeat_json BLOB NOT NULL,
    report         TEXT,
    reported_at    TEXT,
    PRIMARY KEY (district, kiosk),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
) STRICT, WITHOUT ROWID;

-- What a kiosk is to do, until it says that it has.
CREATE TABLE instruction (
    district TEXT NOT NULL,
    kiosk    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    told_at  TEXT NOT NULL,
    PRIMARY KEY (district, kiosk, kind),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
) STRICT, WITHOUT ROWID;

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

-- Who has taken a case, and how often it was changed: two desks must not undo each other's work.
ALTER TABLE matter ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE matter ADD COLUMN taken_at TEXT;
ALTER TABLE matter ADD COLUMN change INTEGER NOT NULL DEFAULT 0;

-- The desk's lists, each in the order of case numbers.
CREATE INDEX matter_open ON matter (district, case_number)
    WHERE status IN ('received', 'accepted', 'correction-needed');
CREATE INDEX matter_ended ON matter (district, status, case_number)
    WHERE status IN ('concluded', 'declined', 'withdrawn');
CREATE INDEX matter_held ON matter (district, holder, case_number) WHERE holder <> '';

-- By which a case can be found: phones, the end of an identity number, names. Erased with answers.
CREATE TABLE search_term (
    district    TEXT NOT NULL,
    term        TEXT NOT NULL,
    case_number TEXT NOT NULL,
    PRIMARY KEY (district, term, case_number)
) STRICT, WITHOUT ROWID;

-- What the desk wrote down for itself. Erased with answers.
CREATE TABLE desk_note (
    district  TEXT NOT NULL,
    kiosk     TEXT NOT NULL,
    reference TEXT NOT NULL,
    id        TEXT NOT NULL,
    author    TEXT NOT NULL,
    noted_at  TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (district, kiosk, reference, id),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
) STRICT, WITHOUT ROWID;

-- How far a call for help is.
ALTER TABLE help_call ADD COLUMN state TEXT NOT NULL DEFAULT 'opened';
ALTER TABLE help_call ADD COLUMN arrived_at TEXT NOT NULL DEFAULT '';
ALTER TABLE help_call ADD COLUMN handled_by TEXT NOT NULL DEFAULT '';
UPDATE help_call SET arrived_at =
    replace(json_extract(CAST(help_call_json AS TEXT), '$.called_at'), 'Z', '+00:00');
CREATE INDEX help_call_waiting ON help_call (district, arrived_at) WHERE state <> 'closed';
CREATE INDEX help_call_by_time ON help_call (district, arrived_at);

-- People who may sign in at a desk; of a password only what argon2 makes of it.
CREATE TABLE staff (
    district    TEXT NOT NULL,
    name        TEXT NOT NULL,
    shown_name  TEXT NOT NULL,
    role        TEXT NOT NULL,
    password    TEXT NOT NULL,
    is_disabled INTEGER NOT NULL,
    PRIMARY KEY (district, name)
) STRICT, WITHOUT ROWID;

-- Who is signed in; of the token only its digest.
CREATE TABLE staff_session (
    district TEXT NOT NULL,
    digest   BLOB NOT NULL,
    name     TEXT NOT NULL,
    began_at TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    PRIMARY KEY (district, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_session_of ON staff_session (district, name);

-- Wrong passwords, by the digest of the name that was typed, whoever that is.
CREATE TABLE sign_in_delay (
    district TEXT NOT NULL,
    digest   BLOB NOT NULL,
    failures INTEGER NOT NULL,
    until    TEXT NOT NULL,
    PRIMARY KEY (district, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_delay_over ON sign_in_delay (district, until);
