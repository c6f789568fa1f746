"""Joins the parts that take editions of the catalogue: whom to trust, where they are kept."""

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

from api_client.contract.verifying import TrustedKey
from kiosk.catalogue import Catalogue
from kiosk.catalogue.reading import SHIPPED, read
from kiosk.catalogue.refusals import Refusals
from kiosk.catalogue.serving import Serving, Site
from kiosk.hall_time import local_now
from kiosk.routing import check_routes
from kiosk.settings import Settings
from onestop.publishing.opening import PRESS
from onestop.publishing.press import Press
from onestop.publishing.troubles import BadPress

log = logging.getLogger(__name__)

FOLDER = "catalogue"
"""Where the editions that were taken are kept, within the kiosk's data folder."""
OWN_PRESS = Path("onestop") / PRESS
"""Where a back end of its own publishes, within the kiosk's data folder."""


def serving_of(settings: Settings) -> Serving:
    """What is kept and what was shipped, for this kiosk. Raises CatalogueError."""

    def check(catalogue: Catalogue) -> None:
        check_routes(settings.routes, settings.endpoints, catalogue)

    return Serving(
        Site(settings.kiosk_id, settings.hall, settings.area),
        read(SHIPPED),
        settings.data_folder / FOLDER,
        trusted_by(settings),
        check,
    )


def catalogue_of(settings: Settings, day: date | None = None) -> Catalogue:
    """The catalogue that serves today, or on that day. Raises CatalogueError."""
    return serving_of(settings).on(day or local_now().date())


def refusals_of(settings: Settings) -> Refusals:
    return Refusals(settings.data_folder / FOLDER)


def troubles_of(settings: Settings) -> list[str]:
    """What was published or is kept here and is not used, and why; without a full stop."""
    refusal = refusals_of(settings).standing()
    refused = [] if refusal is None else [refusal.sentence]
    return [*serving_of(settings).editions.passed_over(), *refused]


def trusted_by(settings: Settings) -> Callable[[], tuple[TrustedKey, ...]]:
    """Those whom the settings name; with a back end of its own, those who publish there."""

    def trusted() -> tuple[TrustedKey, ...]:
        named = settings.catalogue.trusted_keys
        if named or not settings.onestop.is_embedded:
            return named
        try:
            return Press(settings.data_folder / OWN_PRESS).trusted()
        except BadPress as trouble:
            log.warning("nobody is trusted: %s", trouble)
            return ()

    return trusted
