"""What the store asks of its file."""

FIND_MATTER = """
    SELECT digest, case_json FROM matter
    WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_MATTER = """
    INSERT INTO matter
    (district, kiosk, reference, digest, message_json, case_number, case_json)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""

NEXT_CASE_NUMBER = """
    INSERT INTO last_case_number (district, day, number) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number"""

FIND_BY_REFERENCE = "SELECT message_json, case_json FROM matter WHERE reference = ?"

FIND_RATING = """
    SELECT rating_json FROM rating WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_RATING = """
    INSERT INTO rating (district, kiosk, reference, rating_json) VALUES (?, ?, ?, ?)"""

FIND_HELP_CALL = """
    SELECT help_call_json FROM help_call WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_HELP_CALL = """
    INSERT INTO help_call (district, kiosk, reference, help_call_json) VALUES (?, ?, ?, ?)"""

# Takes the write lock and a place in the log, and leaves everything as it was.
TOUCH = "UPDATE readiness SET times = times + 1"
