"""Changes what lies behind a page: news and the printer reach also what is not seen now."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.places import (
    Answering,
    AwaitingTime,
    CannotTake,
    ChoosingPreferences,
    ChoosingTime,
    EnteringPhone,
    Followed,
    GivingRating,
    HandedIn,
    HelpCalled,
    Place,
    Printing,
    ReadingGuide,
    Reviewing,
    SeeingCase,
    StillThere,
    TakingBack,
)

Change = Callable[[Followed], Followed]


def changed(place: Place, change: Change) -> Place:
    """The same place, with the receipt or case that is seen there or behind it changed."""
    match place:
        case HandedIn() | SeeingCase():
            return change(place)
        case GivingRating() | TakingBack() | ChoosingTime() | AwaitingTime():
            return replace(place, back_to=change(place.back_to))
        case EnteringPhone(back_to=(HandedIn() | SeeingCase()) as behind):
            return replace(place, back_to=change(behind))
        case StillThere() | HelpCalled() | ChoosingPreferences():
            return replace(place, back_to=changed(place.back_to, change))
        case _:
            return place


def reference_at(place: Place) -> str | None:
    """The reference of the application that is seen there, not counting what lies behind."""
    match place:
        case HandedIn() | SeeingCase() | TakingBack() | ChoosingTime() | AwaitingTime():
            return place.standing.reference
        case GivingRating() | EnteringPhone():
            return place.reference
        case _:
            return None


def printed(place: Place, reference: str, how: Printing) -> Place:
    """The place once the printer has told how that slip went."""

    def receipt(followed: Followed) -> Followed:
        if isinstance(followed, HandedIn) and followed.standing.reference == reference:
            return replace(followed, printing=how)
        return followed

    match place:
        case ReadingGuide(tick_list=mine) if mine == reference:
            return replace(place, printing=how)
        case StillThere() | HelpCalled() | ChoosingPreferences():
            return replace(place, back_to=printed(place.back_to, reference, how))
        case _:
            return changed(place, receipt)


def form_behind(place: Place) -> Answering | Reviewing | None:
    """The form that would be lost by leaving this place, if anything was filled in."""
    match place:
        case Answering() | Reviewing():
            return place if place.journey.has_anything else None
        case StillThere() | HelpCalled() | ChoosingPreferences() | CannotTake():
            return form_behind(place.back_to)
        case _:
            return None
