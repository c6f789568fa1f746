"""Where a person is on a page: the key that is marked, and the sheet that is shown."""

from screens.page import Choose, Option, Page
from screens.terminal.frame import Frame
from screens.walk import options_of


class Position:
    """Nothing is marked on a page until somebody marks it, so that Enter answers by intent only."""

    def __init__(self) -> None:
        self.focus: Option | None = None
        self.sheet = 0

    def moved_to(self, page: Page, before: Page | None) -> None:
        """Another page starts afresh, on an answer given before; the same one keeps its mark."""
        if before is None or before.id != page.id:
            self.sheet = 0
            self.focus = next((each for each in choices_of(page) if each.is_chosen), None)
        elif self.focus is not None:
            self.focus = _same(self.focus, before, page)

    def used(self, option: Option) -> None:
        """An answer that was marked by its digit is where Enter goes on from."""
        if option.is_chosen is not None:
            self.focus = option

    def settled(self, frame: Frame, *, is_drawn: bool) -> None:
        """Keep to the sheets there are; a problem, else the mark, is what must be seen."""
        self.sheet = min(self.sheet, len(frame.sheets) - 1)
        if is_drawn and frame.problem_sheet is not None:
            self.sheet = frame.problem_sheet
        elif self.focus is not None:
            self.sheet = _or(frame.sheet_with(self.focus), self.sheet)

    def turned(self, step: int, frame: Frame) -> None:
        """Another sheet. The mark stays behind: what Enter does must be in sight."""
        self.sheet = max(0, min(self.sheet + step, len(frame.sheets) - 1))
        if self.focus is not None and frame.sheet_with(self.focus) not in {None, self.sheet}:
            self.focus = None

    def marked(self, step: int, stops: list[Option]) -> None:
        """The mark goes on to the next key or back to the one before, round at the ends."""
        if not stops:
            return
        start = -1 if step > 0 else 0
        at = stops.index(self.focus) if self.focus in stops else start
        self.focus = stops[(at + step) % len(stops)]

    def confirmed(self, page: Page) -> Option | None:
        """What Enter uses: the marked key; on an answer that is chosen already, the main key."""
        if self.focus is None or (self.focus.is_chosen and self.focus in choices_of(page)):
            return page.next or self.focus
        return self.focus


def choices_of(page: Page) -> list[Option]:
    return list(page.prompt.options) if isinstance(page.prompt, Choose) else []


def stops_of(page: Page, *, is_all: bool) -> list[Option]:
    """What the arrows lead to: the choices and lesser keys; Tab leads to all."""
    return options_of(page) if is_all else [*choices_of(page), *page.extras]


def _same(option: Option, before: Page, page: Page) -> Option | None:
    """The key in the same place; where keys came or went, the one that does the same."""
    were, are = options_of(before), options_of(page)
    if option in were and len(were) == len(are):
        return are[were.index(option)]
    return next((each for each in are if each.event == option.event), None)


def _or(sheet: int | None, other: int) -> int:
    return other if sheet is None else sheet
