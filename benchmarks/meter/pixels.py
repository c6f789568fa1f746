"""What is on a virtual screen, read from the file in which Xvfb keeps it: the server is not asked.

A fingerprint takes every 24th row: 0.2 ms for the middle of a page, so that watching each 2 ms
costs the watched programs little.
"""

import mmap
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from zlib import crc32

from screens.touch.geometry import Rect

POLL_SECONDS: Final = 0.002
_ROW_STEP: Final = 24
_COLOUR_BYTES: Final = 12
_HEADER: Final = struct.Struct(">20I")
_SIZE, _BITS, _LINE, _COLOURS = 0, 11, 12, 19
_BYTES_A_PIXEL: Final = 4
_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A pixel and the colour, as `#RRGGBB`, that it has on the expected page."""

    x: int
    y: int
    colour: str


class Pixels:
    """The screen's pixels, live. The format is the X Window Dump of `XWDFile.h`."""

    def __init__(self, file: Path) -> None:
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ)
        header = _HEADER.unpack_from(self._map)
        if header[_BITS] != _BYTES_A_PIXEL * 8:
            raise ValueError(f"Xvfb keeps {header[_BITS]} bits a pixel, not 32")
        self._begin = header[_SIZE] + header[_COLOURS] * _COLOUR_BYTES
        self._line = header[_LINE]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._map.close()

    def fingerprint(self, rect: Rect) -> int:
        """A number that changes with what is drawn there."""
        left, wide = round(rect.x) * _BYTES_A_PIXEL, round(rect.width) * _BYTES_A_PIXEL
        found = 0
        for y in range(round(rect.y), round(rect.bottom), _ROW_STEP):
            start = self._begin + y * self._line + left
            found = crc32(self._map[start : start + wide], found)
        return found

    def has(self, spots: Iterable[Spot]) -> bool:
        """Whether all of them have their colours, as near as two toolkits round alike."""
        return all(self._is_near(spot) for spot in spots)

    def changed(self, rect: Rect, before: int, limit_seconds: float) -> float:
        """The moment of the first change there. Raises TimeoutError."""
        end = time.perf_counter() + limit_seconds
        while (now := time.perf_counter()) < end:
            if self.fingerprint(rect) != before:
                return now
            time.sleep(POLL_SECONDS)
        raise TimeoutError("nothing changed on the screen")

    def settled(
        self,
        rect: Rect,
        is_expected: Callable[[int], bool],
        quiet_seconds: float,
        limit_seconds: float,
    ) -> float:
        """The moment of the last change there before it stayed expected and still for so long.

        Raises TimeoutError.
        """
        end = time.perf_counter() + limit_seconds
        last = self.fingerprint(rect)
        moment = time.perf_counter()
        while (now := time.perf_counter()) < end:
            seen = self.fingerprint(rect)
            if seen != last:
                last, moment = seen, now
            elif now - moment >= quiet_seconds and is_expected(seen):
                return moment
            time.sleep(POLL_SECONDS)
        raise TimeoutError("the expected page was not shown")

    def _is_near(self, spot: Spot) -> bool:
        start = self._begin + spot.y * self._line + spot.x * _BYTES_A_PIXEL
        blue, green, red = self._map[start : start + 3]
        wanted = bytes.fromhex(spot.colour.removeprefix("#"))
        return all(
            abs(one - other) <= _NEAR for one, other in zip((red, green, blue), wanted, strict=True)
        )
