"""What the outbox asks of its file."""

COLUMNS = (
    "number",
    "reference",
    "family",
    "part",
    "destination",
    "kind",
    "service_code",
    "digest",
    "taken_at",
    "sealed",
    "tries",
    "tried_at",
    "pause",
    "claimed_at",
    "held_at",
    "uncertain_at",
    "refused_at",
    "delivered_at",
    "withdrawn_at",
    "reason",
    "last_problem",
    "sealed_case",
    "is_ended",
)
"""As they lie in the file, one after another."""

# Taking

KEEP = """
    INSERT INTO parcel
    (reference, family, part, destination, kind, service_code, digest, taken_at, sealed)
    VALUES (:reference, :family, :part, :destination, :kind, :service_code, :digest, :taken_at,
    :sealed)
    ON CONFLICT DO NOTHING"""

KEPT_ALREADY = """
    SELECT kind, digest, taken_at FROM parcel
    WHERE reference = :reference AND family = :family AND part = :part"""

MATTER = """
    SELECT destination, service_code, withdrawn_at, delivered_at IS NOT NULL
    OR claimed_at IS NOT NULL OR uncertain_at IS NOT NULL AS may_be_there
    FROM parcel WHERE reference = ? AND family = 'matter'"""

FIND = "SELECT * FROM parcel WHERE reference = ? ORDER BY number"

# Whatever of a matter has certainly not been sent, with all that was to follow it.
TAKE_BACK = """
    UPDATE parcel SET withdrawn_at = :now, sealed = NULL, last_problem = ''
    WHERE reference = :reference AND sealed IS NOT NULL AND destination IN (
        SELECT destination FROM parcel
        WHERE reference = :reference AND family = 'matter'
        AND sealed IS NOT NULL AND claimed_at IS NULL AND uncertain_at IS NULL)"""

HEED_WITHDRAWAL = """
    UPDATE parcel SET withdrawn_at = :now, sealed = NULL, last_problem = ''
    WHERE reference = :reference AND destination = :destination AND sealed IS NOT NULL
    AND EXISTS (
        SELECT 1 FROM parcel WHERE reference = :reference AND destination = :destination
        AND family = 'matter' AND sealed IS NOT NULL AND claimed_at IS NULL)
    AND EXISTS (
        SELECT 1 FROM parcel WHERE reference = :reference AND destination = :destination
        AND family = 'withdrawal' AND sealed IS NOT NULL)"""

NOT_YET_BACK = """
    SELECT count(*) FROM parcel
    WHERE reference = ? AND family = 'matter' AND withdrawn_at IS NULL"""

# Carrying

# A follower goes after its own matter. A try that lies ahead was noted while the clock was wrong.
IS_DUE = """
    sealed IS NOT NULL AND refused_at IS NULL AND uncertain_at IS NULL AND held_at IS NULL
    AND (family IN ('matter', 'help-call') OR NOT EXISTS (
        SELECT 1 FROM parcel AS matter
        WHERE matter.reference = waiting.reference AND matter.family = 'matter'
        AND matter.destination = waiting.destination AND matter.sealed IS NOT NULL))"""

DUE = f"""
    SELECT * FROM parcel AS waiting
    WHERE destination = :destination AND (family = 'attachment') = :is_heavy AND number > :after
    AND (tried_at IS NULL OR tried_at > :now OR tried_at + pause <= :now) AND {IS_DUE}
    ORDER BY number LIMIT :most"""  # noqa: S608 - our own words

NEXT_TRY = f"""
    SELECT min(CASE WHEN tried_at > :now THEN :now ELSE coalesce(tried_at + pause, :now) END)
    FROM parcel AS waiting
    WHERE destination = :destination AND (family = 'attachment') = :is_heavy AND {IS_DUE}
    """  # noqa: S608 - our own words

# As it was seen: another program may have claimed it since, or let it go.
CLAIM = """
    UPDATE parcel SET claimed_at = coalesce(claimed_at, :now)
    WHERE number = :number AND sealed IS NOT NULL AND held_at IS NULL AND claimed_at IS :seen"""

CLAIM_ANEW = "UPDATE parcel SET claimed_at = :now WHERE number = :number AND sealed IS NOT NULL"

DELIVERED = """
    UPDATE parcel SET delivered_at = :now, reason = :reason, sealed_case = :sealed_case,
    is_ended = :is_ended, sealed = NULL, refused_at = NULL, uncertain_at = NULL, held_at = NULL,
    last_problem = '', tries = tries + 1
    WHERE number = :number AND sealed IS NOT NULL"""

REFUSED = """
    UPDATE parcel SET refused_at = :now, reason = :reason, last_problem = :why, claimed_at = NULL,
    tries = tries + 1, tried_at = :now
    WHERE number = :number AND sealed IS NOT NULL AND refused_at IS NULL"""

UNCERTAIN = """
    UPDATE parcel SET uncertain_at = :now, last_problem = :why, tries = tries + 1, tried_at = :now
    WHERE number = :number AND sealed IS NOT NULL AND uncertain_at IS NULL"""

POSTPONED = """
    UPDATE parcel SET tried_at = :now, pause = :pause, last_problem = :why, tries = tries + 1,
    claimed_at = CASE WHEN :may_be_there THEN claimed_at END
    WHERE number = :number AND sealed IS NOT NULL"""

UNCLAIM = "UPDATE parcel SET claimed_at = NULL WHERE number = :number AND sealed IS NOT NULL"

# A follower's answer brings the whole case as it stands then. What has ended stays so: an answer
# that was under way meanwhile is an old one.
NOTE_CASE = """
    UPDATE parcel SET sealed_case = :sealed_case, is_ended = :is_ended
    WHERE number = :number AND delivered_at IS NOT NULL AND (NOT is_ended OR :is_ended)"""

DELIVERED_MATTER = """
    SELECT * FROM parcel WHERE reference = :reference AND family = 'matter'
    AND delivered_at IS NOT NULL AND (:destination = '' OR destination = :destination)"""

OLDEST_UNDELIVERED = "SELECT taken_at FROM parcel WHERE sealed IS NOT NULL ORDER BY number LIMIT 1"

UNDELIVERED = "SELECT count(*) FROM parcel WHERE sealed IS NOT NULL"

# Endpoints

ENDPOINT = "SELECT * FROM endpoint WHERE name = ?"

ENDPOINTS = "SELECT * FROM endpoint WHERE failures > 0 ORDER BY name"

NOTE_FAILURE = """
    INSERT INTO endpoint (name, failures, failed_at, pause, trouble)
    VALUES (:name, 1, :now, :pause, :trouble)
    ON CONFLICT (name) DO UPDATE SET failures = failures + 1, failed_at = excluded.failed_at,
    pause = excluded.pause, trouble = excluded.trouble"""

NOTE_TOLD = "UPDATE endpoint SET told_at = :now WHERE name = :name"

NOTE_SUCCESS = "DELETE FROM endpoint WHERE name = ?"

WAKE = "UPDATE endpoint SET pause = 0 WHERE name = ?"

# Staff

WAITING_FOR = """
    SELECT destination, count(*) AS waiting FROM parcel WHERE sealed IS NOT NULL
    GROUP BY destination ORDER BY destination"""

LISTED = """
    SELECT * FROM parcel WHERE sealed IS NOT NULL AND (:reference = '' OR reference = :reference)
    ORDER BY number"""

WAITING_MATTER = """
    SELECT * FROM parcel WHERE reference = :reference AND family = 'matter' AND sealed IS NOT NULL
    AND destination = :destination AND (claimed_at IS NOT NULL OR uncertain_at IS NOT NULL
    OR refused_at IS NOT NULL OR held_at IS NOT NULL)"""

RETRY = """
    UPDATE parcel SET refused_at = NULL, uncertain_at = NULL, held_at = NULL, reason = '',
    tried_at = NULL, pause = 0, claimed_at = CASE WHEN :may_be_there THEN claimed_at END
    WHERE reference = :reference AND sealed IS NOT NULL
    AND (:destination = '' OR destination = :destination)"""

HOLD = """
    UPDATE parcel SET held_at = :now
    WHERE reference = :reference AND sealed IS NOT NULL AND held_at IS NULL
    AND (:destination = '' OR destination = :destination)"""

# Upkeep

# Noted while the clock was wrong: their time begins now.
RIGHT_TIMES = """
    UPDATE parcel SET delivered_at = CASE WHEN delivered_at IS NOT NULL THEN :now END,
    withdrawn_at = CASE WHEN withdrawn_at IS NOT NULL THEN :now END
    WHERE sealed IS NULL AND coalesce(delivered_at, withdrawn_at) NOT BETWEEN :earliest AND :now"""

PURGE = """
    DELETE FROM parcel WHERE sealed IS NULL AND reference IN (
        SELECT reference FROM parcel GROUP BY reference HAVING count(sealed) = 0
        AND max(coalesce(delivered_at, withdrawn_at)) < CASE
            WHEN max(family = 'matter') = 0
            OR min(is_ended OR withdrawn_at IS NOT NULL OR family <> 'matter') = 1
            THEN :ended_before ELSE :delivered_before END)"""

EVERY_SEALED = "SELECT * FROM parcel WHERE sealed IS NOT NULL OR sealed_case IS NOT NULL"

RESEAL = """
    UPDATE parcel SET sealed = :sealed, sealed_case = :sealed_case, digest = :digest
    WHERE number = :number"""
