"""The entry field: one answer, wrapped so that all of it can be seen."""

from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult, Location

from screens.terminal.held_key import HeldKey
from screens.terminal.spans import wrapped
from screens.typed import cleaned


class Entry(TextArea):
    """Takes what is typed or pasted, without control characters and no longer than it may be."""

    def __init__(self, held: HeldKey) -> None:
        super().__init__(compact=True, highlight_cursor_line=False)
        self.cursor_blink = False
        self._held = held
        self._most = 0

    def show_text(self, text: str, most: int) -> None:
        """Put the text there, with the cursor at its end."""
        self._most = most
        self.load_text(text)
        self.move_cursor(self.document.end)

    def rows_for(self, width: int) -> int:
        """How many rows the text and the cursor after it take."""
        return len(wrapped(f"{self.text}_", width - 1))

    def render_line(self, y: int) -> Strip:
        """Underlined to its end, so that an empty field is seen in every theme."""
        return super().render_line(y).apply_style(Style(underline=True))

    def on_key(self, event: events.Key) -> None:
        """A key that is still held from the page before is not typed."""
        if self._held.is_held(event.character or event.key):
            event.stop()
            event.prevent_default()

    def replace(
        self,
        insert: str,
        start: Location,
        end: Location,
        *,
        maintain_selection_offset: bool = True,
    ) -> EditResult:
        """Every way to put text in comes through here: keys, a paste, Ctrl-V."""
        room = self._most - len(self.text) + len(self.get_text_range(*sorted((start, end))))
        # A pasted megabyte is cut before it is looked at sign by sign.
        fitting = cleaned(insert[: 2 * self._most])[: max(0, room)]
        return super().replace(
            fitting, start, end, maintain_selection_offset=maintain_selection_offset
        )
