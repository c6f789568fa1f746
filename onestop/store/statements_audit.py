"""What the audit trail asks of its tables: an entry is never changed and never deleted."""

ENTRY = "number, noted_at, who, name, did, about, kiosk, reference, detail, digest"

BEGIN_HEAD = """
    INSERT INTO audit_head (district, number, digest) VALUES (?, 0, ?)
    ON CONFLICT DO NOTHING"""

FIND_HEAD = "SELECT number, digest FROM audit_head WHERE district = ?"

MOVE_HEAD = "UPDATE audit_head SET number = ?, digest = ? WHERE district = ?"

ENTRIES_ABOUT = f"""
    SELECT {ENTRY} FROM audit WHERE district = ? AND reference = ? ORDER BY number"""  # noqa: S608 - as above

ENTRIES_AFTER = f"""
    SELECT {ENTRY} FROM audit WHERE district = ? AND number > ? ORDER BY number LIMIT ?"""  # noqa: S608 - as above

LATEST = f"""
    SELECT {ENTRY} FROM audit WHERE district = ? ORDER BY number DESC LIMIT ?"""  # noqa: S608 - as above

LATEST_BEFORE = f"""
    SELECT {ENTRY} FROM audit WHERE district = ? AND number < ? ORDER BY number DESC LIMIT ?"""  # noqa: S608 - as above

# A head without entries and entries without a head are both to be found.
DISTRICTS = "SELECT district FROM audit_head UNION SELECT district FROM audit ORDER BY 1"


def add_entries(entries: int) -> str:
    """One statement for all of them."""
    row = "(" + ", ".join("?" * 11) + ")"
    return f"INSERT INTO audit (district, {ENTRY}) VALUES " + ", ".join([row] * entries)  # noqa: S608 - as above
