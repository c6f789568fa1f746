"""The kiosks that are admitted, each by the key it was given at enrolment."""

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FIELDS = 3


class BadKeyFile(Exception):
    """The list of kiosks cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One kiosk: who it is, the district (行政区划代码) it stands in."""

    id: str
    district: str


class Kiosks:
    """Tells a kiosk by its key. Only digests are held, so looking one up tells nothing by time."""

    def __init__(self, keys: Iterable[tuple[Kiosk, str]]) -> None:
        self._by_digest = {_digest(key): kiosk for kiosk, key in keys}

    @classmethod
    def from_file(cls, path: Path) -> "Kiosks":
        """One kiosk a line: its id, its district, its key; `#` begins a comment.

        Raises BadKeyFile, also when others on this machine can read the keys.
        """
        try:
            with path.open(encoding="utf-8") as file:
                mode = stat.S_IMODE(path.stat().st_mode)
                lines = file.read().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadKeyFile(f"the key file {path} cannot be read: {error}") from error
        if mode & 0o077:
            raise BadKeyFile(f"others can read the key file {path}: chmod 600 it")
        return cls(_admitted(number, line) for number, line in enumerate(lines, 1) if _says(line))

    @staticmethod
    def enrol(path: Path, kiosk: Kiosk, key: str) -> None:
        """Add a kiosk to a key file, which is made if there is none."""
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{kiosk.id} {kiosk.district} {key}\n")

    def find(self, key: str) -> Kiosk | None:
        return self._by_digest.get(_digest(key))


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _says(line: str) -> bool:
    return bool(line.partition("#")[0].strip())


def _admitted(number: int, line: str) -> tuple[Kiosk, str]:
    fields = line.partition("#")[0].split()
    if len(fields) != FIELDS:
        raise BadKeyFile(f"line {number} of the key file is not: kiosk district key")
    return Kiosk(id=fields[0], district=fields[1]), fields[2]
