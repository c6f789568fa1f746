"""What the operator may write for a text in the settings, beyond its being one."""

import re
from typing import Final
from urllib.parse import urlsplit

from kiosk.reference import ALPHABET, PREFIX_LENGTH

WHOLE_PATH: Final = "a path that begins with / or ~"
_OWN_MACHINE: Final = ("localhost", "127.0.0.1", "::1")


def is_whole_path(text: str) -> bool:
    """A path within the folder where the kiosk happens to start would be another one next time."""
    return text.startswith(("/", "~"))


def is_name(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text) is not None


def is_prefix(text: str) -> bool:
    return len(text) == PREFIX_LENGTH and set(text) <= set(ALPHABET)


def is_area(text: str) -> bool:
    """GB/T 2260 and GB/T 10114: a district has 6 digits, a street 9, a committee 12."""
    return re.fullmatch(r"[1-9][0-9]{5}([0-9]{3}){0,2}", text) is not None


def is_district(text: str) -> bool:
    """GB/T 2260."""
    return re.fullmatch(r"[1-9][0-9]{5}", text) is not None


def is_database(text: str) -> bool:
    return text.startswith(("postgresql://", "postgres://"))


def without_password(address: str) -> str:
    """A database's address as it may be shown; also where it was not written as it should be."""
    kind, mark, rest = address.partition("://")
    user, at, place = rest.rpartition("@")
    name = user.partition(":")[0]
    shown = f"{name}:…@" if ":" in user else f"{name}{at}"
    return re.sub(r"(?i)(password=)[^&]*", r"\1…", f"{kind}{mark}{shown}{place}")


def is_safe_endpoint(text: str) -> bool:
    """Residents' answers never leave the machine unencrypted."""
    try:
        address = urlsplit(text)
        host = address.hostname
    except ValueError:
        return False
    is_bare = not (address.query or address.fragment or address.username)
    is_safe = address.scheme == "https" or (address.scheme == "http" and host in _OWN_MACHINE)
    return bool(host) and is_bare and is_safe


def is_tracking_page(text: str) -> bool:
    """Where the one-stop back end has its page for residents' own phones."""
    return is_safe_endpoint(text) and urlsplit(text).path.rstrip("/") == "/t"
