"""How the kiosks are, and what they are to do."""

from collections.abc import Callable
from datetime import datetime

from litestar import post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Heartbeat, HeartbeatAnswer
from api_client.contract.problems import ProblemType
from onestop.problems import Problem
from onestop.routes.shape import CALLER_S, FromKiosk, problems
from onestop.store import Store

MOST_BYTES = 100_000


@post(
    "/v1/kiosks/{kiosk:str}/heartbeat",
    status_code=200,
    summary="Tell how the kiosk is",
    description=(
        "About once a minute; only the last one is kept. Answers with the time and with what the"
        " kiosk is to do, until it says that it was carried out."
    ),
    responses=problems(
        *CALLER_S,
        ProblemType.OTHER_KIOSK,
        ProblemType.WRONG_DIGEST,
        ProblemType.TOO_LARGE,
        ProblemType.NOT_READY,
    ),
    request_max_body_size=MOST_BYTES,
)
async def post_heartbeat(
    request: FromKiosk,
    *,
    kiosk: FromPath[str],
    data: JSONBody[Heartbeat],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> HeartbeatAnswer:
    """A kiosk speaks only for itself."""
    if kiosk != request.user.id:
        raise Problem(ProblemType.OTHER_KIOSK)
    moments = [data.sent_at, *(each.told_at for each in data.carried_out)]
    moments += [data.oldest_undelivered] if data.oldest_undelivered else []
    if any(moment.tzinfo is None for moment in moments):
        raise Problem(ProblemType.MALFORMED)
    now = clock()
    instructions = await store.fleet.beat(request.user, data, now)
    return HeartbeatAnswer(now=now, instructions=instructions)
