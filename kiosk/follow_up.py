"""How far an application has come: what this kiosk knows, and what the authority tells."""

from dataclasses import replace
from typing import assert_never

from api_client.news import CaseFound, CaseUnknown, Delivered, News, NoAnswer, Refused
from api_client.outbox import Delivery, Outbox, OutboxUnusable, Tracking
from kiosk import reference as references
from kiosk.answers import Problem, Slip
from kiosk.places import (
    Asking,
    FollowingUp,
    GivingRating,
    HandedIn,
    HelpCalled,
    Place,
    Printing,
    ReadingGuide,
    SeeingCase,
    StillThere,
)


def look_up(typed: str, outbox: Outbox) -> SeeingCase | Problem:
    """What this kiosk itself knows of that reference, while the authority is being asked."""
    reference = references.parse(typed)
    if reference is None:
        return Problem(Slip.NOT_A_REFERENCE if typed.strip() else Slip.MISSING)
    known = _known(reference, outbox)
    if known is None:
        return SeeingCase(reference, None, None, None)
    return SeeingCase(
        reference,
        known.service_code,
        known.taken_at,
        known.case,
        is_refused=known.state is Delivery.REFUSED,
        is_rated=known.is_rated,
    )


def is_rated(reference: str, outbox: Outbox) -> bool:
    """Whether the visitor has rated it already; once a case is enough."""
    known = _known(reference, outbox)
    return known is not None and known.is_rated


def _known(reference: str, outbox: Outbox) -> Tracking | None:
    try:
        return outbox.find(reference)
    except OutboxUnusable:
        # The authority is asked all the same, and it may know.
        return None


def told(place: Place, news: News) -> Place:
    """The place after the courier's news, also where the news concerns what lies behind it."""
    match place:
        case StillThere(back_to) | HelpCalled(back_to):
            return replace(place, back_to=told(back_to, news))
        case GivingRating(back_to=back_to):
            behind = told(back_to, news)
            kept = behind if isinstance(behind, HandedIn | SeeingCase) else back_to
            return replace(place, back_to=kept)
        case HandedIn(reference) if reference == news.reference:
            return _receipt_after(place, news)
        case SeeingCase(reference) if reference == news.reference:
            return _case_after(place, news)
        case _:
            return place


def printed(place: Place, reference: str, how: Printing) -> Place:
    """The place once the printer has told how that slip went."""
    match place:
        case StillThere(back_to) | HelpCalled(back_to):
            return replace(place, back_to=printed(back_to, reference, how))
        case GivingRating(back_to=HandedIn() as back_to):
            behind = printed(back_to, reference, how)
            kept = behind if isinstance(behind, HandedIn) else back_to
            return replace(place, back_to=kept)
        case HandedIn(reference=mine) if mine == reference:
            return replace(place, printing=how)
        case ReadingGuide(tick_list=mine) if mine == reference:
            return replace(place, printing=how)
        case _:
            return place


def _receipt_after(place: HandedIn, news: News) -> HandedIn:
    match news:
        case Delivered(case=case) | CaseFound(case=case):
            return replace(place, case=case)
        case Refused():
            return replace(place, is_refused=True)
        case CaseUnknown() | NoAnswer():
            return place
        case _:
            assert_never(news)


def _case_after(place: SeeingCase, news: News) -> SeeingCase | FollowingUp:
    match news:
        case Delivered(case=case) | CaseFound(case=case):
            asking = Asking.ANSWERED
            return replace(place, case=case, service=case.service_code, asking=asking)
        case Refused():
            return replace(place, is_refused=True)
        case CaseUnknown(reference) if place.taken_at is None:
            return FollowingUp(reference, Problem(Slip.UNKNOWN_REFERENCE))
        case CaseUnknown():
            return replace(place, asking=Asking.ANSWERED)
        case NoAnswer():
            return replace(place, asking=Asking.NO_ANSWER)
        case _:
            assert_never(news)
