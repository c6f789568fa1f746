-- The first version on PostgreSQL. Every key begins with the district, so that districts can lie on
-- machines of their own. Texts compare byte by byte, as they do in SQLite.

CREATE TABLE matter (
    district     TEXT COLLATE "C" NOT NULL,
    kiosk        TEXT COLLATE "C" NOT NULL,
    reference    TEXT COLLATE "C" NOT NULL,
    digest       BYTEA NOT NULL,
    message_json BYTEA NOT NULL,
    case_number  TEXT COLLATE "C" NOT NULL,
    case_json    BYTEA NOT NULL,
    status       TEXT COLLATE "C" NOT NULL,
    service_code TEXT COLLATE "C" NOT NULL,
    received_at  TEXT COLLATE "C" NOT NULL,
    accepted_at  TEXT COLLATE "C",
    PRIMARY KEY (district, kiosk, reference)
);
CREATE INDEX matter_by_reference ON matter (district, reference);
CREATE UNIQUE INDEX matter_by_number ON matter (district, case_number);
CREATE INDEX matter_of_service ON matter (district, service_code, case_number);
CREATE INDEX matter_waiting ON matter (district, service_code, case_number)
    WHERE status = 'received';
CREATE INDEX matter_accepted ON matter (district, service_code, accepted_at)
    WHERE accepted_at IS NOT NULL;

CREATE TABLE step (
    district  TEXT COLLATE "C" NOT NULL,
    kiosk     TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    number    INTEGER NOT NULL,
    status    TEXT COLLATE "C" NOT NULL,
    began_at  TEXT COLLATE "C" NOT NULL,
    opinion   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk, reference, number),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
);

CREATE TABLE attachment (
    district      TEXT COLLATE "C" NOT NULL,
    kiosk         TEXT COLLATE "C" NOT NULL,
    reference     TEXT COLLATE "C" NOT NULL,
    is_correction INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    document      TEXT COLLATE "C" NOT NULL,
    media_type    TEXT COLLATE "C" NOT NULL,
    file          TEXT COLLATE "C" NOT NULL,
    arrived_at    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk, reference, is_correction, number),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
);

CREATE TABLE booking (
    district     TEXT COLLATE "C" NOT NULL,
    kiosk        TEXT COLLATE "C" NOT NULL,
    reference    TEXT COLLATE "C" NOT NULL,
    hall         TEXT COLLATE "C" NOT NULL,
    service_code TEXT COLLATE "C" NOT NULL,
    slot         TEXT COLLATE "C" NOT NULL,
    status       TEXT COLLATE "C" NOT NULL,
    booked_json  BYTEA NOT NULL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
);
CREATE UNIQUE INDEX booking_in_slot ON booking (district, hall, service_code, slot)
    WHERE status = 'booked';

CREATE TABLE last_case_number (
    district TEXT COLLATE "C" NOT NULL,
    day      TEXT COLLATE "C" NOT NULL,
    number   INTEGER NOT NULL,
    PRIMARY KEY (district, day)
);

CREATE TABLE rating (
    district    TEXT COLLATE "C" NOT NULL,
    kiosk       TEXT COLLATE "C" NOT NULL,
    reference   TEXT COLLATE "C" NOT NULL,
    rating_json BYTEA NOT NULL,
    PRIMARY KEY (district, kiosk, reference),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
);

CREATE TABLE help_call (
    district       TEXT COLLATE "C" NOT NULL,
    kiosk          TEXT COLLATE "C" NOT NULL,
    reference      TEXT COLLATE "C" NOT NULL,
    help_call_json BYTEA NOT NULL,
    PRIMARY KEY (district, kiosk, reference)
);

-- Written to find out whether anything can be written. Copied to every machine.
CREATE TABLE readiness (times INTEGER NOT NULL);
INSERT INTO readiness VALUES (0);

-- How often somebody guessed wrong lately, at one reference or from one address. Who it was stands
-- there as a digest, and not for longer than it counts.
CREATE TABLE guess (
    district   TEXT COLLATE "C" NOT NULL,
    who        BYTEA NOT NULL,
    wrong_json BYTEA NOT NULL,
    forget_at  BIGINT NOT NULL,
    PRIMARY KEY (district, who)
);
CREATE INDEX guess_forgotten ON guess (district, forget_at);

-- The kiosks that may call, each with the hall it stands in. HMAC needs the keys themselves; of two
-- the older one ends when the newer is used first.
CREATE TABLE kiosk (
    district    TEXT COLLATE "C" NOT NULL,
    kiosk       TEXT COLLATE "C" NOT NULL,
    area        TEXT COLLATE "C" NOT NULL,
    hall        TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    added_at    TEXT COLLATE "C" NOT NULL,
    enrolled_at TEXT COLLATE "C",
    revoked_at  TEXT COLLATE "C",
    PRIMARY KEY (district, kiosk)
);

CREATE TABLE kiosk_key (
    district  TEXT COLLATE "C" NOT NULL,
    kiosk     TEXT COLLATE "C" NOT NULL,
    number    INTEGER NOT NULL,
    key       TEXT COLLATE "C" NOT NULL,
    algorithm TEXT COLLATE "C" NOT NULL,
    added_at  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk, number),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
);

-- Counts what is changed in the two tables above, so that back ends read them again only then.
CREATE TABLE kiosk_change (
    district TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    number   INTEGER NOT NULL
);

-- One-time codes: only their digests, and the group that they begin with.
CREATE TABLE enrolment (
    district  TEXT COLLATE "C" NOT NULL,
    kiosk     TEXT COLLATE "C" NOT NULL,
    handle    TEXT COLLATE "C" NOT NULL,
    digest    BYTEA NOT NULL,
    algorithm TEXT COLLATE "C" NOT NULL,
    ends_at   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
);
CREATE INDEX enrolment_by_handle ON enrolment (handle);

-- Wrong guesses at codes, whether there is one that begins so or not. Copied to every machine.
CREATE TABLE enrolment_guess (
    handle  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    wrong   INTEGER NOT NULL,
    last_at TEXT COLLATE "C" NOT NULL
);

-- How each kiosk is: the last it said, and the last report it sent.
CREATE TABLE heartbeat (
    district       TEXT COLLATE "C" NOT NULL,
    kiosk          TEXT COLLATE "C" NOT NULL,
    received_at    TEXT COLLATE "C" NOT NULL,
    heartbeat_json BYTEA NOT NULL,
    report         TEXT COLLATE "C",
    reported_at    TEXT COLLATE "C",
    PRIMARY KEY (district, kiosk),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
);

-- What a kiosk is to do, until it says that it has.
CREATE TABLE instruction (
    district TEXT COLLATE "C" NOT NULL,
    kiosk    TEXT COLLATE "C" NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    told_at  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk, kind),
    FOREIGN KEY (district, kiosk) REFERENCES kiosk
);

-- Who looked at what and who changed what. Only ever added to; each digest covers the entry before.
CREATE TABLE audit (
    district  TEXT COLLATE "C" NOT NULL,
    number    INTEGER NOT NULL,
    noted_at  TEXT COLLATE "C" NOT NULL,
    who       TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    did       TEXT COLLATE "C" NOT NULL,
    about     TEXT COLLATE "C" NOT NULL,
    kiosk     TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    detail    TEXT COLLATE "C" NOT NULL,
    digest    BYTEA NOT NULL,
    PRIMARY KEY (district, number)
);
CREATE INDEX audit_about ON audit (district, reference, number);

-- How each district's chain ends.
CREATE TABLE audit_head (
    district TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    number   INTEGER NOT NULL,
    digest   BYTEA NOT NULL
);

-- Who has taken a case, and how often it was changed: two desks must not undo each other's work.
ALTER TABLE matter ADD COLUMN holder TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE matter ADD COLUMN taken_at TEXT COLLATE "C";
ALTER TABLE matter ADD COLUMN change INTEGER NOT NULL DEFAULT 0;

-- The desk's lists, each in the order of case numbers.
CREATE INDEX matter_open ON matter (district, case_number)
    WHERE status IN ('received', 'accepted', 'correction-needed');
CREATE INDEX matter_ended ON matter (district, status, case_number)
    WHERE status IN ('concluded', 'declined', 'withdrawn');
CREATE INDEX matter_held ON matter (district, holder, case_number) WHERE holder <> '';

-- By which a case can be found: phones, the end of an identity number, names. Erased with answers.
CREATE TABLE search_term (
    district    TEXT COLLATE "C" NOT NULL,
    term        TEXT COLLATE "C" NOT NULL,
    case_number TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, term, case_number)
);

-- What the desk wrote down for itself. Erased with answers.
CREATE TABLE desk_note (
    district  TEXT COLLATE "C" NOT NULL,
    kiosk     TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    id        TEXT COLLATE "C" NOT NULL,
    author    TEXT COLLATE "C" NOT NULL,
    noted_at  TEXT COLLATE "C" NOT NULL,
    text      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, kiosk, reference, id),
    FOREIGN KEY (district, kiosk, reference) REFERENCES matter
);

-- How far a call for help is.
ALTER TABLE help_call ADD COLUMN state TEXT COLLATE "C" NOT NULL DEFAULT 'opened';
ALTER TABLE help_call ADD COLUMN arrived_at TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE help_call ADD COLUMN handled_by TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX help_call_waiting ON help_call (district, arrived_at) WHERE state <> 'closed';
CREATE INDEX help_call_by_time ON help_call (district, arrived_at);

-- People who may sign in at a desk; of a password only what argon2 makes of it.
CREATE TABLE staff (
    district    TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    shown_name  TEXT COLLATE "C" NOT NULL,
    role        TEXT COLLATE "C" NOT NULL,
    password    TEXT COLLATE "C" NOT NULL,
    is_disabled INTEGER NOT NULL,
    PRIMARY KEY (district, name)
);

-- Who is signed in; of the token only its digest.
CREATE TABLE staff_session (
    district TEXT COLLATE "C" NOT NULL,
    digest   BYTEA NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    began_at TEXT COLLATE "C" NOT NULL,
    seen_at  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, digest)
);
CREATE INDEX staff_session_of ON staff_session (district, name);

-- Wrong passwords, by the digest of the name that was typed, whoever that is.
CREATE TABLE sign_in_delay (
    district TEXT COLLATE "C" NOT NULL,
    digest   BYTEA NOT NULL,
    failures INTEGER NOT NULL,
    until    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (district, digest)
);
CREATE INDEX sign_in_delay_over ON sign_in_delay (district, until);
