"""Puts the back end together: routes, admission, problem details, and the contract's document."""

from collections.abc import Callable
from datetime import UTC, datetime

from litestar import Litestar
from litestar.di import Provide

from onestop.access_log import AccessLog
from onestop.admission import Admission
from onestop.admitted import Kiosks
from onestop.document import document
from onestop.guesses import Guesses
from onestop.problems import HANDLERS
from onestop.proof import Proof
from onestop.publishing.shelf import Shelf
from onestop.routes import PROVIDED, ROUTES
from onestop.store import Store
from onestop.tracking import Tracking

MOST_BYTES = 1_000_000


def now() -> datetime:
    """The back end's own time; a kiosk's clock is never relied on."""
    return datetime.now(UTC)


def create_app(
    store: Store,
    shelf: Shelf,
    clock: Callable[[], datetime] = now,
) -> Litestar:
    """The back end over that store. The store is closed by whoever opened it."""
    kiosks = Kiosks(store.fleet)
    proof = Proof(store, Guesses(store.database, clock), kiosks)
    provided = {
        "store": store,
        "clock": clock,
        "shelf": shelf,
        "proof": proof,
        "tracking": Tracking(store, proof, shelf, clock),
        "document": document(),
    }
    dependencies = {name: _always(value) for name, value in provided.items()}
    # The times that can be booked follow the edition that is in force when the call comes.
    dependencies["timetables"] = Provide(shelf.timetables, sync_to_thread=False)
    return Litestar(
        route_handlers=[*ROUTES],
        middleware=[AccessLog(), Admission(kiosks)],
        on_shutdown=[kiosks.close],
        exception_handlers=HANDLERS,
        dependencies={name: dependencies[name] for name in PROVIDED},
        request_max_body_size=MOST_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def _always(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)
