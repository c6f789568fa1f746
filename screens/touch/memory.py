"""What was worked out for a page, kept for the next time; what was somebody's own is forgotten."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Memory(Generic[Key, Kept]):
    """So many things at most; the oldest goes. While `is_personal`, new ones are kept apart."""

    def __init__(self, most: int) -> None:
        self.is_personal = False
        self._most = most
        self._general: dict[Key, Kept] = {}
        self._personal: dict[Key, Kept] = {}

    @property
    def keys(self) -> tuple[Key, ...]:
        return (*self._general, *self._personal)

    def get(self, key: Key) -> Kept | None:
        found = self._general.get(key)
        return self._personal.get(key) if found is None else found

    def keep(self, key: Key, kept: Kept, *, is_revealing: bool = True) -> None:
        """What reveals nothing, such as a single letter, is kept whoever it was for."""
        place = self._personal if self.is_personal and is_revealing else self._general
        if len(place) >= self._most:
            del place[next(iter(place))]
        place[key] = kept

    def forget(self) -> None:
        """Nothing of what was somebody's own stays."""
        self._personal.clear()
