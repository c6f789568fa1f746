"""A page as plain data in the visitor's language: what every renderer, the voice and paper share.

A renderer knows the prompts `Choose`, `Enter` and `Wait` and nothing of services. Each key it
draws is an `Option`; when it is used, the renderer posts the option's event and does nothing else.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from kiosk.events import Event


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence for the eye and, where the ear needs other words, one for the ear.

    `spoken` None: what is shown is also said. `spoken` "": silent, because something else on the
    page says it. `is_private`: never said over the loudspeaker; `spoken` then holds the mask.
    """

    shown: str
    spoken: str | None = None
    is_private: bool = False

    @property
    def heard(self) -> str:
        """The words for the ear."""
        return self.shown if self.spoken is None else self.spoken


class Tone(Enum):
    """How a paragraph weighs. Never told by colour alone."""

    PLAIN = auto()
    HEADING = auto()
    HELP = auto()
    IMPORTANT = auto()
    UNCONFIRMED = auto()
    TICK = auto()
    LARGE = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences. TICK is a line of a tick list; LARGE a reference in groups."""

    phrase: Phrase
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side: "Fee: free"."""

    rows: tuple[tuple[Phrase, Phrase], ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to take along with a phone's camera, and what it is for."""

    data: str
    caption: Phrase


Block = Paragraph | Facts | QrCode


@dataclass(frozen=True, slots=True)
class Option:
    """One key: what it says, what happens when it is used.

    `note` is a second, smaller line; `number` the digit that chooses it; `sign` one or two
    characters drawn large as its picture; `is_chosen` marks a radio choice, None is a plain key.
    """

    label: Phrase
    event: Event
    note: Phrase | None = None
    number: int | None = None
    sign: str = ""
    is_chosen: bool | None = None


class Layout(Enum):
    """How options are best laid out, where a renderer has the room.

    FACES are five, from the most to the least satisfied.
    """

    LIST = auto()
    TILES = auto()
    FACES = auto()


@dataclass(frozen=True, slots=True)
class Choose:
    """Pick one of these; at most nine, numbered from 1.

    `waits_for_next`: marking a choice is never meant as the next key too, because what follows
    cannot be undone.
    """

    options: tuple[Option, ...]
    layout: Layout = Layout.LIST
    waits_for_next: bool = False


class EntryKind(StrEnum):
    """What is typed, so that the renderer can offer the right keys."""

    NAME = "name"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    DATE = "date"
    ADDRESS = "address"
    LONG_TEXT = "long_text"
    REFERENCE = "reference"
    SEARCH = "search"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Enter:
    """Type an answer. `text` is what stands there already; `label` names the entry field.

    The renderer posts `Entered(text)` before any other event if the text has changed since, so
    that nothing typed is lost by switching language, going back or calling for help.
    """

    kind: EntryKind
    label: Phrase
    text: str = ""
    most: int = 200
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Something is under way; the phrase says what."""

    phrase: Phrase


Prompt = Choose | Enter | Wait


@dataclass(frozen=True, slots=True)
class Bars:
    """The top and bottom bars, the same on every page at the same places.

    `languages` names each language in its own script; the current one is `is_chosen`.
    `back` is None only where there is nothing to go back to (its place stays empty).
    """

    where: Phrase
    languages: tuple[Option, ...]
    text_size: Option
    contrast: Option
    voice: Option
    back: Option | None
    home: Option
    again: Option
    person: Option
    progress: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `next` is the main key, always at the same place; `extras` are lesser keys.

    `foot` is small print below everything else. `id` names the page for logs and tests
    ("question:phone"), never shown. `problem` says what is missing and what to do, beside the
    prompt. `is_personal`: it shows what the visitor entered, so that nothing of it, not even its
    sound, is kept.
    """

    id: str
    title: Phrase
    bars: Bars
    body: tuple[Block, ...] = ()
    prompt: Prompt | None = None
    problem: Phrase | None = None
    next: Option | None = None
    extras: tuple[Option, ...] = ()
    foot: Phrase | None = None
    is_urgent: bool = False
    is_personal: bool = False
