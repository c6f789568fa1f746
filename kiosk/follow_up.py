"""How far an application has come: what this kiosk knows, and what the offices tell.

1. The reference is typed. What this kiosk knows is shown at once, and its office is asked.
2. If neither knows it, another kiosk handed it in: the last four digits of the telephone prove
   that it is the resident's own, and the office is asked once more.
3. Whatever the couriers tell about it later changes what is shown, behind other pages too.
"""

from dataclasses import replace

from api_client import news
from api_client.adapter import Ability
from api_client.news import News
from kiosk import booking, waiting
from kiosk import reference as references
from kiosk.answers import Problem, Slip
from kiosk.beneath import changed, reference_at
from kiosk.hand_off import HandOff
from kiosk.phone_tail import phone_tail
from kiosk.places import (
    Asking,
    ChoosingPreferences,
    ChoosingTime,
    EnteringPhone,
    Followed,
    FollowingUp,
    HandedIn,
    HelpCalled,
    Place,
    SeeingCase,
    StillThere,
)
from kiosk.standing import Standing


def looked_up(place: FollowingUp, hand_off: HandOff) -> FollowingUp | SeeingCase:
    """What this kiosk itself knows of that reference, while its office is being asked."""
    reference = references.parse(place.text)
    if reference is None:
        slip = Slip.NOT_A_REFERENCE if place.text.strip() else Slip.MISSING
        return replace(place, problem=Problem(slip))
    known = hand_off.known(reference)
    if known is not None and not known.is_asked_about:
        return SeeingCase(known, Asking.ANSWERED)
    if known is not None and Ability.FOLLOW_UP not in known.can:
        return SeeingCase(known, Asking.NOT_POSSIBLE)
    hand_off.enquire(reference)
    return SeeingCase(known or Standing(reference))


def asked_with_phone(place: EnteringPhone, hand_off: HandOff) -> EnteringPhone | SeeingCase:
    """The office is asked again, with the digits as proof."""
    tail = phone_tail(place.text)
    if tail is None:
        return replace(place, problem=Problem(Slip.NOT_FOUR_DIGITS))
    hand_off.enquire(place.reference, tail)
    return SeeingCase(Standing(place.reference), phone_tail=tail)


def told(  # noqa: PLR0911 -- one match, a line or two a kind
    place: Place, tidings: News, hand_off: HandOff
) -> Place:
    """The place after the couriers' news, also where it concerns what lies behind."""
    match place, tidings:
        case ((StillThere() | HelpCalled() | ChoosingPreferences()), _):
            return replace(place, back_to=told(place.back_to, tidings, hand_off))
        case _ if reference_at(place) != tidings.reference:
            return place
        case SeeingCase(standing), news.CaseUnknown(_, is_too_often) if not standing.is_known:
            return _unknown(place, is_too_often=is_too_often)
        case EnteringPhone(reference, FollowingUp()), news.CaseFound():
            # Of several offices that were asked one may know it after all.
            return _changed(SeeingCase(Standing(reference)), tidings, hand_off)
        case ChoosingTime(), news.SlotsFound() | news.NoSlots():
            return booking.offered(place, tidings, hand_off.now())
        case _, news.NoAnswer():
            return waiting.late(_changed(place, tidings, hand_off))
        case _, news.Delivered():
            # What was asked for after it goes out only now.
            return waiting.begun_anew(_changed(place, tidings, hand_off), hand_off.now())
        case _:
            return _changed(place, tidings, hand_off)


def _unknown(place: SeeingCase, *, is_too_often: bool) -> EnteringPhone:
    """Neither this kiosk nor the office knows it, or not with those digits."""
    reference, tail = place.standing.reference, place.phone_tail
    slip = Slip.TOO_MANY_TRIES if is_too_often else Slip.UNKNOWN_WITH_DIGITS
    problem = Problem(slip) if tail else None
    return EnteringPhone(reference, FollowingUp(reference), tail, problem)


def _changed(place: Place, tidings: News, hand_off: HandOff) -> Place:
    def after(followed: Followed) -> Followed:
        standing = hand_off.after(followed.standing, tidings)
        if isinstance(followed, HandedIn):
            return replace(followed, standing=standing)
        return replace(followed, standing=standing, asking=_asked(followed.asking, tidings))

    return changed(place, after)


def _asked(asking: Asking, tidings: News) -> Asking:
    if asking is Asking.NOT_POSSIBLE:
        return asking
    match tidings:
        case news.Refused() | news.MayHaveArrived() | news.SlotsFound() | news.NoSlots():
            return asking
        case news.NoAnswer():
            return Asking.NO_ANSWER
        case _:
            return Asking.ANSWERED
