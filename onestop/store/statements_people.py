"""What is asked of the tables of people who work at a desk."""

FIND_PERSON = """
    SELECT district, name, shown_name, role, password, is_disabled FROM staff
    WHERE district = ? AND name = ?"""

LIST_PEOPLE = """
    SELECT district, name, shown_name, role, '', is_disabled FROM staff ORDER BY district, name"""

ADD_PERSON = """
    INSERT INTO staff (district, name, shown_name, role, password, is_disabled)
    VALUES (?, ?, ?, ?, ?, 0)
    ON CONFLICT DO NOTHING"""

CHANGE_PASSWORD = "UPDATE staff SET password = ? WHERE district = ? AND name = ?"  # noqa: S105 - a statement

DISABLE = "UPDATE staff SET is_disabled = ? WHERE district = ? AND name = ?"

FIND_DELAY = "SELECT failures, until FROM sign_in_delay WHERE district = ? AND digest = ?"

BEGIN_DELAY = """
    INSERT INTO sign_in_delay (district, digest, failures, until) VALUES (?, ?, 0, '')
    ON CONFLICT DO NOTHING"""

PUT_DELAY = """
    UPDATE sign_in_delay SET failures = ?, until = ? WHERE district = ? AND digest = ?"""

END_DELAY = "DELETE FROM sign_in_delay WHERE district = ? AND digest = ?"

FORGET_DELAYS = "DELETE FROM sign_in_delay WHERE district = ? AND until < ?"

ADD_SESSION = """
    INSERT INTO staff_session (district, digest, name, began_at, seen_at) VALUES (?, ?, ?, ?, ?)"""

FIND_SESSION = """
    SELECT p.district, p.name, p.shown_name, p.role, s.began_at, s.seen_at
    FROM staff_session AS s
    JOIN staff AS p ON (p.district, p.name) = (s.district, s.name)
    WHERE s.district = ? AND s.digest = ? AND p.is_disabled = 0"""

SEE_SESSION = "UPDATE staff_session SET seen_at = ? WHERE district = ? AND digest = ?"

END_SESSION = "DELETE FROM staff_session WHERE district = ? AND digest = ?"

END_SESSIONS_OF = "DELETE FROM staff_session WHERE district = ? AND name = ?"

FORGET_SESSIONS = """
    DELETE FROM staff_session
    WHERE district = ? AND name = ? AND (began_at < ? OR seen_at < ?)"""
