"""What the back end serves of the press: its files as they are, the newest edition at once.

A new edition is noticed by a look at `current.json`, so neither a restart nor another worker has
to tell. One that is damaged, or not signed by two trusted people, is not served: the last good one
stays, and the log says so.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api_client.contract import CataloguePackage, Edition
from api_client.contract.publication import in_force
from api_client.contract.seen import seen_from
from api_client.contract.verifying import NotTrusted, verified
from onestop.catalogue import BadCatalogue
from onestop.hall_time import SHANGHAI
from onestop.publishing.press import CHANGES, CURRENT, TRUSTED, Press, decoded
from onestop.publishing.troubles import BadPress
from onestop.slots import Timetables

log = logging.getLogger(__name__)

MOST_KEPT = 32
"""Files of the press that are kept in memory, beside the newest edition."""

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Served:
    """A file's bytes, and the tag that tells its versions apart."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Offered:
    """An edition as it is seen from the hall, and the times that can be booked with it."""

    edition: Edition
    package: CataloguePackage
    timetables: Timetables


class Shelf:
    """One worker's view of a press. It reads only, and is used on one thread."""

    def __init__(self, press: Press, hall: str, clock: Callable[[], datetime]) -> None:
        """`hall`: which an edition must have; "" is the catalogue's first.

        Raises BadCatalogue where nothing that was published can be used.
        """
        self._press = press
        self._hall = hall
        self._clock = clock
        self._kept: dict[Path, tuple[Mark, Served]] = {}
        self._seen: tuple[Mark | None, Mark | None] | None = None
        self._number = 0
        self._offered: dict[int, _Offered] = {}
        self._current = self._first()

    def current(self) -> Served:
        """The newest edition."""
        self._look()
        return self._current

    def since(self, number: int) -> Served:
        """The same for whoever has the package of that edition: shorter, if it can be."""
        return self._file(self._press.folder / "deltas" / f"{number}.json") or self.current()

    def edition(self, number: int) -> Served | None:
        """Any edition; None if there is no such one."""
        return self._file(self._press.path_of(number))

    def changes(self) -> Served | None:
        """All that ever changed."""
        return self._file(self._press.folder / CHANGES)

    def timetables(self) -> Timetables:
        """Of the edition in force today, by the hall's clock."""
        return self._in_force().timetables

    def package(self) -> CataloguePackage:
        """The catalogue in force today, as it is seen from the hall."""
        return self._in_force().package

    def _in_force(self) -> _Offered:
        self._look()
        today = self._clock().astimezone(SHANGHAI).date()
        editions = [each.edition for each in self._offered.values()]
        # One that takes effect later counts where there is no other.
        chosen = in_force(editions, today) or min(editions, key=lambda each: each.number)
        return self._offered[chosen.number]

    def _first(self) -> Served:
        """The newest good one: `current.json`, else the last edition that is as it was signed."""
        paths = [self._press.folder / CURRENT, *map(self._press.path_of, self._press.numbers())]
        self._seen = self._marks()
        trouble = BadCatalogue(f"nothing is published in {self._press.folder}")
        for path in paths:
            try:
                return self._taken(path)
            except (BadPress, NotTrusted, OSError) as error:
                log.warning("%s is not served: %s", path, error)
                trouble = BadCatalogue(f"{path} cannot be served: {error}")
        raise trouble

    def _look(self) -> None:
        marks = self._marks()
        if marks == self._seen:
            return
        self._seen = marks
        path = self._press.folder / CURRENT
        try:
            self._current = self._taken(path)
        except (BadPress, NotTrusted, BadCatalogue, OSError) as error:
            log.warning("%s is not served, the last good one is: %s", path, error)

    def _taken(self, path: Path) -> Served:
        served = _served(path)
        edition, package = verified(decoded(served.body), self._press.trusted())
        if edition.number < self._number:
            raise BadPress(f"edition {edition.number} is older than {self._number}")
        self._offered = self._with(edition, package)
        self._number = edition.number
        log.info("edition %d, version %s, is served", edition.number, edition.version)
        return served

    def _marks(self) -> tuple[Mark | None, Mark | None]:
        folder = self._press.folder
        return _mark(folder / CURRENT), _mark(folder / TRUSTED)

    def _with(self, newest: Edition, package: CataloguePackage) -> dict[int, _Offered]:
        """That edition and, until it takes effect, those before."""
        found = {newest.number: self._offer(newest, package)}
        today = self._clock().astimezone(SHANGHAI).date()
        trusted = self._press.trusted()
        for number in self._press.numbers():
            if in_force([each.edition for each in found.values()], today):
                break
            if number >= newest.number:
                continue
            try:
                edition, package = verified(self._press.published(number), trusted)
                found[number] = self._offer(edition, package)
            except (BadPress, NotTrusted, BadCatalogue) as error:
                log.warning("edition %d is passed over: %s", number, error)
        return found

    def _offer(self, edition: Edition, package: CataloguePackage) -> _Offered:
        seen = seen_from(package, "", self._hall)
        return _Offered(edition, seen, Timetables(package, needed=self._hall))

    def _file(self, path: Path) -> Served | None:
        mark = _mark(path)
        if mark is None:
            return None
        kept = self._kept.get(path)
        if kept and kept[0] == mark:
            return kept[1]
        try:
            served = _served(path)
        except OSError:
            return None
        self._kept[path] = (mark, served)
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return served


def _mark(path: Path) -> Mark | None:
    """What tells one file of that name from the next; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _served(path: Path) -> Served:
    body = path.read_bytes()
    return Served(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
