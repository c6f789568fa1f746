"""What is asked of the table of wrong guesses."""

FIND = "SELECT wrong_json FROM guess WHERE district = ? AND who = ?"

ADD = """
    INSERT INTO guess (district, who, wrong_json, forget_at) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

CHANGE = "UPDATE guess SET wrong_json = ?, forget_at = ? WHERE district = ? AND who = ?"

FORGET = "DELETE FROM guess WHERE district = ? AND who = ?"

FORGET_OLD = "DELETE FROM guess WHERE district = ? AND forget_at <= ?"

# More than so many at once is somebody who tries to fill the disk: the oldest make room.
FORGET_BEYOND = """
    DELETE FROM guess WHERE district = ? AND forget_at <= (
        SELECT forget_at FROM guess WHERE district = ?
        ORDER BY forget_at DESC LIMIT 1 OFFSET ?)"""
