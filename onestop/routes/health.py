"""For whoever watches over the back end."""

from litestar import get
from litestar.di import NamedDependency
from msgspec import Struct

from api_client.contract.problems import ProblemType
from onestop.admission import IS_OPEN
from onestop.routes.shape import problems
from onestop.store import Store


class Health(Struct, frozen=True, kw_only=True):
    """The one word a probe looks for."""

    status: str = "ok"


@get("/healthz", summary="Is the process alive", opt={IS_OPEN: True}, security=[{}])
async def get_healthz() -> Health:
    """Says nothing about the store."""
    return Health()


@get(
    "/readyz",
    summary="Can it take anything",
    responses=problems(ProblemType.NOT_READY),
    opt={IS_OPEN: True},
    security=[{}],
)
async def get_readyz(store: NamedDependency[Store]) -> Health:
    """Writes to the store to find out."""
    await store.check()
    return Health()
