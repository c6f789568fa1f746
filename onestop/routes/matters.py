"""Handing in: an application, or a question about a service that is not online."""

from collections.abc import Callable
from datetime import datetime

from litestar import Response, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Case, Consultation, Submission
from onestop.routes.shape import TAKER_S, FromKiosk, checked, taken, told
from onestop.store import Store


@put(
    "/v1/submissions/{reference:str}",
    status_code=200,
    summary="Hand in an application",
    description="The same again finds the same case; nothing is acknowledged before it is durable.",
    responses=told(Case, *TAKER_S),
)
async def put_submission(
    request: FromKiosk,
    reference: FromPath[str],
    data: JSONBody[Submission],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Response[Case]:
    """A submission becomes a case."""
    checked(reference, data, data.handed_in_at)
    return taken(await store.take(request.user, data, clock()))


@put(
    "/v1/consultations/{reference:str}",
    status_code=200,
    summary="Ask about a service that is not online",
    description="Becomes a case for the desk; otherwise like an application.",
    responses=told(Case, *TAKER_S),
)
async def put_consultation(
    request: FromKiosk,
    reference: FromPath[str],
    data: JSONBody[Consultation],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Response[Case]:
    """A consultation becomes a case."""
    checked(reference, data, data.handed_in_at)
    return taken(await store.take(request.user, data, clock()))
