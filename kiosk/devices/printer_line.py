"""The cable to a slip printer: over the network, or a device file such as a USB line printer.

Every act has a time limit, because a printer without paper may simply stop taking bytes.
"""

import os
import select
import socket
import stat
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from kiosk.devices.printer import PrinterFailed

# The kernel should not swallow a whole slip for a printer that has stopped.
_SEND_BUFFER = 16 * 1024
_CHUNK = 4096
_LONGEST_REPLY = 64


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a printer is given: to be reached, to take a slip, to answer, to print."""

    reach: float = 3.0
    take: float = 30.0
    answer: float = 1.0
    settle: float = 10.0


class Line(Protocol):
    """An open line to a printer."""

    def send(self, data: bytes) -> None:
        """Hand over all of it within `Patience.take`. Raises PrinterFailed."""

    def receive(self, seconds: float) -> bytes:
        """What the printer says within that time; empty if it says nothing."""

    def close(self) -> None: ...


class NetworkLine:
    """A printer with a network socket, by custom on port 9100."""

    def __init__(self, host: str, port: int, patience: Patience) -> None:
        """Raises PrinterFailed."""
        self._name = f"The printer at {host}:{port}"
        self._patience = patience
        try:
            self._socket = socket.create_connection((host, port), patience.reach)
        except OSError as error:
            raise PrinterFailed(f"{self._name} cannot be reached: {error}.") from error
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def send(self, data: bytes) -> None:
        self._socket.settimeout(self._patience.take)
        try:
            self._socket.sendall(data)
        except TimeoutError as error:
            raise PrinterFailed(f"{self._name} stopped taking data.") from error
        except OSError as error:
            raise PrinterFailed(f"{self._name} broke off: {error}.") from error

    def receive(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(_LONGEST_REPLY)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as error:
            raise PrinterFailed(f"{self._name} broke off: {error}.") from error

    def close(self) -> None:
        self._socket.close()


class FileLine:
    """A printer behind a device file such as `/dev/usb/lp0`."""

    def __init__(
        self, path: str, patience: Patience, clock: Callable[[], float] = monotonic
    ) -> None:
        """Raises PrinterFailed. A file that is not there is not made: it would print nowhere."""
        self._name = f"The printer at {path}"
        self._patience = patience
        self._clock = clock
        try:
            self._can_answer = stat.S_ISCHR(os.stat(path).st_mode)  # noqa: PTH116 -- as os.open
            way = os.O_RDWR if self._can_answer else os.O_WRONLY | os.O_APPEND
            self._file = os.open(path, way | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            raise PrinterFailed(f"{self._name} cannot be opened: {error.strerror}.") from error

    def send(self, data: bytes) -> None:
        deadline = self._clock() + self._patience.take
        left = memoryview(data)
        while left:
            _, ready, _ = select.select([], [self._file], [], max(0.0, deadline - self._clock()))
            if not ready:
                raise PrinterFailed(f"{self._name} stopped taking data.")
            try:
                left = left[os.write(self._file, left[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise PrinterFailed(f"{self._name} broke off: {error.strerror}.") from error

    def receive(self, seconds: float) -> bytes:
        if not self._can_answer:
            return b""
        ready, _, _ = select.select([self._file], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._file, _LONGEST_REPLY)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise PrinterFailed(f"{self._name} broke off: {error.strerror}.") from error

    def close(self) -> None:
        os.close(self._file)
