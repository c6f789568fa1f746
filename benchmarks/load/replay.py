"""Sends what was written out beforehand over a few kept connections, as fast as it is answered.

It shares the machine with what it measures, so it does as little as it can: one thread, one system
call to send, as many to receive as the answer has parts, and nothing but the status is read.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from selectors import EVENT_READ, DefaultSelector
from socket import IPPROTO_TCP, TCP_NODELAY, create_connection, socket
from typing import Final
from urllib.parse import urlsplit

CONNECTIONS: Final = 16
SECONDS_TO_ANSWER: Final = 30.0
END_OF_HEAD: Final = b"\r\n\r\n"
LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
STATUS: Final = slice(9, 12)


@dataclass(slots=True)
class Outcome:
    """What came back. `answers` has status and body, by the request's place."""

    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    answers: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    seconds: float = 0.0
    own_seconds: float = 0.0
    """How long the sender itself was at work."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return sum(self.statuses.values()) / self.seconds


def replayed(
    address: str, requests: Sequence[bytes], seconds: float, connections: int = CONNECTIONS
) -> Outcome:
    """Send one after another until the time or the requests are over, and wait for all answers.

    Raises OSError if the other side hangs up or does not answer.
    """
    outcome = Outcome()
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with ExitStack() as opened:
        selector = opened.enter_context(DefaultSelector())
        lines = []
        for _ in range(connections):
            line = opened.enter_context(create_connection((host, port), SECONDS_TO_ANSWER))
            line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            lines.append(_Line(line, outcome))
            selector.register(line, EVENT_READ, lines[-1])
        begun, worked = time.perf_counter(), time.process_time()
        _exchange(selector, lines, enumerate(requests), begun + seconds)
        outcome.seconds = time.perf_counter() - begun
        outcome.own_seconds = time.process_time() - worked
    return outcome


def _exchange(
    selector: DefaultSelector,
    lines: Sequence["_Line"],
    requests: Iterator[tuple[int, bytes]],
    end: float,
) -> None:
    on_the_way = 0
    for line, request in zip(lines, requests, strict=False):
        line.send(*request)
        on_the_way += 1
    while on_the_way:
        ready = selector.select(SECONDS_TO_ANSWER)
        if not ready:
            raise TimeoutError(f"no answer in {SECONDS_TO_ANSWER:.0f} seconds")
        for key, _ in ready:
            line = key.data
            if not line.receive():
                continue
            following = next(requests, None) if line.answered_at < end else None
            if following is None:
                on_the_way -= 1
            else:
                line.send(*following)


class _Line:
    """One connection, with one request on its way at a time."""

    def __init__(self, line: socket, outcome: Outcome) -> None:
        self.answered_at = 0.0
        self._line = line
        self._outcome = outcome
        self._number = 0
        self._sent_at = 0.0
        self._received = b""

    def send(self, number: int, request: bytes) -> None:
        self._number, self._received = number, b""
        self._sent_at = time.perf_counter()
        self._line.sendall(request)

    def receive(self) -> bool:
        """Whether the answer is whole now."""
        part = self._line.recv(65536)
        if not part:
            raise ConnectionError("the other side hung up")
        self._received += part
        head, has_ended, body = self._received.partition(END_OF_HEAD)
        told = LENGTH.search(head) if has_ended else None
        if told is None or len(body) < int(told[1]):
            return False
        self.answered_at = time.perf_counter()
        self._outcome.milliseconds.append(1000 * (self.answered_at - self._sent_at))
        status = int(head[STATUS])
        self._outcome.statuses[status] += 1
        self._outcome.answers[self._number] = status, body
        return True
