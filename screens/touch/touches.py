"""The rules of touch, once for every key: made for a tremor, a slow finger and a nervous one.

1. A page accepts nothing for its first 0.3 s, so that a double tap cannot reach its keys.
2. One finger counts; others are ignored while it is down.
3. A second strike on the same spot within 0.5 s of the last is ignored; on a key that writes,
   within 0.15 s, because 138 0013 8000 must not lose a nought.
4. A key is pressed at touch-down, at once; so is the only key within 6 mm of the finger.
5. Let go inside the key or within 10 mm of where it began, the key is used, however long it took.
6. Any other touch is a miss, and the nearest keys are told apart by a pulse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final

from screens.touch.shapes import Strike, Target

NEW_PAGE_SECONDS: Final = 0.3
SECOND_STRIKE_SECONDS: Final = 0.5
SECOND_SIGN_SECONDS: Final = 0.15
SLIP_MM: Final = 10.0
NEAR_MM: Final = 6.0
SAME_SPOT_MM: Final = 10.0
_NEAREST: Final = 2


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key is down."""

    target: Target


@dataclass(frozen=True, slots=True)
class Released:
    """The key is up again; used, or let go of elsewhere."""

    target: Target
    is_used: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """No key was meant; these are the nearest."""

    nearest: tuple[Target, ...]


Outcome = Pressed | Released | Missed


@dataclass(frozen=True, slots=True)
class _Held:
    finger: object
    target: Target
    x: float
    y: float


class Touches:
    """Decides what each touch means. Times in seconds, places in pixels from the top left."""

    def __init__(self, px_per_mm: float) -> None:
        self._mm = px_per_mm
        self._targets: Sequence[Target] = ()
        self._opened_at = float("-inf")
        self._held: _Held | None = None
        self._last = (float("-inf"), 0.0, 0.0)

    def show(self, targets: Sequence[Target], now: float, *, is_new_page: bool) -> Released | None:
        """These keys are there from now on. A key that is held and gone is let go of."""
        self._targets = targets
        if is_new_page:
            self._opened_at = now
        if self._held is not None and (is_new_page or self._held.target not in targets):
            target, self._held = self._held.target, None
            return Released(target, is_used=False)
        return None

    def down(self, finger: object, x: float, y: float, now: float) -> Pressed | Missed | None:
        is_too_early = now - self._opened_at < NEW_PAGE_SECONDS
        if self._held is not None or is_too_early or self._is_second_strike(x, y, now):
            return None
        target = self._meant(x, y)
        if target is None:
            by_distance = sorted(self._targets, key=lambda each: each.rect.distance(x, y))
            return Missed(tuple(by_distance[:_NEAREST]))
        self._held = _Held(finger, target, x, y)
        return Pressed(target)

    def up(self, finger: object, x: float, y: float, now: float) -> Released | None:
        held = self._held
        if held is None or held.finger != finger:
            return None
        self._held = None
        is_slip = hypot(x - held.x, y - held.y) <= SLIP_MM * self._mm
        is_used = is_slip or held.target.rect.holds(x, y)
        if is_used:
            self._last = (now, held.x, held.y)
        return Released(held.target, is_used=is_used)

    def _is_second_strike(self, x: float, y: float, now: float) -> bool:
        last, last_x, last_y = self._last
        is_same_spot = hypot(x - last_x, y - last_y) <= SAME_SPOT_MM * self._mm
        target = self._meant(x, y)
        writes = target is not None and isinstance(target.action, Strike)
        limit = SECOND_SIGN_SECONDS if writes else SECOND_STRIKE_SECONDS
        return is_same_spot and now - last < limit

    def _meant(self, x: float, y: float) -> Target | None:
        for target in self._targets:
            if target.rect.holds(x, y):
                return target
        near = [each for each in self._targets if each.rect.distance(x, y) <= NEAR_MM * self._mm]
        return near[0] if len(near) == 1 else None
