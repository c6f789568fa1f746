"""How a kiosk comes to its key: whoever sets it up has a one-time code."""

import asyncio
import logging
import math
from collections.abc import Callable
from datetime import datetime

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api_client.contract import Enrolment, EnrolmentRequest
from api_client.contract.problems import ProblemType
from api_client.contract.symbols import read
from onestop.admission import IS_OPEN
from onestop.admitted import SEEN_AFTER
from onestop.problems import Problem
from onestop.routes.shape import problems
from onestop.store import Store
from onestop.store.enrolments import WrongCode

log = logging.getLogger(__name__)

MOST_BYTES = 10_000


@post(
    "/v1/enrolments",
    status_code=200,
    summary="Enrol a kiosk by its one-time code",
    description=(
        "Needs no signature; the code is good for 24 hours and once. Wrong ones that begin alike"
        " are answered ever more slowly, at last once an hour. The kiosk's key of before ends when"
        " the new one is used first."
    ),
    responses=problems(
        ProblemType.MALFORMED,
        ProblemType.TOO_LARGE,
        ProblemType.WRONG_CODE,
        ProblemType.TOO_MANY_TRIES,
        ProblemType.NOT_READY,
    ),
    request_max_body_size=MOST_BYTES,
    opt={IS_OPEN: True},
    security=[{}],
)
async def post_enrolment(
    data: JSONBody[EnrolmentRequest],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Enrolment:
    """A code that does not check in itself is told like any wrong one, and not counted."""
    code = read(data.code)
    if code is None:
        raise Problem(ProblemType.WRONG_CODE)
    enrolled = await store.fleet.enrol(code, clock())
    if isinstance(enrolled, WrongCode):
        if enrolled.is_looked_at:
            raise Problem(ProblemType.WRONG_CODE)
        seconds = str(math.ceil(enrolled.wait.total_seconds()))
        raise Problem(ProblemType.TOO_MANY_TRIES, {"Retry-After": seconds})
    log.info(
        "kiosk %s/%s is enrolled; its program is %r",
        enrolled.district,
        enrolled.kiosk,
        data.versions.program,
    )
    # Whoever has the key may call at once, whichever worker answers.
    await asyncio.sleep(SEEN_AFTER)
    return enrolled
