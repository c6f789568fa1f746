"""Draws lines in the theme's inks and says what was clicked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from screens.terminal.spans import Ink, Line, Target


class LinesView(Widget):
    """One part of the screen: a bar, or the sheet between the bars."""

    @dataclass
    class Used(Message):
        """A key was clicked."""

        target: Target

    def __init__(self, ground: Ink, id: str) -> None:  # noqa: A002 -- Textual's own name for it
        super().__init__(id=id)
        self._ground = ground
        self._lines: tuple[Line, ...] = ()
        self._styles: Mapping[Ink, Style] = {}

    def show(self, lines: Sequence[Line], styles: Mapping[Ink, Style]) -> None:
        """Draw these lines in place of the ones before."""
        self._lines = tuple(lines)
        self._styles = styles
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Textual's question for one row."""
        line = self._lines[y] if y < len(self._lines) else ()
        segments = [Segment(span.text, self._styles.get(span.ink)) for span in line]
        return Strip(segments).adjust_cell_length(self.size.width, self._styles.get(self._ground))

    def on_click(self, event: Click) -> None:
        target = self._target_at(event.x, event.y)
        if target is not None:
            self.post_message(self.Used(target))

    def _target_at(self, x: int, y: int) -> Target | None:
        if not 0 <= y < len(self._lines):
            return None
        for span in self._lines[y]:
            if x < span.cells:
                return span.target
            x -= span.cells
        return None
