"""Somebody at a kiosk asks for a person."""

from collections.abc import Callable
from datetime import datetime

from litestar import Response, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import HelpCall, HelpCallProgress
from api_client.contract.problems import ProblemType
from onestop.problems import Problem
from onestop.routes.shape import CALLER_S, TAKER_S, FromKiosk, checked, problems, taken, told
from onestop.store import Store


@put(
    "/v1/help-calls/{reference:str}",
    status_code=200,
    summary="Call a person to the kiosk",
    responses=told(HelpCall, *TAKER_S),
)
async def put_help_call(
    request: FromKiosk,
    reference: FromPath[str],
    data: JSONBody[HelpCall],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Response[HelpCall]:
    """A call names the page, never an answer."""
    checked(reference, data, data.called_at)
    return taken(await store.call_help(request.user, data, clock()))


@get(
    "/v1/help-calls/{reference:str}",
    summary="How far a call for help is",
    description="Opened, seen, answered when somebody is on the way, or closed; with its place.",
    responses=problems(*CALLER_S, ProblemType.UNKNOWN_HELP_CALL, ProblemType.NOT_READY),
)
async def get_help_call(
    request: FromKiosk, reference: FromPath[str], store: NamedDependency[Store]
) -> HelpCallProgress:
    """Only for the kiosk that called."""
    call = await store.help_call(request.user, reference)
    if call is None:
        raise Problem(ProblemType.UNKNOWN_HELP_CALL)
    return call
