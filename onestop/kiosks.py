"""The kiosks that are admitted, each by the key it was given at enrolment."""

import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api_client.contract.algorithms import Algorithm

PREFIX = 3
"""So many symbols of its own a kiosk's id has, with which its references begin."""


class BadKeyFile(Exception):
    """The list of kiosks cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One kiosk: who it is, the district (行政区划代码) it stands in."""

    id: str
    district: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A kiosk with a key it may sign with, and how."""

    kiosk: Kiosk
    key: str
    algorithm: Algorithm = Algorithm.HMAC_SHA256


class Kiosks:
    """Tells who a kiosk is, and what it signs with.

    A kiosk that stands there twice may use either key: a new one is given before the old one ends.
    """

    def __init__(self, enrolled: Iterable[Enrolled]) -> None:
        """Raises BadKeyFile for a kiosk that stands in two districts."""
        self._by_id: dict[str, Kiosk] = {}
        self._secrets: dict[tuple[str, Algorithm], tuple[bytes, ...]] = {}
        for each in enrolled:
            if self._by_id.setdefault(each.kiosk.id, each.kiosk) != each.kiosk:
                raise BadKeyFile(f"{each.kiosk.id} stands in the key file with two districts")
            way = (each.kiosk.id, each.algorithm)
            self._secrets[way] = (*self._secrets.get(way, ()), each.key.encode())
        # Whoever names a kiosk that is none waits as long as one that signs wrongly.
        self._nobodys = (secrets.token_bytes(32),)

    @classmethod
    def from_file(cls, path: Path) -> "Kiosks":
        """One kiosk a line: its id, its district, its key; `#` begins a comment.

        After the key may stand how it signs, if not by hmac-sha256. Raises BadKeyFile, also when
        others on this machine can read the keys.
        """
        try:
            with path.open(encoding="utf-8") as file:
                mode = stat.S_IMODE(path.stat().st_mode)
                lines = file.read().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadKeyFile(f"the key file {path} cannot be read: {error}") from error
        if mode & 0o077:
            raise BadKeyFile(f"others can read the key file {path}: chmod 600 it")
        return cls(_enrolled(number, line) for number, line in enumerate(lines, 1) if _says(line))

    @staticmethod
    def enrol(path: Path, kiosk: Kiosk, key: str) -> None:
        """Add a kiosk to a key file, which is made if there is none."""
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{kiosk.id} {kiosk.district} {key}\n")

    def find(self, kiosk_id: str) -> Kiosk | None:
        return self._by_id.get(kiosk_id)

    def districts_of(self, reference: str) -> tuple[str, ...]:
        """Where a kiosk has the symbols that the reference begins with; usually one, or none."""
        kiosk = self._by_id.get(reference[:PREFIX])
        return () if kiosk is None else (kiosk.district,)

    def secrets(self, kiosk_id: str, algorithm: Algorithm) -> tuple[bytes, ...]:
        """The keys that this kiosk may sign with in that way; else one that nobody has."""
        return self._secrets.get((kiosk_id, algorithm), self._nobodys)


def _says(line: str) -> bool:
    return bool(line.partition("#")[0].strip())


def _enrolled(number: int, line: str) -> Enrolled:
    match line.partition("#")[0].split():
        case [kiosk_id, district, key]:
            return Enrolled(Kiosk(kiosk_id, district), key)
        case [kiosk_id, district, key, ("hmac-sha256" | "hmac-sm3") as algorithm]:
            return Enrolled(Kiosk(kiosk_id, district), key, Algorithm(algorithm))
        case _:
            raise BadKeyFile(f"line {number} of the key file is not: kiosk district key")
