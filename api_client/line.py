"""The line to the other side: opened in the time that is left, and followed as a call goes on.

How far a call came decides what its failure means: whether what was sent may have arrived, whom
the operator must ask, and whether a line that had only grown old is to blame. The line itself
knows; an error tells too little.
"""

import errno
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.response import HTTPResponse

from api_client.deadline import Scissors
from api_client.lookup import Found, NameLookup
from api_client.trust import distrust

SHORTEST_WAIT = 0.001
Options = Iterable[tuple[int, int, int | bytes]]


@dataclass(slots=True)
class Course:
    """How far one call has come.

    `ends`: when it must, by the clock of the lines. `is_repeated`: it went out before, on a line
    that was ended under it. `has_opened`: on a new line, not on one of an earlier call.
    `has_begun`: something of it may have left. `was_hung_up`: the other side ended the line before
    an answer.
    """

    ends: float = 0.0
    is_repeated: bool = False
    has_opened: bool = False
    has_begun: bool = False
    was_hung_up: bool = False
    trouble: str = ""
    distrust: str = ""

    @property
    def was_stale(self) -> bool:
        """The line of an earlier call was ended, as servers do with lines that are idle."""
        return self.was_hung_up and not self.has_opened


class Lines:
    """Opens a transport's lines, one at a time, and follows the call that goes over them."""

    def __init__(self, scissors: Scissors, lookup: NameLookup, clock: Callable[[], float]) -> None:
        self._scissors = scissors
        self._lookup = lookup
        self._clock = clock
        self.course = Course()

    def begin(self, ends: float, *, is_repeated: bool) -> None:
        """A call begins that must end then."""
        self.course = Course(ends, is_repeated)

    def pools(self) -> dict[str, type[HTTPConnectionPool]]:
        """Connection pools whose every line is opened and followed here."""
        lines = self

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return lines.opened(self)

            def connect(self) -> None:
                with lines.followed():
                    super().connect()

            def send(self, data: Any) -> None:  # noqa: ANN401 - the library's own shape
                if self.sock is None:
                    self.connect()
                lines.course.has_begun = True
                try:
                    super().send(data)
                except ssl.SSLEOFError as error:
                    # After this one urllib3 still reads why the other side ended the line.
                    raise BrokenPipeError from error

            def getresponse(self) -> HTTPResponse:  # type: ignore[override] # urllib3's own
                with lines.followed():
                    return super().getresponse()

        class Secure(Plain, HTTPSConnection):
            pass

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        return {"http": PlainPool, "https": SecurePool}

    def opened(self, connection: HTTPConnection) -> socket.socket:
        """A new line, within what is left of the call. Raises urllib3's errors."""
        self.course.has_opened = True
        host, port = connection.host.strip("[]"), connection.port
        try:
            found = self._lookup.addresses(host, port, self._left())
        except (OSError, UnicodeError) as error:
            self.course.trouble = f"the name {host} was not found: {_why_not(error)}"
            raise NameResolutionError(host, connection, socket.gaierror()) from error
        try:
            line = self._opened_to(found, connection.socket_options or ())
        except TimeoutError as error:
            self.course.trouble = f"{host}:{port} did not answer"
            raise ConnectTimeoutError(connection, self.course.trouble) from error
        except OSError as error:
            self.course.trouble = f"no line to {host}:{port}: {error.strerror}"
            raise NewConnectionError(connection, self.course.trouble) from error
        self._scissors.watch(line)
        return line

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Notes how the other side ended the line."""
        try:
            yield
        except (ConnectionError, ssl.SSLEOFError):
            self.course.was_hung_up = True
            raise
        except ssl.SSLError as error:
            self.course.distrust = distrust(error)
            raise

    def _opened_to(self, found: list[Found], options: Options) -> socket.socket:
        """To the first address that answers; each gets its share of the time that is left.

        Otherwise one address that swallows everything, as a broken IPv6 route does, would hide
        the others.
        """
        trouble = OSError(errno.EADDRNOTAVAIL, "the name has no address")
        for tried, each in enumerate(found):
            try:
                return self._connected(each, options, self._left() / (len(found) - tried))
            except OSError as error:
                trouble = error
        raise trouble

    def _connected(self, to: Found, options: Options, seconds: float) -> socket.socket:
        family, kind, protocol, _, address = to
        line = socket.socket(family, kind, protocol)
        try:
            for option in options:
                line.setsockopt(*option)
            line.settimeout(seconds)
            line.connect(address)
            line.settimeout(self._left())
        except OSError:
            line.close()
            raise
        return line

    def _left(self) -> float:
        return max(self.course.ends - self._clock(), SHORTEST_WAIT)


def _why_not(error: OSError | UnicodeError) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case OSError():
            return error.strerror or type(error).__name__
        case UnicodeError():
            return "it cannot be one"
