"""Where a visit can stand. A place holds all that its page needs to know, and where back leads."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar

from api_client.contract import Case
from kiosk.answers import Problem
from kiosk.journey import Journey


class Printing(Enum):
    """How it stands with the slip."""

    NOT_ASKED = auto()
    UNDER_WAY = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class Welcome:
    """The hall's functions as tiles; `has_stumbled` after a fault of ours ended a visit."""

    has_stumbled: bool = False


@dataclass(frozen=True, slots=True)
class Browsing:
    """The groups or services of one tile; `sheet` counts from 0."""

    tile: str
    group: str | None = None
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Searching:
    """Looking for a service by words. `found` is None until something was looked for."""

    text: str = ""
    found: tuple[str, ...] | None = None
    sheet: int = 0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ReadingHotlines:
    """The telephone numbers anyone may ring."""

    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ChoosingPreferences:
    """Text size, colours and voice."""

    back_to: "Place"


@dataclass(frozen=True, slots=True)
class ReadingGuide:
    """What one service takes and how to apply."""

    service: str
    back_to: "Browsing | Searching | Welcome"
    tick_list: str = ""
    printing: Printing = Printing.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Answering:
    """One question of a form."""

    journey: Journey
    guide: ReadingGuide
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Every answer once more, then the agreement, then hand in."""

    journey: Journey
    guide: ReadingGuide
    sheet: int = 0
    has_agreed: bool | None = None
    problem: Problem | None = None

    ROWS: ClassVar[int] = 6

    @property
    def sheets(self) -> int:
        """How many sheets the answers fill; the agreement has one more of its own."""
        return -(-len(self.journey.fields) // self.ROWS)

    @property
    def is_at_consent(self) -> bool:
        return self.sheet >= self.sheets


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The receipt. `case` is there once the authority has answered."""

    reference: str
    service: str
    taken_at: datetime
    case: Case | None = None
    is_refused: bool = False
    printing: Printing = Printing.NOT_ASKED


@dataclass(frozen=True, slots=True)
class FollowingUp:
    """Asking for a reference."""

    text: str = ""
    problem: Problem | None = None


class Asking(Enum):
    """How it stands with asking the authority about a case."""

    UNDER_WAY = auto()
    ANSWERED = auto()
    NO_ANSWER = auto()


@dataclass(frozen=True, slots=True)
class SeeingCase:
    """How far one application has come. `taken_at` is None if another kiosk took it."""

    reference: str
    service: str | None
    taken_at: datetime | None
    case: Case | None
    is_refused: bool = False
    is_rated: bool = False
    asking: Asking = Asking.UNDER_WAY


@dataclass(frozen=True, slots=True)
class GivingRating:
    """Five faces."""

    reference: str
    back_to: HandedIn | SeeingCase
    score: int | None = None
    is_given: bool = False
    problem: Problem | None = None


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
    | ChoosingPreferences
    | ReadingGuide
    | Answering
    | Reviewing
    | HandedIn
    | FollowingUp
    | SeeingCase
    | GivingRating
    | HelpCalled
    | StillThere
    | Leaving
)
