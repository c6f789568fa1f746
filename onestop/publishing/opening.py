"""Opens the press that a back end serves, and publishes what was shipped where nobody else does."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from onestop.catalogue import BadCatalogue, shipped
from onestop.publishing.machine import publish_shipped
from onestop.publishing.press import Press
from onestop.publishing.shelf import Shelf
from onestop.publishing.troubles import PublishingTrouble

log = logging.getLogger(__name__)

PRESS = "press"
KEYS = "press-keys"
"""Beside the press and not in it: what is in there may be served by anything."""


def opened(folder: Path, catalogue_file: Path, hall: str, clock: Callable[[], datetime]) -> Shelf:
    """What is served of the press in the back end's folder. Raises BadCatalogue.

    A press that cannot be written to just now is served as it is.
    """
    press = Press(folder / PRESS)
    package = shipped(catalogue_file)
    try:
        publish_shipped(press, folder / KEYS, package, clock())
    except PublishingTrouble as trouble:
        raise BadCatalogue(str(trouble)) from trouble
    except OSError as error:
        log.warning("the catalogue cannot be published just now: %s", error)
    return Shelf(press, hall, clock)
