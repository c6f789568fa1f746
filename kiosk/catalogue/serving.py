"""Which catalogue serves this hall: the newest edition in force, else the one shipped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api_client.contract import CataloguePackage, Edition
from api_client.contract.verifying import TrustedKey
from kiosk.catalogue import Catalogue, CatalogueError, Issue, View
from kiosk.catalogue.editions import EditionRefused, Editions
from kiosk.routing import WrongRoutes

Check = Callable[[Catalogue], None]


@dataclass(frozen=True, slots=True)
class Site:
    """The kiosk that takes editions: its id, its hall, and the area that stands in."""

    kiosk_id: str
    hall: str
    area: str

    def view(self, day: date) -> View:
        return View(self.hall, self.area, day)

    def is_in(self, edition: Edition) -> bool:
        """Whether an edition that is rolled out in steps has come to this kiosk."""
        return edition.rollout.is_for(self.kiosk_id, self.area)


class Serving:
    """What is kept and what was shipped, as this kiosk sees it."""

    def __init__(
        self,
        site: Site,
        shipped: CataloguePackage,
        folder: Path,
        trusted: Callable[[], Iterable[TrustedKey]],
        check: Check,
    ) -> None:
        """`check` raises WrongRoutes for a catalogue that cannot be handed in by these settings."""
        self.site = site
        self._shipped = shipped
        self._check = check
        self.trusted = trusted
        self.editions = Editions(folder, trusted, self._fit)

    def on(self, day: date) -> Catalogue:
        """The catalogue of that day. Raises CatalogueError where the shipped one lacks the hall."""
        view, kept = self.site.view(day), self.editions.in_force(day)
        if kept is None:
            return Catalogue.seen(self._shipped, view)
        return Catalogue.seen(kept.package, view, Issue.of(kept.edition, view))

    def _fit(self, edition: Edition, package: CataloguePackage) -> None:
        """A published mistake must not stop a hall: it is refused, and what serves goes on."""
        if not edition.is_of(self.site.area):
            raise EditionRefused(
                f"it is for the district {edition.district}, and this kiosk is in {self.site.area}"
            )
        try:
            seen = Catalogue.seen(package, self.site.view(edition.effective_from))
            if not seen.tiles:
                raise EditionRefused(f"it offers nothing in hall {self.site.hall}")
            self._check(seen)
        except (CatalogueError, WrongRoutes) as error:
            raise EditionRefused(str(error).rstrip(".")) from error
