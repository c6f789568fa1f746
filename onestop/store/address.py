"""The address of a PostgreSQL database, whose password is said to nobody.

A password that is not written as a URL wants it would be taken for a part of the host or the port,
and be told with it when that is not found. So such an address is refused before it is used.
"""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from onestop.store.troubles import StoreUnusable

CANNOT_BE_READ = (
    "the database's address cannot be read: it is postgresql://USER:PASSWORD@HOST:PORT/NAME, and in"
    " the password each sign but letters, digits, - . _ ~ is written as % and its number (@ as %40,"
    " / as %2F, ? as %3F, % as %25)"
)
Parts = dict[str, str]


def parts_of(url: str) -> Parts:
    """What the address says, by libpq's names. Raises StoreUnusable, which quotes none of it."""
    body, _, options = url.partition("://")[2].partition("?")
    authority = body.partition("/")[0]
    is_plain = body.count("@") == authority.count("@") < 2 and "@" not in options  # noqa: PLR2004
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except psycopg.Error:
        is_plain, parts = False, {}
    ports = parts.get("port", "").split(",")
    if not is_plain or not all(port.isdecimal() or not port for port in ports):
        # Without its cause: that would quote what could not be read.
        raise StoreUnusable(CANNOT_BE_READ) from None
    return parts
