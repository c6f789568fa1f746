"""What the outbox asks of its file."""

KEEP = """
    INSERT INTO parcel (kind, reference, service_code, digest, taken_at, sealed)
    VALUES (:kind, :reference, :service_code, :digest, :taken_at, :sealed)
    ON CONFLICT DO NOTHING"""

KEPT_ALREADY = """
    SELECT kind, digest, taken_at FROM parcel
    WHERE reference = :reference
    AND (kind = :kind OR (is_matter AND :kind IN ('submission', 'consultation')))"""

# A rating goes after its own matter. A pause longer than any we give was written while the clock
# was wrong, and must not hold the parcel for years.
DUE = """
    SELECT * FROM parcel AS waiting
    WHERE delivered_at IS NULL AND refused_at IS NULL
    AND (next_try_at IS NULL OR next_try_at <= :now OR next_try_at > :now + :longest)
    AND NOT (kind = 'rating' AND EXISTS (
        SELECT 1 FROM parcel AS matter
        WHERE matter.reference = waiting.reference AND matter.is_matter
        AND matter.delivered_at IS NULL))
    ORDER BY number"""

DELIVERED = """
    UPDATE parcel SET delivered_at = :now, case_json = :case, sealed = NULL,
    refused_at = NULL, next_try_at = NULL, last_problem = '', tries = tries + 1
    WHERE number = :number AND delivered_at IS NULL"""

REFUSED = """
    UPDATE parcel SET refused_at = :now, last_problem = :why, tries = tries + 1
    WHERE number = :number AND delivered_at IS NULL AND refused_at IS NULL"""

POSTPONED = """
    UPDATE parcel SET next_try_at = :until, last_problem = :why, tries = tries + 1
    WHERE number = :number AND delivered_at IS NULL AND refused_at IS NULL"""

PUT_BACK = """
    UPDATE parcel SET refused_at = NULL, next_try_at = NULL
    WHERE reference = :reference AND refused_at IS NOT NULL"""

FIND = """
    SELECT *, EXISTS (
        SELECT 1 FROM parcel AS rating
        WHERE rating.kind = 'rating' AND rating.reference = matter.reference) AS is_rated
    FROM parcel AS matter WHERE reference = :reference AND is_matter"""

EVERY_ROW = "SELECT *, 0 AS is_rated FROM parcel"

NOTE_CASE = """
    UPDATE parcel SET case_json = :case
    WHERE reference = :reference AND is_matter AND delivered_at IS NOT NULL"""

UNDELIVERED = "SELECT count(*) AS answer FROM parcel WHERE delivered_at IS NULL"

OLDEST_UNDELIVERED = """
    SELECT (SELECT taken_at FROM parcel WHERE delivered_at IS NULL ORDER BY number LIMIT 1)
    AS answer"""

NEXT_TRY = """
    SELECT min(next_try_at) AS answer FROM parcel
    WHERE delivered_at IS NULL AND refused_at IS NULL"""

HIGHEST = "SELECT max(number) AS answer FROM parcel"

ONE_ROW = "SELECT * FROM parcel WHERE number = :number"
