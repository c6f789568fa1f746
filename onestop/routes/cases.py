"""Asking where a case stands."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api_client.contract import Case
from api_client.contract.problems import ProblemType
from onestop.problems import Problem
from onestop.proof import Proof
from onestop.routes.shape import CALLER_S, FromKiosk, problems
from onestop.store import Store
from onestop.store.audit import Actor, Who

PhoneTail = Annotated[
    str | None,
    QueryParameter(
        # `$` alone would take a line's end behind it as well.
        pattern=r"^[0-9]{4}$(?!\n)",
        description="The phone's last four digits, for what another kiosk handed in",
    ),
]


@get(
    "/v1/cases/{reference:str}",
    summary="Where a case stands",
    description="For the kiosk that handed it in; for another one with the phone's last digits.",
    responses=problems(
        *CALLER_S, ProblemType.UNKNOWN_CASE, ProblemType.TOO_MANY_TRIES, ProblemType.NOT_READY
    ),
)
async def get_case(  # noqa: PLR0913 - each by its name, from the framework
    request: FromKiosk,
    *,
    reference: FromPath[str],
    store: NamedDependency[Store],
    proof: NamedDependency[Proof],
    clock: NamedDependency[Callable[[], datetime]],
    phone_tail: PhoneTail = None,
) -> Case:
    """A wrong phone number and an unknown reference are answered alike."""
    district, case = request.user.district, await store.case(request.user, reference)
    if case is None:
        by = Actor(Who.KIOSK, request.user.id)
        theirs = phone_tail and await proof.proven(district, reference, phone_tail, by)
        if not theirs:
            raise Problem(ProblemType.UNKNOWN_CASE)
        district, case = theirs.key.district, theirs.case
    waiting = await store.waiting(district, case, clock())
    return msgspec.structs.replace(case, waiting=waiting)
