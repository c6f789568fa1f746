"""A slip as plain data: every line in both languages, and how it weighs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from api_client.contract import Document, Guide, Hall, Service, SourcedText
from locales import Words, words_for


class Weight(Enum):
    """How a line stands out on paper."""

    HALL = auto()
    TITLE = auto()
    NAME = auto()
    HEADING = auto()
    STRONG = auto()
    PLAIN = auto()
    TICK = auto()
    SMALL = auto()


@dataclass(frozen=True, slots=True)
class SlipLine:
    """The same words in Chinese and in English; `english` "" where they are one."""

    chinese: str
    english: str
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class SlipReference:
    """The reference, very large, and `code`, what the QR code beside it holds."""

    reference: str
    code: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper, from top to bottom."""

    parts: tuple[SlipLine | SlipReference, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a slip is about, as the catalogue knows it; nothing of the resident.

    `documents` are what to bring to a counter, whether or not there is a guide.
    """

    service: Service
    hall: Hall
    guide: Guide | None = None
    documents: tuple[Document, ...] = ()
    counter: SourcedText | None = None
    is_question: bool = False


Said = tuple[Weight, str]


def in_both(say: Callable[[Words], Iterable[Said]]) -> tuple[SlipLine, ...]:
    """The lines that `say` writes in one language, in both."""
    chinese, english = (tuple(say(words_for(language))) for language in ("zh_CN", "en"))
    return tuple(
        SlipLine(zh, "" if zh == en else en, weight)
        for (weight, zh), (_, en) in zip(chinese, english, strict=True)
    )
