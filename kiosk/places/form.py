"""Where a visit can stand while a form is filled in."""

from dataclasses import dataclass
from typing import ClassVar

from kiosk.answers import Problem
from kiosk.journey import Journey
from kiosk.places.finding import ReadingGuide


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
class CannotTake:
    """Nothing more can be kept on this machine: the way to the counter."""

    back_to: ReadingGuide | Reviewing

    @property
    def service(self) -> str:
        match self.back_to:
            case ReadingGuide(service):
                return service
            case Reviewing(journey):
                return journey.service
