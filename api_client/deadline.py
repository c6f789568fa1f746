"""A limit on the whole of a call, whatever the other side does meanwhile.

The limits of requests and urllib3 hold for one read each, so a server that sends a byte a second
keeps a call for ever. Here a thread that keeps time cuts the socket instead: every read then ends
at once, be it in the TLS handshake, the headers or the body. It is one thread for all calls, since
starting one for each took a tenth of the call.
"""

import math
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Condition, Thread


class Scissors:
    """Cuts the one line that a transport has open when a call has taken too long."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self._has_cut = False
        self._changed = Condition()
        self._ends = math.inf
        self._looks_at = math.inf
        self._is_closed = False
        self._timekeeper: Thread | None = None

    def watch(self, line: socket.socket) -> None:
        """A line was opened. A duplicate is kept: TLS replaces the socket object it wraps."""
        self._let_go()
        self._line = line.dup()
        if self._has_cut:
            self._cut()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut whatever line is open when the block takes longer. Raises TimeoutError if it did."""
        self._begin(time.monotonic() + seconds)
        try:
            yield
        finally:
            with self._changed:
                self._ends = math.inf
        if self._has_cut:
            raise TimeoutError

    @property
    def has_cut(self) -> bool:
        """True when the last call was cut short."""
        return self._has_cut

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        if self._timekeeper is not None:
            self._timekeeper.join()
            self._timekeeper = None
        self._let_go()

    def _begin(self, ends: float) -> None:
        with self._changed:
            self._has_cut, self._is_closed, self._ends = False, False, ends
            if self._timekeeper is None:
                self._timekeeper = Thread(target=self._keep_time, name="deadline", daemon=True)
                self._timekeeper.start()
            elif ends < self._looks_at:
                self._changed.notify()

    def _keep_time(self) -> None:
        with self._changed:
            while not self._is_closed:
                if time.monotonic() >= self._ends:
                    self._ends = math.inf
                    self._cut()
                self._looks_at = self._ends
                left = self._looks_at - time.monotonic()
                self._changed.wait(None if left == math.inf else max(left, 0.0))

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _cut(self) -> None:
        self._has_cut = True
        line = self._line
        if line is not None:
            with suppress(OSError):  # already closed by the other side
                line.shutdown(socket.SHUT_RDWR)
