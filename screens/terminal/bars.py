"""The bars: where one is and the settings above; the main key, the others and the sheets below."""

from screens.page import Option, Page
from screens.terminal.shortcuts import (
    LANGUAGE_KEY,
    NEXT_KEY,
    Shortcut,
    ends_of,
    extras_of,
    settings_of,
)
from screens.terminal.spans import Ink, Line, Span, Turn, flowed, padded, width_of, written


def where_lines(page: Page, width: int) -> list[Line]:
    """Where I am on the left, how far I am on the right."""
    where = page.bars.where.shown
    progress = page.bars.progress.shown if page.bars.progress else ""
    left, right = Span(where, Ink.BAR), Span(progress, Ink.BAR)
    if "\n" not in where and left.cells + 1 + right.cells <= width:
        return [(left, Span(" " * (width - left.cells - right.cells), Ink.BAR), right)]
    lines = written(where, width, Ink.BAR)
    if progress:
        lines += written(progress, width, Ink.BAR)
    return [padded(line, width, Ink.BAR) for line in lines]


def settings_lines(page: Page, focus: Option | None, width: int) -> list[Line]:
    """Languages, text size, contrast, voice."""
    items = [_languages(page, focus, width)]
    items += [_key(each, focus, width) for each in settings_of(page)]
    return [padded(line, width, Ink.BAR) for line in flowed(items, width)]


def ends_lines(page: Page, focus: Option | None, width: int) -> list[Line]:
    """Lesser keys, then Back, Home, Hear again, Call a person."""
    extras = flowed((_key(each, focus, width) for each in extras_of(page)), width)
    ends = flowed((_key(each, focus, width) for each in ends_of(page)), width)
    return [padded(line, width, Ink.BAR) for line in (*extras, *ends)]


def next_lines(page: Page, focus: Option | None, mark: Line, width: int) -> list[Line]:
    """The main key, and at the right the sheet that is shown."""
    if page.next is None:
        missing = width - width_of(mark)
        return [(Span(" " * missing, Ink.BAR), *mark)]
    key = _key(Shortcut(NEXT_KEY, page.next), focus, width, Ink.MAIN_KEY)
    room = width - width_of(mark) - width_of(key[-1])
    if room > 0:
        return [*key[:-1], (*key[-1], Span(" " * room, Ink.BAR), *mark)]
    return [padded(line, width, Ink.BAR) for line in (*key, mark)]


def sheet_mark(sheet: int, sheets: int) -> Line:
    """Which sheet of how many, and the keys that turn it; nothing where there is but one."""
    if sheets == 1:
        return ()
    back = (Span(" PgUp ", Ink.CAP, Turn.BACK),) if sheet > 0 else (Span("      ", Ink.BAR),)
    on = (Span(" PgDn ", Ink.CAP, Turn.ON),) if sheet < sheets - 1 else (Span("      ", Ink.BAR),)
    return (*back, Span(f" {sheet + 1}/{sheets} ", Ink.BAR), *on)


def _languages(page: Page, focus: Option | None, width: int) -> list[Line]:
    cap = Span(f" {LANGUAGE_KEY.upper()} ", Ink.CAP)
    names = [
        [(Span(f" {'*' if each.is_chosen else ''}{each.label.shown}", _ink(each, focus), each),)]
        for each in page.bars.languages
    ]
    return flowed([[(cap,)], *names], width, gap=0)


def _key(shortcut: Shortcut, focus: Option | None, width: int, ink: Ink = Ink.KEY) -> list[Line]:
    """A key: its cap, its label and, if there is one, its note."""
    option = shortcut.option
    mark = {None: "", True: "(*) ", False: "( ) "}[option.is_chosen]
    note = f" - {option.note.shown}" if option.note else ""
    label = f"{mark}{option.label.shown}{note}"
    ink = _ink(option, focus, ink)
    if not shortcut.key:
        return written(label, width, ink, option, first=" ")
    cap = Span(f" {shortcut.shown} ", Ink.CAP, option)
    first, *others = written(label, width - cap.cells, ink, option, first=" ")
    indent = Span(" " * cap.cells, ink, option)
    return [(cap, *first), *((indent, *line) for line in others)]


def _ink(option: Option, focus: Option | None, ink: Ink = Ink.KEY) -> Ink:
    return Ink.FOCUSED if focus is not None and option == focus else ink
