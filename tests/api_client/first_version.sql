-- Everything the kiosk has promised to hand over. A row is never deleted by the kiosk itself.
-- Where a parcel stands is told by its times, so that no flag can contradict them.
CREATE TABLE parcel (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,           -- the order of taking
    kind         TEXT NOT NULL
                 CHECK (kind IN ('submission', 'consultation', 'rating', 'help-call')),
    is_matter    INTEGER NOT NULL
                 GENERATED ALWAYS AS (kind IN ('submission', 'consultation')) VIRTUAL,
    reference    TEXT NOT NULL,
    service_code TEXT NOT NULL,
    digest       BLOB NOT NULL,                               -- keyed: tells same from other, no more
    taken_at     TEXT NOT NULL,
    sealed       BLOB,                                        -- the message; erased at delivery
    tries        INTEGER NOT NULL DEFAULT 0,
    next_try_at  REAL,                                        -- seconds since 1970; NULL: at once
    delivered_at TEXT,
    refused_at   TEXT,
    last_problem TEXT NOT NULL DEFAULT '',
    case_json    BLOB,
    UNIQUE (kind, reference),
    CHECK ((sealed IS NULL) = (delivered_at IS NOT NULL)),
    CHECK (delivered_at IS NULL OR refused_at IS NULL)
) STRICT;

-- A submission and a consultation are both a matter with one reference; a rating shares its matter's.
CREATE UNIQUE INDEX one_matter_a_reference ON parcel (reference) WHERE is_matter;

CREATE INDEX still_to_carry ON parcel (number) WHERE delivered_at IS NULL;
