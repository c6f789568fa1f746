"""Booking a time for what was handed in.

1. *Book a time* on the receipt or the case: the office is asked which times can be had.
2. A day, a time, and *book it*. The wish is kept like everything that is handed in; it goes out
   after its application.
3. The time is nobody's until the office confirms it; its answer comes as news.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from api_client import news
from api_client.contract import Appointment, Slot
from api_client.errors import Reason
from kiosk.answers import Problem, Slip
from kiosk.catalogue import Catalogue
from kiosk.hall_time import slot_in
from kiosk.hand_off import HandOff
from kiosk.places import Asking, AwaitingTime, ChoosingTime, Followed
from kiosk.standing import Standing

AHEAD: Final = timedelta(days=360)
"""A day is shown and spoken without its year, so none may come twice."""


def can_be_booked(standing: Standing, catalogue: Catalogue, now: datetime) -> bool:
    """Whether a time is needed for it, and one can be asked for now."""
    for service in catalogue.services:
        if service.id == standing.service:
            guide = catalogue.guide_for(service)
            is_needed = guide is not None and guide.booking.is_needed
            return is_needed and standing.can_be_booked_for(now)
    return False


def opened(place: Followed, catalogue: Catalogue, hand_off: HandOff) -> Followed | ChoosingTime:
    """The page of days, while the office is being asked for its times."""
    if can_be_booked(place.standing, catalogue, hand_off.now()):
        return _asked(place, hand_off)
    return place


def offered(
    place: ChoosingTime, told: news.SlotsFound | news.NoSlots, now: datetime
) -> ChoosingTime:
    """The times that can still be had, or that nobody could be asked."""
    if place.asking is not Asking.UNDER_WAY:
        return place
    match told:
        case news.NoSlots():
            return replace(place, asking=Asking.NO_ANSWER)
        case news.SlotsFound(slots=slots):
            here = (slot_in(now.tzinfo, each) for each in slots.slots if each.is_free)
            free = _one_of_each(each for each in here if now < each.starts_at < now + AHEAD)
            return replace(place, slots=free, asking=Asking.ANSWERED)


def back(place: ChoosingTime) -> ChoosingTime | Followed:
    """To the times, to the days, and out."""
    if place.slot is not None:
        return replace(place, slot=None, problem=None)
    if place.day is not None:
        return replace(place, day=None, sheet=0)
    return place.back_to


def picked(place: ChoosingTime, slot_id: str) -> ChoosingTime:
    """On to *book it*."""
    slot = next((each for each in place.slots if each.id == slot_id), None)
    return place if slot is None else replace(place, slot=slot)


def meant(place: ChoosingTime, hand_off: HandOff) -> ChoosingTime | AwaitingTime:
    """The wish is kept and goes on its way; or, where nobody could be asked, ask again."""
    if place.asking is Asking.NO_ANSWER:
        return _asked(place.back_to, hand_off)
    if place.slot is None or place.standing.service is None:
        return place
    now = hand_off.now()
    wish = Appointment(
        reference=place.standing.reference,
        service_code=place.standing.service,
        slot=place.slot.id,
        asked_at=now,
    )
    if hand_off.keep(wish) is None:
        return replace(place, problem=Problem(Slip.CANNOT_KEEP))
    standing = hand_off.with_wish(place.standing)
    return AwaitingTime(replace(place.back_to, standing=standing), place.slot, now)


def tried_again(place: AwaitingTime, hand_off: HandOff) -> AwaitingTime | ChoosingTime:
    """Another time, where this one is taken."""
    asked = place.standing.appointment
    if asked is not None and asked.is_refused and asked.reason is Reason.SLOT_TAKEN:
        return _asked(place.back_to, hand_off)
    return place


def _asked(back_to: Followed, hand_off: HandOff) -> ChoosingTime:
    hand_off.ask_slots(back_to.standing)
    return ChoosingTime(back_to)


def _one_of_each(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """The same hours at the same place, for several people: one key is enough."""
    first: dict[tuple[datetime, datetime, str], Slot] = {}
    for each in sorted(slots, key=lambda each: each.starts_at):
        where = each.place.zh if each.place else ""
        first.setdefault((each.starts_at, each.ends_at, where), each)
    return tuple(first.values())
