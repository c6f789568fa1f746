"""The parts of the screen, from top to bottom: bar, sheet, question, entry field, bar."""

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from screens.terminal.entry import Entry
from screens.terminal.frame import Frame
from screens.terminal.lines_view import LinesView
from screens.terminal.spans import EMPTY, Ink, Line


class Stage(Widget):
    """Shows a frame; the entry field is there where the page asks for an entry."""

    DEFAULT_CSS = """
    Stage { height: 1fr; layout: vertical; }
    Entry { padding: 0; scrollbar-size: 0 0; }
    """

    class Resized(Message):
        """The terminal has another size now."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        self._top = LinesView(Ink.BAR, "top")
        self._sheet = LinesView(Ink.TEXT, "sheet")
        self._ask = LinesView(Ink.TEXT, "ask")
        self._filler = LinesView(Ink.TEXT, "filler")
        self._bottom = LinesView(Ink.BAR, "bottom")

    def on_resize(self) -> None:
        self.post_message(self.Resized())

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._sheet
        yield self._ask
        yield self._entry
        yield self._filler
        yield self._bottom

    def show(self, made: Frame, sheet: int, width: int, styles: Mapping[Ink, Style]) -> None:
        """Show one sheet of the frame, in the middle of a terminal of that width."""
        self.styles.padding = (0, (width - made.column) // 2)
        self._place(self._top, made.top, styles)
        self._place(self._sheet, made.sheet_at(sheet), styles)
        self._place(self._ask, made.ask, styles)
        self._place(self._filler, [EMPTY] * made.spare, styles)
        self._place(self._bottom, made.bottom_at(sheet), styles)
        self._entry.styles.height = made.entry_rows
        self._entry.display = made.entry_rows > 0
        if made.entry_rows:
            self._entry.focus()
        else:
            self.screen.set_focus(None)

    def _place(self, view: LinesView, lines: Sequence[Line], styles: Mapping[Ink, Style]) -> None:
        view.show(lines, styles)
        view.styles.height = len(lines)
        view.display = bool(lines)
