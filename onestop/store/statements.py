"""What the store asks of its tables, in words that SQLite and PostgreSQL both understand."""

FIND_MATTER = """
    SELECT digest, message_json FROM matter
    WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_MATTER = """
    INSERT INTO matter
    (district, kiosk, reference, digest, message_json, case_number, case_json,
     status, service_code, received_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

NEXT_CASE_NUMBER = """
    INSERT INTO last_case_number (district, day, number) VALUES (?, ?, 1)
    ON CONFLICT (district, day) DO UPDATE SET number = last_case_number.number + 1
    RETURNING number"""

# A case with all that belongs to it, in one look, so that its parts fit each other: a row for each
# of its steps, in order, and one without if there is none.
CASES = """
    SELECT
        m.district, m.kiosk, m.reference, m.message_json, m.case_json,
        (SELECT count(*) FROM attachment AS a
            WHERE (a.district, a.kiosk, a.reference) = (m.district, m.kiosk, m.reference)),
        b.booked_json, s.status, s.began_at, s.opinion
    FROM matter AS m
    LEFT JOIN booking AS b
        ON (b.district, b.kiosk, b.reference) = (m.district, m.kiosk, m.reference)
    LEFT JOIN step AS s
        ON (s.district, s.kiosk, s.reference) = (m.district, m.kiosk, m.reference)
    WHERE """
IN_ORDER = " ORDER BY m.district, m.kiosk, m.reference, s.number"
FIND_CASE = CASES + "m.district = ? AND m.kiosk = ? AND m.reference = ?" + IN_ORDER
FIND_BY_REFERENCE = CASES + "m.district = ? AND m.reference = ?" + IN_ORDER
DISTRICTS_OF_REFERENCE = "SELECT DISTINCT district FROM matter WHERE reference = ?"

FIND_STANDING = """
    SELECT case_json FROM matter WHERE district = ? AND kiosk = ? AND reference = ?"""

CHANGE_CASE = """
    UPDATE matter SET case_json = ?, status = ?, accepted_at = ?, change = change + 1
    WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_STEP = """
    INSERT INTO step (district, kiosk, reference, status, began_at, opinion, number)
    SELECT ?, ?, ?, ?, ?, ?, coalesce(max(number), 0) + 1 FROM step
    WHERE district = ? AND kiosk = ? AND reference = ?"""

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
    SELECT hall, booked_json FROM booking
    WHERE district = ? AND kiosk = ? AND reference = ?"""

# Another time for the same case takes the place of the first.
PUT_BOOKING = """
    INSERT INTO booking
    (district, kiosk, reference, hall, service_code, slot, status, booked_json)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (district, kiosk, reference) DO UPDATE
    SET hall = excluded.hall, service_code = excluded.service_code, slot = excluded.slot,
        status = excluded.status, booked_json = excluded.booked_json"""

BOOKED_SLOTS = """
    SELECT slot FROM booking
    WHERE district = ? AND hall = ? AND service_code = ? AND status = 'booked'"""

WHO_HAS_SLOT = """
    SELECT kiosk, reference FROM booking
    WHERE district = ? AND hall = ? AND service_code = ? AND slot = ? AND status = 'booked'"""

FIND_RATING = """
    SELECT rating_json FROM rating WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_RATING = """
    INSERT INTO rating (district, kiosk, reference, rating_json) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

FIND_HELP_CALL = """
    SELECT help_call_json FROM help_call WHERE district = ? AND kiosk = ? AND reference = ?"""

ADD_HELP_CALL = """
    INSERT INTO help_call (district, kiosk, reference, help_call_json, arrived_at)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

# Bookings of before there were several halls.
NAME_HALL = "UPDATE booking SET hall = ? WHERE district = ? AND hall = ''"

# Takes a lock and a place in the log, and leaves everything as it was.
TOUCH = "UPDATE readiness SET times = times + 1"
