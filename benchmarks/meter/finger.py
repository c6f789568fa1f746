"""A finger on a virtual screen, by the X server's own test extension (XTEST)."""

import time
from ctypes import CDLL, c_char_p, c_int, c_uint, c_ulong, c_void_p
from typing import Final, Self

HOLD_SECONDS: Final = 0.1
_X11: Final = "libX11.so.6"
_XTEST: Final = "libXtst.so.6"
_LEFT: Final = 1


def has_finger() -> bool:
    """Whether the libraries are here; Debian's xdotool brings both."""
    try:
        CDLL(_X11)
        CDLL(_XTEST)
    except OSError:
        return False
    return True


class Finger:
    """Touches as a person does: down at once, and up again after a tenth of a second or more."""

    def __init__(self, display: str) -> None:
        """Raises OSError without that display."""
        self._x11, self._test = CDLL(_X11), CDLL(_XTEST)
        self._x11.XOpenDisplay.restype = c_void_p
        self._x11.XOpenDisplay.argtypes = [c_char_p]
        self._x11.XSync.argtypes = [c_void_p, c_int]
        self._x11.XCloseDisplay.argtypes = [c_void_p]
        self._test.XTestFakeMotionEvent.argtypes = [c_void_p, c_int, c_int, c_int, c_ulong]
        self._test.XTestFakeButtonEvent.argtypes = [c_void_p, c_uint, c_int, c_ulong]
        self._server = self._x11.XOpenDisplay(display.encode())
        if not self._server:
            raise OSError(f"display {display} cannot be opened")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._x11.XCloseDisplay(self._server)

    def aim(self, x: float, y: float) -> None:
        """Over the glass there, not touching it."""
        self._test.XTestFakeMotionEvent(self._server, -1, round(x), round(y), 0)
        self._x11.XSync(self._server, 0)

    def down(self) -> float:
        """Returns the moment at which the server was told."""
        return self._button(is_down=True)

    def up(self) -> float:
        """Returns the moment at which the server was told."""
        return self._button(is_down=False)

    def _button(self, *, is_down: bool) -> float:
        moment = time.perf_counter()
        self._test.XTestFakeButtonEvent(self._server, _LEFT, int(is_down), 0)
        self._x11.XSync(self._server, 0)
        return moment
