"""What the store asks of the tables of kiosks; as in `statements.py`."""

CHANGES = "SELECT district, number FROM kiosk_change"

CHANGED = """
    INSERT INTO kiosk_change (district, number) VALUES (?, 1)
    ON CONFLICT (district) DO UPDATE SET number = kiosk_change.number + 1"""

# A row for each key, the oldest first, and one without for a kiosk that has none.
KEYS_OF_DISTRICT = """
    SELECT k.kiosk, k.area, k.hall, k.name, k.revoked_at, s.algorithm, s.key
    FROM kiosk AS k
    LEFT JOIN kiosk_key AS s ON (s.district, s.kiosk) = (k.district, k.kiosk)
    WHERE k.district = ?
    ORDER BY k.kiosk, s.number"""

NAMED_SO = "SELECT district, kiosk FROM kiosk WHERE kiosk = ?"

FIND_KIOSK = """
    SELECT area, hall, name, revoked_at FROM kiosk WHERE district = ? AND kiosk = ?"""

ADD_KIOSK = """
    INSERT INTO kiosk (district, kiosk, area, hall, name, added_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

PLACE_KIOSK = """
    UPDATE kiosk SET area = ?, hall = ?, name = ? WHERE district = ? AND kiosk = ?"""

MARK_ENROLLED = "UPDATE kiosk SET enrolled_at = ? WHERE district = ? AND kiosk = ?"

MARK_REVOKED = "UPDATE kiosk SET revoked_at = ? WHERE district = ? AND kiosk = ?"

KEYS = """
    SELECT number, algorithm, key FROM kiosk_key WHERE district = ? AND kiosk = ?
    ORDER BY number"""

ADD_KEY = """
    INSERT INTO kiosk_key (district, kiosk, algorithm, key, added_at, number)
    SELECT ?, ?, ?, ?, ?, coalesce(max(number), 0) + 1 FROM kiosk_key
    WHERE district = ? AND kiosk = ?"""

END_KEY = "DELETE FROM kiosk_key WHERE district = ? AND kiosk = ? AND number = ?"

PUT_CODE = """
    INSERT INTO enrolment (district, kiosk, handle, digest, algorithm, ends_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (district, kiosk) DO UPDATE
    SET handle = excluded.handle, digest = excluded.digest, algorithm = excluded.algorithm,
        ends_at = excluded.ends_at"""

CODES_BEGINNING_SO = """
    SELECT district, kiosk, digest, algorithm, ends_at FROM enrolment WHERE handle = ?"""

END_CODE = "DELETE FROM enrolment WHERE district = ? AND kiosk = ?"

USE_CODE = "DELETE FROM enrolment WHERE district = ? AND kiosk = ? AND digest = ?"

GUESSES = "SELECT wrong, last_at FROM enrolment_guess WHERE handle = ?"

GUESSED_WRONG = """
    INSERT INTO enrolment_guess (handle, wrong, last_at) VALUES (?, 1, ?)
    ON CONFLICT (handle) DO UPDATE
    SET wrong = enrolment_guess.wrong + 1, last_at = excluded.last_at"""

FORGET_GUESSES = "DELETE FROM enrolment_guess WHERE handle = ? OR last_at < ?"

PUT_HEARTBEAT = """
    INSERT INTO heartbeat (district, kiosk, received_at, heartbeat_json, report, reported_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (district, kiosk) DO UPDATE
    SET received_at = excluded.received_at, heartbeat_json = excluded.heartbeat_json,
        report = coalesce(excluded.report, heartbeat.report),
        reported_at = coalesce(excluded.reported_at, heartbeat.reported_at)"""

INSTRUCTIONS = """
    SELECT kind, told_at FROM instruction WHERE district = ? AND kiosk = ? ORDER BY told_at, kind"""

PUT_INSTRUCTION = """
    INSERT INTO instruction (district, kiosk, kind, told_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (district, kiosk, kind) DO UPDATE SET told_at = excluded.told_at"""

END_INSTRUCTION = """
    DELETE FROM instruction WHERE district = ? AND kiosk = ? AND kind = ? AND told_at = ?"""

DISTRICTS = "SELECT DISTINCT district FROM kiosk ORDER BY district"

FLEET_OF_DISTRICT = """
    SELECT
        k.kiosk, k.area, k.hall, k.name, k.enrolled_at, k.revoked_at,
        (SELECT count(*) FROM kiosk_key AS s WHERE (s.district, s.kiosk) = (k.district, k.kiosk)),
        e.ends_at, h.received_at, h.heartbeat_json, h.reported_at
    FROM kiosk AS k
    LEFT JOIN enrolment AS e ON (e.district, e.kiosk) = (k.district, k.kiosk)
    LEFT JOIN heartbeat AS h ON (h.district, h.kiosk) = (k.district, k.kiosk)
    WHERE k.district = ?"""

LAST_REPORT = "SELECT report, reported_at FROM heartbeat WHERE district = ? AND kiosk = ?"
