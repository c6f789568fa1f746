"""Reads the dates of GeoReport servers: with a zone and without, with fractions, with blanks."""

import re
from datetime import datetime, tzinfo

from api_client.open311.reading import Plain, text_of

_BLANK_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d{2}:?\d{2}|Z)$)")
_NAMED_ZONE = re.compile(r"\s*(?:UTC|GMT)$")
# Servers write 0001-01-01 and 1970-01-01 for "not set".
_FIRST_YEAR = 2000


def moment(value: Plain, zone: tzinfo) -> datetime | None:
    """The moment in our zone, in which one without a zone is read; None if it is none."""
    text = _NAMED_ZONE.sub("Z", _BLANK_BEFORE_ZONE.sub("", text_of(value)))
    try:
        read = datetime.fromisoformat(text)
        moment = (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None
