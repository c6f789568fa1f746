"""The press: a folder with everything that was published, each file as it is served.

    editions/NUMBER.json   each edition, for ever the same
    current.json           the newest one
    changes.json           what ever changed, for residents
    deltas/NUMBER.json     from that edition to the newest one
    drafts/                what waits for a second person
    trusted.keys           whose signatures count

An edition is published when its own file is there; the others follow from it and are made again
if a power cut came between.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

import msgspec

from api_client.contract import CataloguePackage, ChangeLog, Edition, Published
from api_client.contract.publication import digest_of
from api_client.contract.verifying import BadTrustedKey, TrustedKey
from onestop.publishing.deltas import delta_to
from onestop.publishing.files import put
from onestop.publishing.people import line, listed
from onestop.publishing.troubles import BadPress

log = logging.getLogger(__name__)

CURRENT = "current.json"
CHANGES = "changes.json"
TRUSTED = "trusted.keys"
MOST_DELTAS = 12
"""As many editions a kiosk may have missed before it fetches the whole."""


class Press:
    """Reads and writes that folder. Whoever writes holds its lock (`files.held`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def trusted(self) -> tuple[TrustedKey, ...]:
        """Those whose signatures count; none if there is no list yet. Raises BadPress."""
        path = self.folder / TRUSTED
        try:
            return listed(path.read_text("utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError, BadTrustedKey) as error:
            raise BadPress(f"{path} cannot be used: {error}") from error

    def trust(self, keys: Iterable[TrustedKey], why: str) -> None:
        """Begin the list anew with those keys."""
        lines = [f"# {why}", *(line(each) for each in keys)]
        put(self.folder / TRUSTED, ("\n".join(lines) + "\n").encode())

    def numbers(self) -> list[int]:
        """Of all editions, the newest first."""
        found = (self.folder / "editions").glob("*.json")
        return sorted((int(each.stem) for each in found if each.stem.isdecimal()), reverse=True)

    def published(self, number: int) -> Published:
        """Raises BadPress."""
        return read(self.path_of(number))

    def editions(self) -> list[Edition]:
        """All that can be read, the newest first."""
        return [edition_of(each) for _, each in self._readable(self.numbers())]

    def path_of(self, number: int) -> Path:
        return self.folder / "editions" / f"{number}.json"

    def newest(self) -> tuple[Edition, Published] | None:
        """The last edition, whoever signed it; None before the first. Raises BadPress."""
        numbers = self.numbers()
        if not numbers:
            return None
        published = self.published(numbers[0])
        return edition_of(published), published

    def publish(self, published: Published, edition: Edition) -> None:
        """For whoever has made sure that it is the next one and that two people signed it."""
        path = self.path_of(edition.number)
        if path.exists():
            raise BadPress(f"edition {edition.number} is there already")
        put(path, msgspec.json.encode(published))
        self.mend()

    def mend(self) -> None:
        """Make what follows from the newest edition, unless it is made. Raises BadPress."""
        numbers = self.numbers()
        if not numbers:
            return
        newest = self.path_of(numbers[0]).read_bytes()
        current = self.folder / CURRENT
        is_whole = (self.folder / "deltas" / f"{numbers[0]}.json").exists()
        if is_whole and current.exists() and current.read_bytes() == newest:
            return
        put(current, newest)
        put(self.folder / CHANGES, msgspec.json.encode(self.changes()))
        published = self.published(numbers[0])
        # The newest one's own delta, which keeps everything, is made last: it says that all is.
        for number, old in reversed(self._readable(numbers[:MOST_DELTAS])):
            delta = delta_to(published, old, number)
            put(self.folder / "deltas" / f"{number}.json", msgspec.json.encode(delta))

    def changes(self) -> ChangeLog:
        """All that ever changed; of an edition that is damaged, nothing."""
        editions = self.editions()
        changes = tuple(
            change
            for edition in editions
            for change in edition.changes
            if change.edition == edition.number
        )
        if not editions:
            return ChangeLog(number=0, version="", changes=())
        return ChangeLog(number=editions[0].number, version=editions[0].version, changes=changes)

    def _readable(self, numbers: list[int]) -> list[tuple[int, Published]]:
        readable = []
        for number in numbers:
            try:
                published = self.published(number)
                edition_of(published)
            except BadPress as trouble:
                log.warning("%s: it is left out", trouble)
            else:
                readable.append((number, published))
        return readable


def read(path: Path) -> Published:
    """Raises BadPress."""
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise BadPress(f"{path} cannot be read: {error.strerror}") from error
    except BadPress as trouble:
        raise BadPress(f"{path}: {trouble}") from trouble


def decoded(body: bytes) -> Published:
    """Raises BadPress."""
    try:
        return msgspec.json.decode(body, type=Published)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadPress(f"no edition: {error}") from error


def edition_of(published: Published) -> Edition:
    """As it is told, whoever signed it. Raises BadPress."""
    try:
        return msgspec.json.decode(published.edition, type=Edition)
    except msgspec.DecodeError as error:
        raise BadPress(f"an edition is damaged: {error}") from error


def package_of(published: Published) -> CataloguePackage:
    """Its package. Raises BadPress unless it is the one that its edition names."""
    edition = edition_of(published)
    if digest_of(published.package) != edition.package_digest:
        raise BadPress(f"edition {edition.number} is damaged: its package is another")
    try:
        return msgspec.json.decode(published.package, type=CataloguePackage)
    except msgspec.DecodeError as error:
        raise BadPress(f"edition {edition.number} is of another time: {error}") from error
