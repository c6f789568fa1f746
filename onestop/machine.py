"""The kiosks that need no code: the one on the back end's own machine, and those of a key file.

A back end that a kiosk starts for itself admits that kiosk by the key in a file of theirs. Until
version 0.1 a file `kiosks.key` beside the store listed all kiosks; what such a file lists is taken
into the store at the next start, and the file is put aside.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api_client.contract.algorithms import Algorithm
from onestop.kiosks import Kiosk
from onestop.store import Place, statements
from onestop.store.kiosks import Key, KioskKnown, KioskName, add, add_key, settle
from onestop.store.tables import Tables

log = logging.getLogger(__name__)

OLD_KEY_FILE = "kiosks.key"
PUT_ASIDE = ".imported"


class BadKeyFile(Exception):
    """The kiosk's own key cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class OwnKiosk:
    """The kiosk that this back end was started by, and the file with its key."""

    kiosk: Kiosk
    key_file: Path


def take_in(place: Place, own: OwnKiosk | None, hall: str, now: datetime) -> None:
    """Admit whoever needs no code. Raises BadKeyFile, StoreUnusable.

    `hall`: the one that a back end with a key file served.
    """
    old = place.folder / OLD_KEY_FILE
    listed = list(_listed(old, hall)) if old.is_file() else []
    if listed or own is not None:
        key = None if own is None else _own_key(own.key_file)
        with place.changing() as tables:
            _import(tables, listed, now)
            for district in {kiosk.district for kiosk, _ in listed}:
                tables.execute(statements.NAME_HALL, (hall, district))
            if own is not None and key is not None:
                settle(tables, own.kiosk, key, now)
    if old.is_file():
        old.rename(old.with_suffix(old.suffix + PUT_ASIDE))
        log.warning("the kiosks of %s are in the store now: %d keys", old, len(listed))


def _own_key(file: Path) -> Key:
    try:
        words = file.read_text("ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BadKeyFile(f"the kiosk's own key {file} cannot be read: {error}") from error
    if len(words) != 1:
        raise BadKeyFile(f"{file} holds no key: it must be one word")
    return Key(words[0])


def _import(tables: Tables, listed: list[tuple[Kiosk, Key]], now: datetime) -> None:
    """A kiosk that the store knows keeps the keys that it has there."""
    new: set[KioskName] = set()
    for kiosk, key in listed:
        name = KioskName.of(kiosk)
        try:
            add(tables, kiosk, now)
            new.add(name)
        except KioskKnown:
            pass
        if name in new:
            add_key(tables, name, key, now)


def _listed(file: Path, hall: str) -> Iterator[tuple[Kiosk, Key]]:
    """One kiosk a line: id, district, key, and perhaps how it signs; `#` begins a comment."""
    text = file.read_text("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), 1):
        match line.partition("#")[0].split():
            case [kiosk, district, key]:
                yield Kiosk(kiosk, district, hall), Key(key)
            case [kiosk, district, key, ("hmac-sha256" | "hmac-sm3") as algorithm]:
                yield Kiosk(kiosk, district, hall), Key(key, Algorithm(algorithm))
            case []:
                pass
            case _:
                log.error("line %d of %s is no kiosk and was left out", number, file)
