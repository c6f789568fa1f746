"""Where a visit can stand. A place holds all that its page needs to know, and where back leads."""

from dataclasses import dataclass

from kiosk.places.finding import (
    Browsing,
    Listing,
    Printing,
    ReadingChanges,
    ReadingGuide,
    ReadingHotlines,
    Searching,
    Welcome,
)
from kiosk.places.form import Answering, CannotTake, Reviewing
from kiosk.places.handed_in import (
    Asking,
    AwaitingTime,
    ChoosingTime,
    EnteringPhone,
    Followed,
    FollowingUp,
    GivingRating,
    HandedIn,
    SeeingCase,
    TakingBack,
)

__all__ = [
    "Answering",
    "Asking",
    "AwaitingTime",
    "BesideWelcome",
    "Browsing",
    "CannotTake",
    "ChoosingPreferences",
    "ChoosingTime",
    "EnteringPhone",
    "Followed",
    "FollowingUp",
    "GivingRating",
    "HandedIn",
    "HelpCalled",
    "Leaving",
    "Listing",
    "Place",
    "Printing",
    "ReadingChanges",
    "ReadingGuide",
    "ReadingHotlines",
    "Reviewing",
    "Searching",
    "SeeingCase",
    "StillThere",
    "TakingBack",
    "Turned",
    "Welcome",
]


@dataclass(frozen=True, slots=True)
class ChoosingPreferences:
    """Text size, colours and voice."""

    back_to: "Place"


@dataclass(frozen=True, slots=True)
class HelpCalled:
    """A person was called; `is_recorded` is False when even that could not be kept."""

    back_to: "Place"
    is_recorded: bool


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody has touched anything for a while."""

    back_to: "Place"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Home was pressed in the middle of a form: leave, and erase the answers?"""

    back_to: Answering | Reviewing


Place = (
    Welcome
    | Browsing
    | Searching
    | ReadingHotlines
    | ReadingChanges
    | ChoosingPreferences
    | ReadingGuide
    | Answering
    | Reviewing
    | CannotTake
    | HandedIn
    | FollowingUp
    | SeeingCase
    | EnteringPhone
    | TakingBack
    | ChoosingTime
    | AwaitingTime
    | GivingRating
    | HelpCalled
    | StillThere
    | Leaving
)

Turned = Browsing | Searching | ReadingHotlines | ReadingChanges | ChoosingTime
"""Where a long list is turned page by page."""

BesideWelcome = ReadingHotlines | ReadingChanges | FollowingUp | HandedIn
"""From where back leads to the first page."""
