"""What a typed line means: a digit chooses, `/` and a letter uses a key, the rest is an answer.

A key is shown beside its letter, so that nobody needs to know any. `//` begins an answer that
itself begins with `/`; an empty line is the main key.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

from screens.page import Choose, Enter, Option, Page

NEXT: Final = "/n"
_SLASHES: Final = "/／、"
"""Chinese keyboards put the second or third where the first is asked for."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the command that uses it."""

    command: str
    option: Option


@dataclass(frozen=True, slots=True)
class Used:
    """A key was used."""

    option: Option


@dataclass(frozen=True, slots=True)
class Picked:
    """A choice was picked by its number."""

    option: Option


@dataclass(frozen=True, slots=True)
class Answered:
    """The line is the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The page has no such key and asks for no answer."""


Meaning = Used | Picked | Answered | NotUnderstood


def keys_of(page: Page) -> list[Key]:
    """Every key besides the choices, in the order in which they are listed."""
    bars = page.bars
    others = [language for language in bars.languages if not language.is_chosen]
    keys = [
        (NEXT, page.next),
        *((f"/{number}", extra) for number, extra in enumerate(page.extras, 1)),
        ("/b", bars.back),
        ("/h", bars.home),
        ("/r", bars.again),
        ("/p", bars.person),
        *zip(_language_commands(len(others)), others, strict=True),
        ("/s", bars.text_size),
        ("/c", bars.contrast),
        ("/v", bars.voice),
    ]
    return [Key(command, option) for command, option in keys if option is not None]


def meaning(line: str, page: Page) -> Meaning:
    """What the line does on this page."""
    line = line.strip()
    if line[:1] and line[0] in _SLASHES:
        return _of_command(line[1:], page)
    if not line:
        return Used(page.next) if page.next else NotUnderstood()
    match page.prompt:
        case Enter():
            return Answered(line)
        case Choose(options):
            return _of_number(line, options)
        case _:
            return NotUnderstood()


def _of_command(rest: str, page: Page) -> Meaning:
    if rest[:1] and rest[0] in _SLASHES and isinstance(page.prompt, Enter):
        return Answered(rest)
    command = "/" + _folded(rest)
    for key in keys_of(page):
        if key.command == command:
            return Used(key.option)
    return NotUnderstood()


def _of_number(line: str, options: tuple[Option, ...]) -> Meaning:
    typed = _folded(line)
    for option in options:
        if option.number is not None and typed == str(option.number):
            return Picked(option)
    return NotUnderstood()


def _folded(typed: str) -> str:
    """Full-width and capital letters as plain ones, without a full stop after a number."""
    return unicodedata.normalize("NFKC", typed).strip().casefold().rstrip(".。、)")


def _language_commands(count: int) -> list[str]:
    return ["/l"] if count == 1 else [f"/l{number}" for number in range(1, count + 1)]
