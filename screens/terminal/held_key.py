"""Keeps a key that is held down from running through page after page.

A terminal sends a held key again and again and never says that it was let go. A key that has
opened a page does nothing on it until it has rested.
"""

from collections.abc import Callable
from typing import Final

SECONDS_OF_REST: Final = 0.3


class HeldKey:
    """Remembers the key that opened the page that is shown."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._key = ""
        self._seen_at = 0.0

    def opened_a_page(self, key: str) -> None:
        self._key = key
        self._seen_at = self._clock()

    def is_held(self, key: str) -> bool:
        """Whether this is the same stroke still. Any other key ends it."""
        now = self._clock()
        is_held = key == self._key and now - self._seen_at < SECONDS_OF_REST
        self._key = key if is_held else ""
        self._seen_at = now
        return is_held
