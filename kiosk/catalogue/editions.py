"""The editions of the catalogue that this kiosk has taken, kept in its data folder.

1. Whatever comes, by the line or by hand, is checked before it is kept: two trusted people have
   signed it, it is newer than what is kept, and it can serve this kiosk.
2. It is written beside the others, whole or not at all, and outlives a power cut.
3. It is checked again whenever it is read. What is damaged, or signed by somebody who is trusted
   no more, is passed over: the one before it serves, and the last resort is the shipped catalogue.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from api_client.contract import CataloguePackage, Edition, Published, PublishedDelta
from api_client.contract.deltas import DoesNotFit
from api_client.contract.verifying import NotTrusted, TrustedKey, verified, whole
from kiosk.whole_file import write_whole

BEFORE: Final = 1
"""How many are kept besides the one in force: the disk may damage one."""
_NAME: Final = re.compile(r"[0-9]{8}\.json")

Fits = Callable[[Edition, CataloguePackage], None]


class EditionRefused(Exception):
    """An edition is not taken; the text says why, without a full stop."""


class DeltaMissed(Exception):
    """A delta does not fit what is kept: the whole is to be fetched."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition that may serve, and as what it was published."""

    edition: Edition
    package: CataloguePackage
    published: Published


class Editions:
    """What is kept. Several programs may use one folder: each file is written whole."""

    def __init__(
        self, folder: Path, trusted: Callable[[], Iterable[TrustedKey]], fits: Fits
    ) -> None:
        """`fits` raises EditionRefused for what cannot serve this kiosk."""
        self._folder = folder
        self._trusted = trusted
        self._fits = fits

    def kept(self) -> Iterator[Kept]:
        """Those that may serve, the newest first."""
        for file in self._files():
            try:
                yield self._read(file)
            except EditionRefused:
                continue

    def newest(self) -> int:
        """The number of the newest that may serve; 0: there is none."""
        return next((each.edition.number for each in self.kept()), 0)

    def oldest(self) -> int:
        """The same of the oldest."""
        return min((each.edition.number for each in self.kept()), default=0)

    def in_force(self, day: date) -> Kept | None:
        """The newest that counts on that day; None: there is none."""
        return next((each for each in self.kept() if each.edition.effective_from <= day), None)

    def passed_over(self) -> list[str]:
        """Why each that is newer than the newest that may serve does not; without a full stop."""
        told: list[str] = []
        for file in self._files():
            try:
                self._read(file)
            except EditionRefused as why:
                told.append(f"edition {int(file.stem)}, as it is kept here, cannot be used: {why}")
            else:
                break
        return told

    @property
    def stamp(self) -> int:
        """Another one whenever any program has changed what is kept; 0: nothing was ever kept."""
        try:
            return self._folder.stat().st_mtime_ns
        except OSError:
            return 0

    def take(
        self, published: Published, today: date, is_for: Callable[[Edition], bool]
    ) -> Edition | None:
        """Keep it. None: it is kept already, or not `is_for` us yet, who have another.

        Raises EditionRefused, and OSError where the disk refuses.
        """
        taken = self._checked(published)
        newest = next(self.kept(), None)
        if newest is not None:
            _check_newer(taken, newest)
            if taken.edition.number == newest.edition.number or not is_for(taken.edition):
                return None
        self._keep(taken)
        self._tidy(today)
        return taken.edition

    def take_before(self, published: Published, today: date) -> Edition:
        """Keep one that is older than all, because none of these is in force yet.

        Raises EditionRefused, and OSError where the disk refuses.
        """
        taken = self._checked(published)
        oldest = self.oldest()
        if self.in_force(today) is not None or taken.edition.number >= oldest:
            raise EditionRefused(f"edition {taken.edition.number} is not older than {oldest}")
        self._keep(taken)
        return taken.edition

    def completed(self, delta: PublishedDelta) -> Published:
        """What the delta tells, with what is kept. Raises DeltaMissed, EditionRefused."""
        before = next((each for each in self.kept() if each.edition.number == delta.since), None)
        if before is None:
            raise DeltaMissed(f"edition {delta.since} is not kept here")
        try:
            return whole(delta, before.published.package, self._trusted())
        except DoesNotFit as why:
            raise DeltaMissed(str(why)) from why
        except NotTrusted as why:
            raise EditionRefused(str(why)) from why

    def _keep(self, taken: Kept) -> None:
        file = self._folder / f"{taken.edition.number:08}.json"
        write_whole(file, msgspec.json.encode(taken.published))

    def _checked(self, published: Published) -> Kept:
        try:
            edition, package = verified(published, self._trusted())
        except NotTrusted as why:
            raise EditionRefused(str(why)) from why
        self._fits(edition, package)
        return Kept(edition, package, published)

    def _read(self, file: Path) -> Kept:
        kept = self._checked(published_in(file))
        if kept.edition.number != int(file.stem):
            raise EditionRefused(f"it is edition {kept.edition.number}")
        return kept

    def _files(self) -> list[Path]:
        """The newest first."""
        try:
            found = [each for each in self._folder.iterdir() if _NAME.fullmatch(each.name)]
        except OSError:
            return []
        return sorted(found, reverse=True)

    def _tidy(self, today: date) -> None:
        """What is older than the one before the one in force is gone."""
        in_force = self.in_force(today)
        if in_force is not None:
            older = [each for each in self._files() if int(each.stem) < in_force.edition.number]
            for file in older[BEFORE:]:
                file.unlink(missing_ok=True)
        for file in self._folder.glob("*.part"):
            # Of a program that was killed while it wrote.
            file.unlink(missing_ok=True)


def published_in(file: Path) -> Published:
    """What lies in that file. Raises EditionRefused."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Published)
    except OSError as error:
        raise EditionRefused(f"{file} cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EditionRefused("the file is damaged, or holds no edition") from error


def _check_newer(taken: Kept, newest: Kept) -> None:
    number, before = taken.edition.number, newest.edition.number
    if number < before:
        raise EditionRefused(f"it is edition {number}, older than edition {before}, which is here")
    if number == before and taken.published.edition != newest.published.edition:
        raise EditionRefused(f"it is another edition {number} than the one that is here")
