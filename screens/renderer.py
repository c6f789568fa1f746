"""What the presenter asks of a way to show pages, and what that way asks of the presenter."""

from collections.abc import Callable
from typing import Protocol

from accessibility.preferences import Preferences
from kiosk.events import Event
from screens.page import Page


class Renderer(Protocol):
    """Touch, terminal or plain lines."""

    def draw(self, page: Page, preferences: Preferences) -> None:
        """Show the page now, in place of the one before. Called on the renderer's own thread."""


class Listener(Protocol):
    """Whom a renderer tells what the visitor did; all calls on the renderer's own thread."""

    @property
    def page(self) -> Page:
        """The page the visit stands at, with what has been entered so far."""

    def start(self) -> None:
        """Show and read the first page."""

    def happened(self, event: Event) -> None:
        """The one door: a tap, a typed line, news from the courier."""

    def touched(self) -> None:
        """Somebody is there, though nothing happened: a letter typed, a sheet turned."""

    def tick(self) -> None:
        """To be called about once a second."""


MakeListener = Callable[[Renderer], Listener]
"""Makes the presenter for a renderer that is ready to draw."""
