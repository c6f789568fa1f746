"""Where a visit can stand while somebody looks for a service."""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.answers import Problem


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
class ReadingChanges:
    """Which services are new, were changed, or are offered no more."""

    sheet: int = 0


Listing = Browsing | Searching | ReadingChanges
"""Where services can be opened."""


@dataclass(frozen=True, slots=True)
class ReadingGuide:
    """What one service takes and how to apply."""

    service: str
    back_to: Listing | Welcome
    tick_list: str = ""
    printing: Printing = Printing.NOT_ASKED
