"""Appointments (预约): a time kept for a case."""

from collections.abc import Callable
from datetime import datetime

from litestar import Response, delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api_client.contract import Appointment, Case
from api_client.contract.problems import ProblemType
from onestop.routes.shape import (
    CALLER_S,
    TAKER_S,
    FromKiosk,
    check_reference,
    checked,
    problems,
    taken,
    told,
)
from onestop.slots import Timetables
from onestop.store import Store

OF_BOOKINGS = (ProblemType.UNKNOWN_CASE, ProblemType.UNKNOWN_SLOT, ProblemType.TOO_LATE)


@put(
    "/v1/bookings/{reference:str}",
    status_code=200,
    summary="Book a time for a case",
    description="Another time for the same case takes the place of the first, or none does.",
    responses=told(Case, *TAKER_S, *OF_BOOKINGS, ProblemType.SLOT_TAKEN),
)
async def put_booking(  # noqa: PLR0913 - each by its name, from the framework
    request: FromKiosk,
    *,
    reference: FromPath[str],
    data: JSONBody[Appointment],
    timetables: NamedDependency[Timetables],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Response[Case]:
    """Never two in one slot of a hall."""
    checked(reference, data, data.asked_at)
    timetable = timetables.of_hall(request.user.hall, request.user.area)
    slot = timetable.find(data.service_code, data.slot, clock())
    return taken(await store.book(request.user, data, slot))


@delete(
    "/v1/bookings/{reference:str}",
    status_code=200,
    summary="Cancel an appointment",
    description="Gives the time free; cancelled before is well.",
    responses=problems(*CALLER_S, *OF_BOOKINGS, ProblemType.NOT_READY),
)
async def delete_booking(
    request: FromKiosk,
    reference: FromPath[str],
    store: NamedDependency[Store],
    clock: NamedDependency[Callable[[], datetime]],
) -> Case:
    """The case stays as it is."""
    check_reference(reference)
    return await store.cancel_booking(request.user, reference, clock())
