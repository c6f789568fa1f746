"""One thing to be said."""

from dataclasses import dataclass
from enum import Enum, auto

from accessibility.preferences import Language


class Priority(Enum):
    """NORMAL waits for what is being said; NOW silences it and what waits, and is said at once."""

    NORMAL = auto()
    NOW = auto()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence or two for the ear, in one language.

    `is_private`: its sound is never kept for another time. `pace`: 1.0 is the hall's usual pace,
    0.5 half as fast, 2.0 twice as fast.
    """

    text: str
    language: Language
    priority: Priority = Priority.NORMAL
    is_private: bool = False
    pace: float = 1.0
