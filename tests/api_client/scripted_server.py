"""A server that keeps its lines open as long as its script says, in the clear or with TLS."""

import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Self

LONGEST_WAIT = 10


class ScriptedServer:
    """Serves one line for each script, one after another: an answer for each call, then the end.

    `calls` holds the number of the line and the first words of every call; `heads` their headers
    and `bodies` what came with them. An empty answer ends the line at once. Nobody is taken up
    after the last line. One that greets speaks before it was asked.
    """

    def __init__(
        self, *scripts: Sequence[bytes], tls: ssl.SSLContext | None = None, greets: bool = False
    ) -> None:
        self._scripts = scripts
        self._greets = greets
        self._tls = tls
        self.calls: list[tuple[int, str]] = []
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.ended = [Event() for _ in scripts]
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def wait_for_end_of_line(self, number: int) -> None:
        assert self.ended[number].wait(LONGEST_WAIT)

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(LONGEST_WAIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _serve(self) -> None:
        for number, script in enumerate(self._scripts):
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            if number == len(self._scripts) - 1:
                self._listening.close()
            line.settimeout(LONGEST_WAIT)
            with suppress(OSError), self._secured(line) as safe:
                self._follow(number, script, safe)
            line.close()
            self.ended[number].set()

    def _secured(self, line: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(line, server_side=True) if self._tls else line

    def _follow(self, number: int, script: Sequence[bytes], line: socket.socket) -> None:
        if self._greets:
            line.sendall(b"".join(script))
            return
        with line.makefile("rb") as said:
            for answer in script:
                head = b"".join(iter(said.readline, b"\r\n")).decode("latin-1")
                first, _, rest = head.partition("\r\n")
                if not first:
                    return
                self.calls.append((number, " ".join(first.split(" ")[:2])))
                self.heads.append(rest)
                self.bodies.append(said.read(_length(rest)))
                if not answer:
                    return
                line.sendall(answer)


def _length(head: str) -> int:
    for row in head.split("\r\n"):
        name, _, value = row.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0
