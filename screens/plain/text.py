"""A page as lines, one thought a line, in the order in which a screen reader should say them."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from accessibility.preferences import Language
from screens.page import (
    Block,
    Choose,
    Enter,
    Facts,
    Option,
    Page,
    Paragraph,
    Phrase,
    Prompt,
    QrCode,
    Tone,
    Wait,
)
from screens.plain.keys import keys_of
from screens.typed import cleaned


def lines_of(page: Page, language: Language) -> list[str]:
    """The page, then its keys."""
    colon = "：" if language == "zh_CN" else ": "
    lines = [page.bars.where.shown, page.title.shown]
    if page.bars.progress:
        lines.append(page.bars.progress.shown)
    for block in page.body:
        lines += _of_block(block, colon)
    if page.problem:
        lines.append(f"! {page.problem.shown}")
    lines += _of_prompt(page.prompt, colon)
    if page.foot:
        lines.append(page.foot.shown)
    return [*_without_repeats(_single(lines)), *key_lines(page)]


def key_lines(page: Page) -> list[str]:
    """Each key with the command that uses it."""
    return _single(f"{key.command} {_label(key.option)}" for key in keys_of(page))


def _of_block(block: Block, colon: str) -> list[str]:
    match block:
        case Paragraph(phrase, tone):
            return [_mark(tone) + line for line in phrase.shown.splitlines()]
        case Facts(rows):
            return [f"{name.shown}{colon}{value.shown}" for name, value in rows]
        case QrCode(data, caption):
            return [caption.shown, data]
        case _:
            assert_never(block)


def _of_prompt(prompt: Prompt | None, colon: str) -> list[str]:
    match prompt:
        case None:
            return []
        case Choose(options):
            return [line for option in options for line in _of_option(option)]
        case Enter(label=label, text=text):
            return [f"{label.shown}{colon}{text}" if text else f"{label.shown}{colon.rstrip()}"]
        case Wait(phrase):
            return [phrase.shown]
        case _:
            assert_never(prompt)


def _of_option(option: Option) -> list[str]:
    number = "" if option.number is None else f"{option.number} "
    lines = [f"{number}{_box(option)}{option.label.shown}"]
    return lines if option.note is None else [*lines, f"  {option.note.shown}"]


def _label(option: Option) -> str:
    box = _box(option) if option.is_chosen else ""
    return f"{box}{option.label.shown}{_note(option.note)}"


def _note(note: Phrase | None) -> str:
    return "" if note is None else f" - {note.shown}"


def _box(option: Option) -> str:
    match option.is_chosen:
        case None:
            return ""
        case True:
            return "(*) "
        case False:
            return "( ) "


def _mark(tone: Tone) -> str:
    match tone:
        case Tone.TICK:
            return "[ ] "
        case Tone.IMPORTANT:
            return "> "
        case Tone.UNCONFIRMED:
            return "? "
        case Tone.PLAIN | Tone.HEADING | Tone.HELP | Tone.LARGE:
            return ""
        case _:
            assert_never(tone)


def _single(lines: Iterable[str]) -> list[str]:
    """No sequence in a text may reach the terminal."""
    return [line[: len(line) - len(line.lstrip())] + cleaned(line).strip() for line in lines]


def _without_repeats(lines: list[str]) -> Iterator[str]:
    """A page whose title repeats where one is, is heard once."""
    before = ""
    for line in lines:
        if line and line != before:
            yield line
        before = line
