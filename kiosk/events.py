"""Everything that can happen to a visit: a tap, a line typed, a clock, news from the couriers.

A renderer never invents an event: it posts the one that the page's option carries.
`Entered` is the exception, because only the renderer knows what was typed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accessibility.preferences import Preferences
from api_client.news import News
from kiosk.catalogue import Catalogue


class Door(StrEnum):
    """Where keys lead that are neither a tile nor a service."""

    SEARCH = "search"
    MY_APPLICATION = "my-application"
    HOTLINES = "hotlines"
    WHATS_NEW = "whats-new"
    PREFERENCES = "preferences"
    RATING = "rating"
    TAKING_BACK = "taking-back"
    BOOKING = "booking"


@dataclass(frozen=True, slots=True)
class Opened:
    """A door was opened."""

    door: Door


@dataclass(frozen=True, slots=True)
class OpenedTile:
    """One of the hall's functions was chosen."""

    tile: str


@dataclass(frozen=True, slots=True)
class OpenedGroup:
    """A group of a tile's services was chosen."""

    group: str


@dataclass(frozen=True, slots=True)
class OpenedService:
    """A service was chosen, from a list or from what a search found."""

    service: str


@dataclass(frozen=True, slots=True)
class TurnedPage:
    """The list was turned on (1) or back (-1)."""

    step: int


@dataclass(frozen=True, slots=True)
class StartedForm:
    """The key *Apply now* or *Ask about this* on a guide."""


@dataclass(frozen=True, slots=True)
class AskedToPrint:
    """Print what the page shows: the tick list of a guide, or the slip once more."""


@dataclass(frozen=True, slots=True)
class Chose:
    """An option of a question, a face, an agreement was marked; nothing goes on yet."""

    choice: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The entry field now reads so; nothing goes on yet."""

    text: str


@dataclass(frozen=True, slots=True)
class WentOn:
    """Next: the answer as it stands is meant."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An optional question is left without an answer."""


@dataclass(frozen=True, slots=True)
class Revised:
    """*Change* beside an answer on the review."""

    field: str


@dataclass(frozen=True, slots=True)
class WentBack:
    """Back."""


@dataclass(frozen=True, slots=True)
class WentHome:
    """Home: the visit's answers are wiped, its settings stay."""


@dataclass(frozen=True, slots=True)
class ChangedPreferences:
    """Language, text size, contrast or voice. Place and answers stay."""

    preferences: Preferences


@dataclass(frozen=True, slots=True)
class CalledForHelp:
    """The key *Call a person*."""


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """The key *Hear again*: the presenter repeats the page; the visit does not move."""


@dataclass(frozen=True, slots=True)
class FellIdle:
    """Nobody has touched, typed or listened for as long as the settings allow."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """The key *I am still here*."""


@dataclass(frozen=True, slots=True)
class TookBack:
    """The key *Take it back* on the page that asks whether that is meant."""


@dataclass(frozen=True, slots=True)
class PickedDay:
    """A day on which a time can be had."""

    day: date


@dataclass(frozen=True, slots=True)
class PickedTime:
    """One of the times of that day."""

    slot: str


@dataclass(frozen=True, slots=True)
class WaitedLong:
    """What was asked for on this page has not been answered for as long as people wait."""


@dataclass(frozen=True, slots=True)
class SlipPrinted:
    """The slip lies in the tray."""

    reference: str


@dataclass(frozen=True, slots=True)
class SlipFailed:
    """The printer did not print the slip; the page shows the same words."""

    reference: str


@dataclass(frozen=True, slots=True)
class VoiceChanged:
    """The voice stopped working, or works again."""

    is_working: bool


@dataclass(frozen=True, slots=True)
class CatalogueRenewed:
    """Another catalogue serves from the next visit on."""

    catalogue: Catalogue


FromElsewhere = (
    SlipPrinted | SlipFailed | VoiceChanged | CatalogueRenewed | FellIdle | WaitedLong | News
)

Event = (
    Opened
    | OpenedTile
    | OpenedGroup
    | OpenedService
    | TurnedPage
    | StartedForm
    | AskedToPrint
    | Chose
    | Entered
    | WentOn
    | Skipped
    | Revised
    | WentBack
    | WentHome
    | ChangedPreferences
    | CalledForHelp
    | HeardAgain
    | Stayed
    | TookBack
    | PickedDay
    | PickedTime
    | FromElsewhere
)


def is_from_visitor(event: Event) -> bool:
    """Whether a person did it, rather than the clock, the courier or a device."""
    return not isinstance(event, FromElsewhere)
