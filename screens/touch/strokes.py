"""What a key of the keyboard on the glass does to the entry."""

from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Sign:
    """Writes this character; in Chinese mode a letter spells."""

    text: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Takes the candidate that stands at this place of the row."""

    place: int


@dataclass(frozen=True, slots=True)
class Further:
    """Shows the candidates after the `shown` ones; after the last the first again."""

    shown: int


class Command(Enum):
    """The keys that write nothing themselves."""

    DELETE = auto()
    SPACE = auto()
    CHINESE = auto()
    LATIN = auto()
    LETTERS = auto()
    DIGITS = auto()


Stroke = Sign | Pick | Further | Command
