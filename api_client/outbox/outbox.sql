-- Everything the kiosk has promised to hand over: a row for each message and destination.
-- No row is deleted while it holds a sealed message. Where a parcel stands is told by its times
-- (seconds since 1970, but for taken_at), so that no flag can contradict them.
CREATE TABLE parcel (
    number       INTEGER PRIMARY KEY,              -- the order of taking
    reference    TEXT NOT NULL,
    family       TEXT NOT NULL,                    -- a submission and a consultation are a matter
    part         TEXT NOT NULL,                    -- tells several of a family from each other
    destination  TEXT NOT NULL,
    kind         TEXT NOT NULL,
    service_code TEXT NOT NULL,
    digest       BLOB NOT NULL,                    -- keyed: tells same from other, no more
    taken_at     TEXT NOT NULL,                    -- with its offset, as the slip says it
    sealed       BLOB,                             -- the message; erased at delivery
    tries        INTEGER NOT NULL DEFAULT 0,
    tried_at     REAL,                             -- the last try, and the pause after it
    pause        REAL NOT NULL DEFAULT 0,
    claimed_at   REAL,                             -- since then it may be there
    held_at      REAL,                             -- kept back by staff
    uncertain_at REAL,                             -- only a person can find out whether it is there
    refused_at   REAL,
    delivered_at REAL,                             -- answered for good, be it with a no
    withdrawn_at REAL,                             -- taken back before it was sent
    reason       TEXT NOT NULL DEFAULT '',         -- why not, where the answer was a no
    last_problem TEXT NOT NULL DEFAULT '',
    sealed_case  BLOB,
    is_ended     INTEGER NOT NULL DEFAULT 0,       -- nothing more will happen to its case
    UNIQUE (reference, family, part, destination),
    CHECK ((sealed IS NULL) = (delivered_at IS NOT NULL OR withdrawn_at IS NOT NULL))
) STRICT;

-- How each endpoint has been lately. It rests from failed_at for as long as its pause.
CREATE TABLE endpoint (
    name      TEXT PRIMARY KEY,
    failures  INTEGER NOT NULL,
    failed_at REAL NOT NULL,
    pause     REAL NOT NULL,
    trouble   TEXT NOT NULL,
    told_at   REAL                                 -- when staff were last told of a trouble of theirs
) STRICT, WITHOUT ROWID;
