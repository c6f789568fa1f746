"""Which moments can be told as the present one: a single odd date must not stop a kiosk."""

from datetime import UTC, datetime

FIRST = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
LAST = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


def can_be_now(seconds: float) -> bool:
    """Whether somebody who says that it is so late, in seconds since 1970, may be right."""
    return FIRST <= seconds < LAST
