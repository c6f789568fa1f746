"""Puts the back end together: routes, admission, problem details, and the contract's document."""

from collections.abc import Callable
from datetime import UTC, datetime

from litestar import Litestar
from litestar.di import Provide

from onestop.access_log import AccessLog
from onestop.admission import Admission
from onestop.catalogue import Publication
from onestop.document import document
from onestop.guesses import Guesses
from onestop.kiosks import Kiosks
from onestop.problems import HANDLERS
from onestop.proof import Proof
from onestop.routes import PROVIDED, ROUTES
from onestop.slots import Timetable
from onestop.store import Store
from onestop.tracking import Tracking

MOST_BYTES = 1_000_000


def now() -> datetime:
    """The back end's own time; a kiosk's clock is never relied on."""
    return datetime.now(UTC)


def create_app(
    store: Store,
    kiosks: Kiosks,
    publication: Publication,
    timetable: Timetable,
    clock: Callable[[], datetime] = now,
) -> Litestar:
    """The back end over that store. The store is closed by whoever opened it."""
    proof = Proof(store, Guesses(store.database, clock), kiosks)
    provided = {
        "store": store,
        "clock": clock,
        "publication": publication,
        "timetable": timetable,
        "proof": proof,
        "tracking": Tracking(store, proof, publication, clock),
        "document": document(),
    }
    return Litestar(
        route_handlers=[*ROUTES],
        middleware=[AccessLog(), Admission(kiosks)],
        exception_handlers=HANDLERS,
        dependencies={name: _always(provided[name]) for name in PROVIDED},
        request_max_body_size=MOST_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def _always(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
