"""What the store asks of its file."""

FIND_MATTER = """
    SELECT digest, message_json FROM matter
    WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_MATTER = """
    INSERT INTO matter
    (district, kiosk, reference, digest, message_json, case_number, case_json)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""

NEXT_CASE_NUMBER = """
    INSERT INTO last_case_number (district, day, number) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number"""

# A case with all that belongs to it, in one look, so that its parts fit each other.
CASES = """
    SELECT
        district, kiosk, reference, message_json, case_json,
        (SELECT count(*) FROM attachment AS a
            WHERE (a.district, a.kiosk, a.reference) = (m.district, m.kiosk, m.reference)),
        (SELECT booked_json FROM booking AS b
            WHERE (b.district, b.kiosk, b.reference) = (m.district, m.kiosk, m.reference)),
        (SELECT json_group_array(json_array(status, began_at, opinion)) FROM
            (SELECT * FROM step AS s
                WHERE (s.district, s.kiosk, s.reference) = (m.district, m.kiosk, m.reference)
                ORDER BY s.number))
    FROM matter AS m WHERE """
FIND_CASE = CASES + "district = ? AND kiosk = ? AND reference = ?"
FIND_BY_REFERENCE = CASES + "reference = ?"

FIND_STANDING = """
    SELECT case_json FROM matter WHERE district = ? AND kiosk = ? AND reference = ?"""

CHANGE_CASE = """
    UPDATE matter SET case_json = ? WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_STEP = """
    INSERT INTO step (district, kiosk, reference, status, began_at, opinion)
    VALUES (?, ?, ?, ?, ?, ?)"""

COUNT_BEFORE = """
    SELECT count(*) FROM matter
    WHERE district = ? AND service_code = ? AND status = 'received' AND case_number < ?"""

COUNT_ACCEPTED_SINCE = """
    SELECT count(*) FROM matter
    WHERE district = ? AND service_code = ? AND accepted_at >= ?"""

FIND_ATTACHMENT = """
    SELECT file, document FROM attachment
    WHERE district = ? AND kiosk = ? AND reference = ? AND is_correction = ? AND number = ?"""

ADD_ATTACHMENT = """
    INSERT INTO attachment
    (district, kiosk, reference, is_correction, number, file, document, media_type, arrived_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""

FIND_BOOKING = """
    SELECT booked_json FROM booking
    WHERE district = ? AND kiosk = ? AND reference = ?"""

# Another time for the same case takes the place of the first.
PUT_BOOKING = """
    INSERT INTO booking (district, kiosk, reference, service_code, booked_json)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (district, kiosk, reference) DO UPDATE
    SET service_code = excluded.service_code, booked_json = excluded.booked_json"""

BOOKED_SLOTS = "SELECT slot FROM booking WHERE service_code = ? AND status = 'booked'"

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
