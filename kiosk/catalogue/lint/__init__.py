"""Proofreads a catalogue before residents see it: nothing missing, nothing that leads nowhere."""

from pathlib import Path

from api_client.contract import CataloguePackage
from kiosk.catalogue.findings import CatalogueError, Finding
from kiosk.catalogue.lint import forms, halls, layers, services, standings, texts, ways_on
from kiosk.catalogue.reading import SHIPPED, read
from kiosk.catalogue.references import broken

__all__ = ["Finding", "problems", "problems_in"]


def problems(folder: Path | None = None) -> list[Finding]:
    """All that is wrong with the catalogue in that folder, or with the one shipped.

    A file that cannot be read at all is the only finding, because the rest hangs on it.
    """
    try:
        return problems_in(read(folder or SHIPPED))
    except CatalogueError as error:
        return [error.finding]


def problems_in(package: CataloguePackage) -> list[Finding]:
    """All that is wrong with a package, in the order of its parts; warnings are marked."""
    return [
        *_list(package),
        *standings.findings(package),
        *layers.findings(package, _list),
    ]


def _list(package: CataloguePackage) -> list[Finding]:
    """What is wrong with a list as it is seen from one place."""
    return [
        *broken(package),
        *texts.findings(package),
        *services.findings(package),
        *forms.findings(package),
        *halls.findings(package),
        *ways_on.findings(package),
    ]
