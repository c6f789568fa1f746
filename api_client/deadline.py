"""A limit on the whole of a call, whatever the other side does meanwhile.

The limits of requests and urllib3 hold for one read each, so a server that sends a byte a second
keeps a call for ever. Here a timer cuts the socket instead: every read then ends at once, be it in
the TLS handshake, the headers or the body.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer


class Scissors:
    """Cuts the one line that a transport has open when a call has taken too long."""

    def __init__(self) -> None:
        self._line: socket.socket | None = None
        self._has_cut = False

    def watch(self, line: socket.socket) -> None:
        """A line was opened. A duplicate is kept: TLS replaces the socket object it wraps."""
        self.close()
        self._line = line.dup()
        if self._has_cut:
            self._cut()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Cut whatever line is open when the block takes longer. Raises TimeoutError if it did."""
        self._has_cut = False
        timer = Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        if self._has_cut:
            raise TimeoutError

    @property
    def has_cut(self) -> bool:
        """True when the last call was cut short."""
        return self._has_cut

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _cut(self) -> None:
        self._has_cut = True
        line = self._line
        if line is not None:
            with suppress(OSError):  # already closed by the other side
                line.shutdown(socket.SHUT_RDWR)
