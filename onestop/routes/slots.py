"""The times that a service offers."""

from collections.abc import Callable
from datetime import datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from api_client.contract import Slots
from api_client.contract.problems import ProblemType
from onestop.problems import Problem
from onestop.routes.shape import CALLER_S, FromKiosk, problems
from onestop.slots import Timetables
from onestop.store import Store


@get(
    "/v1/services/{code:str}/slots",
    summary="The times that can be booked",
    description=(
        "Half hours of the next two weeks in which the kiosk's hall is open, the earliest first."
    ),
    responses=problems(*CALLER_S, ProblemType.UNKNOWN_SERVICE, ProblemType.NOT_READY),
)
async def get_slots(
    request: FromKiosk,
    *,
    code: FromPath[str],
    timetables: NamedDependency[Timetables],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Slots:
    """Taken ones are told too, as such."""
    timetable = timetables.of_hall(request.user.hall, request.user.area)
    if code not in timetable.services:
        raise Problem(ProblemType.UNKNOWN_SERVICE)
    booked = await store.booked_slots(request.user, code)
    return Slots(service_code=code, slots=timetable.offered(clock(), booked))
