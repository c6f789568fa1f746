"""What a page says and offers, as groups of lines that belong together on one sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, assert_never

from accessibility.preferences import TextSize
from screens.page import (
    Block,
    Choose,
    Facts,
    Layout,
    Option,
    Page,
    Paragraph,
    QrCode,
    Tone,
    Wait,
)
from screens.terminal.qr_lines import qr_lines
from screens.terminal.spans import Ink, Line, Span, padded, width_of, written

_LEAST_TWO_COLUMNS: Final = 72
_LEAST_FACTS_BESIDE: Final = 50
_BETWEEN_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stay together where a sheet has the room; `is_apart` asks for a line before."""

    lines: tuple[Line, ...]
    is_apart: bool = False
    has_problem: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What the page is written into: columns, rows of one sheet, and how large."""

    width: int
    height: int
    text_size: TextSize = TextSize.NORMAL

    @property
    def is_large(self) -> bool:
        """The larger two sizes are bold and leave a line between all that is said."""
        return self.text_size >= TextSize.LARGE

    @property
    def text_ink(self) -> Ink:
        return Ink.STRONG if self.is_large else Ink.TEXT


def groups_of(page: Page, room: Room, focus: Option | None) -> list[Group]:
    """Title, body, problem, what is asked: in reading order."""
    groups = [Group(tuple(written(page.title.shown, room.width, Ink.STRONG)))]
    groups += [group for block in page.body for group in _of_block(block, room)]
    if page.problem:
        groups.append(problem_group(page, room))
    match page.prompt:
        case Choose(options, layout):
            groups += _of_options(options, layout, room, focus)
        case Wait(phrase):
            lines = written(phrase.shown, room.width, Ink.STRONG)
            groups.append(Group(tuple(lines), is_apart=True))
        case _:
            pass
    if page.foot:
        groups.append(_of_paragraph(page.foot.shown, Tone.HELP, room))
    return [_spaced(group, room) for group in groups]


def problem_group(page: Page, room: Room) -> Group:
    """What is missing, marked by a sign as well as by colour."""
    problem = page.problem.shown if page.problem else ""
    lines = written(problem, room.width, Ink.PROBLEM, first=" ! ")
    filled = tuple(padded(line, room.width, Ink.PROBLEM) for line in lines)
    return Group(filled, is_apart=True, has_problem=True)


def _of_block(block: Block, room: Room) -> Iterator[Group]:
    match block:
        case Paragraph(phrase, tone):
            yield _of_paragraph(phrase.shown, tone, room)
        case Facts(rows):
            beside = max((_cells(name.shown) for name, _ in rows), default=0) + 2
            for number, (name, value) in enumerate(rows):
                lines = _of_fact(name.shown, value.shown, min(beside, room.width // 3), room)
                yield Group(tuple(lines), is_apart=number == 0)
        case QrCode(data, caption):
            yield _of_qr_code(data, caption.shown, room)
        case _:
            assert_never(block)


def _of_paragraph(text: str, tone: Tone, room: Room) -> Group:
    first, ink = {
        Tone.PLAIN: ("", room.text_ink),
        Tone.HEADING: ("", Ink.STRONG),
        Tone.HELP: ("", Ink.STRONG if room.is_large else Ink.MUTED),
        Tone.IMPORTANT: ("> ", Ink.STRONG),
        Tone.UNCONFIRMED: ("? ", room.text_ink),
        Tone.TICK: ("[ ] ", room.text_ink),
        Tone.LARGE: ("    ", Ink.STRONG),
    }[tone]
    if tone is Tone.HEADING:
        return Group(tuple(written(text, room.width, ink)), is_apart=True)
    return Group(tuple(written(text, room.width, ink, first=first)), is_apart=tone is Tone.LARGE)


def _of_fact(name: str, value: str, beside: int, room: Room) -> list[Line]:
    """The value beside the name where there is the room, else below it."""
    names = written(name, beside - 1, Ink.STRONG)
    if room.width < _LEAST_FACTS_BESIDE:
        below = written(value, room.width, room.text_ink, first="  ")
        return [*written(name, room.width, Ink.STRONG), *below]
    values = written(value, room.width - beside, room.text_ink)
    return [
        (*padded(left, beside), *right) for left, right in zip_longest(names, values, fillvalue=())
    ]


def _of_qr_code(data: str, caption: str, room: Room) -> Group:
    said = written(caption, room.width, room.text_ink)
    code = qr_lines(data, room.width, room.height - len(said))
    below = written(data, room.width, Ink.STRONG) if code is None else code
    return Group((*said, *below), is_apart=True)


def _of_options(
    options: tuple[Option, ...], layout: Layout, room: Room, focus: Option | None
) -> Iterator[Group]:
    if layout is Layout.TILES and room.width >= _LEAST_TWO_COLUMNS:
        column = (room.width - _BETWEEN_COLUMNS) // 2
        for at in range(0, len(options), 2):
            cells = [_of_option(each, column, room, focus) for each in options[at : at + 2]]
            yield Group(tuple(_side_by_side(cells, column)), is_apart=at == 0)
        return
    for number, option in enumerate(options):
        lines = _of_option(option, room.width, room, focus)
        yield Group(tuple(lines), is_apart=number == 0)


def _of_option(option: Option, width: int, room: Room, focus: Option | None) -> list[Line]:
    """The number, whether it is marked, the label; the note below. All of it can be clicked."""
    is_focused = focus is not None and option == focus
    ink = Ink.CHOSEN if option.is_chosen else Ink.KEY
    number = " " if option.number is None else str(option.number)
    box = {None: "", True: "(*) ", False: "( ) "}[option.is_chosen]
    first = f"{'>' if is_focused else ' '}{number} {box}"
    ink = Ink.FOCUSED if is_focused else ink
    lines = written(option.label.shown, width, ink, option, first=first)
    if option.note:
        indent = " " * len(first)
        note_ink = Ink.STRONG if room.is_large else Ink.MUTED
        lines += written(option.note.shown, width, note_ink, option, first=indent)
    return [padded(line, width, line[-1].ink, option) for line in lines]


def _side_by_side(cells: list[list[Line]], column: int) -> Iterator[Line]:
    between = Span(" " * _BETWEEN_COLUMNS)
    left, right = cells if len(cells) > 1 else (*cells, [])
    for one, other in zip_longest(left, right, fillvalue=()):
        yield (*padded(one, column), between, *other) if other else one


def _spaced(group: Group, room: Room) -> Group:
    """Larger text: a line apart from what is before; the largest: each line apart."""
    if not room.is_large or _is_code(group):
        return group
    lines = list(group.lines)
    if room.text_size is TextSize.LARGEST:
        lines = [part for line in lines for part in (line, ())][:-1]
    return Group(tuple(lines), is_apart=True, has_problem=group.has_problem)


def _is_code(group: Group) -> bool:
    return any(span.ink is Ink.CODE for line in group.lines for span in line)


def _cells(text: str) -> int:
    return width_of((Span(text),))
