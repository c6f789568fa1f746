"""A scripted visit that any front end can be driven through by its own keys.

A step names an event; the driver finds the key on the page that carries it and uses that key as a
person would: a digit and Enter, a key press, a touch at the middle of the widget.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, assert_never

from accessibility.preferences import Language
from kiosk.events import ChangedPreferences, Event
from screens.page import (
    Choose,
    Enter,
    Facts,
    Option,
    Page,
    Paragraph,
    Phrase,
    QrCode,
    Tone,
    Wait,
)


@dataclass(frozen=True, slots=True)
class Press:
    """Use the key that carries this event."""

    event: Event


@dataclass(frozen=True, slots=True)
class PressFirst:
    """Use the first key that carries an event of this kind: one of several that nobody foresees."""

    kind: type[Event]


@dataclass(frozen=True, slots=True)
class Speak:
    """Switch to this language, wherever the walk is."""

    language: Language


@dataclass(frozen=True, slots=True)
class Type:
    """Type this into the entry field, in place of what stands there."""

    text: str


@dataclass(frozen=True, slots=True)
class TypeReference:
    """Type the reference that the last receipt showed."""


@dataclass(frozen=True, slots=True)
class At:
    """The page must be this one by now; `:` at the end allows any page of that kind."""

    page: str


@dataclass(frozen=True, slots=True)
class Reads:
    """The entry field must hold this text."""

    text: str


@dataclass(frozen=True, slots=True)
class WaitFor:
    """Wait until this page, or a page that says this, is shown."""

    text: str


@dataclass(frozen=True, slots=True)
class StayAway:
    """Touch nothing until the kiosk notices."""


Step = Press | PressFirst | Speak | Type | TypeReference | At | Reads | WaitFor | StayAway


class Driver(Protocol):
    """One front end, used from outside."""

    @property
    def page(self) -> Page:
        """The page that is shown now."""

    def press(self, option: Option) -> None:
        """Use the key of that option."""

    def type(self, text: str) -> None:
        """Put the text into the entry field, by keys."""

    def wait_for(self, text: str) -> None:
        """Return when a page whose id or words hold the text is shown. Raises TimeoutError."""

    def stay_away(self) -> None:
        """Let the idle time pass."""


class LostWayError(AssertionError):
    """The walk cannot go on: the page has no such key, or is another page."""


def options_of(page: Page) -> list[Option]:
    """Every key of the page, in reading order: the prompt's, next, extras, the bars'."""
    bars = page.bars
    choices = page.prompt.options if isinstance(page.prompt, Choose) else ()
    fixed = (page.next, *page.extras, *bars.languages, bars.text_size, bars.contrast, bars.voice)
    ends = (bars.back, bars.home, bars.again, bars.person)
    return [option for option in (*choices, *fixed, *ends) if option is not None]


def follow(  # noqa: C901 -- one match, a line or two a step
    walk: tuple[Step, ...], driver: Driver
) -> str:
    """Take the steps one after another; returns the last reference that was shown, or "".

    Raises LostWayError, naming the page and what was expected of it.
    """
    reference = ""
    for step in walk:
        match step:
            case Press(event):
                driver.press(_key_for(event, driver.page))
            case PressFirst(kind):
                driver.press(_first_key(kind, driver.page))
            case Speak(language):
                key = _language_key(language, driver.page)
                if not key.is_chosen:
                    driver.press(key)
            case Type(text):
                driver.type(text)
            case TypeReference():
                driver.type(reference)
            case At(page):
                _check_at(page, driver.page.id)
            case Reads(text):
                _check_reads(text, driver.page)
            case WaitFor(text):
                driver.wait_for(text)
            case StayAway():
                driver.stay_away()
            case _:
                assert_never(step)
        reference = shown_reference(driver.page) or reference
    return reference


def shown_reference(page: Page) -> str:
    """The reference that a receipt shows large; "" on any other page."""
    for block in page.body:
        if isinstance(block, Paragraph) and block.tone is Tone.LARGE:
            return block.phrase.shown
    return ""


def says(page: Page, text: str) -> bool:
    """Whether the page's id or its words for the eye hold the text."""
    return any(text in shown for shown in (page.id, *(each.shown for each in phrases_of(page))))


def phrases_of(page: Page) -> Iterator[Phrase]:
    """Everything that the page shows in words, but for what the visitor is typing."""
    yield page.title
    for option in options_of(page):
        yield option.label
        if option.note:
            yield option.note
    yield from (phrase for phrase in (page.problem, page.bars.progress, page.foot) if phrase)
    for block in page.body:
        match block:
            case Paragraph(phrase):
                yield phrase
            case Facts(rows):
                yield from (phrase for row in rows for phrase in row)
            case QrCode(caption=caption):
                yield caption
            case _:
                assert_never(block)
    match page.prompt:
        case Enter(label=phrase) | Wait(phrase):
            yield phrase
        case _:
            pass


def _check_at(expected: str, shown: str) -> None:
    if shown != expected and not (expected.endswith(":") and shown.startswith(expected)):
        raise LostWayError(f"on page {shown}, expected {expected}")


def _check_reads(expected: str, page: Page) -> None:
    shown = page.prompt.text if isinstance(page.prompt, Enter) else ""
    if shown != expected:
        raise LostWayError(f"the entry field of page {page.id} does not hold what was typed")


def _key_for(event: Event, page: Page) -> Option:
    for option in options_of(page):
        if option.event == event:
            return option
    raise LostWayError(f"page {page.id} has no key for {event}")


def _first_key(kind: type[Event], page: Page) -> Option:
    for option in options_of(page):
        if isinstance(option.event, kind):
            return option
    raise LostWayError(f"page {page.id} has no key for any {kind.__name__}")


def _language_key(language: Language, page: Page) -> Option:
    for option in page.bars.languages:
        match option.event:
            case ChangedPreferences(preferences) if preferences.language == language:
                return option
    raise LostWayError(f"page {page.id} has no key for {language}")
