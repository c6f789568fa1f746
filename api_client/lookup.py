"""Looking up a name within a limit.

Nothing can end a look-up that the operating system has begun: it stays in a thread of its own, and
the call goes on without it. A second call for the same name waits for the same look-up, so that
a dead name server gathers no threads.
"""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread

Found = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
"""What `socket.getaddrinfo` tells of one address."""
Resolve = Callable[[str, int], list[Found]]


def resolve(host: str, port: int) -> list[Found]:
    """By the operating system. Raises OSError, or UnicodeError for what cannot be a name."""
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class NameLookup:
    """Finds a name's addresses. Used by one thread at a time."""

    def __init__(self, resolve: Resolve = resolve) -> None:
        self._resolve = resolve
        self._under_way: dict[tuple[str, int], Future[list[Found]]] = {}

    def addresses(self, host: str, port: int, seconds: float) -> list[Found]:
        """Raises TimeoutError, or what the look-up raised."""
        place = (host, port)
        found = self._under_way.get(place) or self._begun(place)
        try:
            return found.result(max(seconds, 0.0))
        finally:
            if found.done():
                del self._under_way[place]

    def _begun(self, place: tuple[str, int]) -> Future[list[Found]]:
        found: Future[list[Found]] = Future()
        self._under_way[place] = found

        def look_up() -> None:
            try:
                found.set_result(self._resolve(*place))
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                found.set_exception(error)

        Thread(target=look_up, name="name-look-up", daemon=True).start()
        return found
