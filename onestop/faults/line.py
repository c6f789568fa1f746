"""A bad line between a kiosk and a back end, for tests, demonstrations and operators' training.

    with FaultyLine(to="http://127.0.0.1:8021", fault="drip") as line:
        hand_in_to(line.address)
        line.switch("none")
        print(line.seen)

Both ends are on this machine: what residents write never goes anywhere by a line that is made to
fail.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import urlsplit

from onestop.faults.acts import Stage
from onestop.faults.aim import EVERY_CALL, Aim, Rule
from onestop.faults.certificates import LOOPBACK, Certificates
from onestop.faults.ends import OfficeEnd
from onestop.faults.pace import Pace
from onestop.faults.record import Call, Record
from onestop.faults.switchboard import PortTaken, Switchboard
from onestop.faults.table import FaultName, named

MOST_SECONDS: Final = 10.0
HTTP_PORT: Final = 80


class NotThisMachine(ValueError):
    """The back end is not on this machine."""


@dataclass(frozen=True, slots=True)
class _Running:
    """What the other threads need to talk to the line's own."""

    loop: asyncio.AbstractEventLoop
    switchboard: Switchboard
    stop: asyncio.Event


class FaultyLine:
    """A proxy that does one fault at a time, in a thread of its own, while the block lasts."""

    def __init__(  # noqa: PLR0913 -- what can be said about a line, each by its name
        self,
        *,
        to: str,
        fault: str = FaultName.NONE,
        aim: Aim = EVERY_CALL,
        port: int = 0,
        is_secure: bool = False,
        pace: Pace | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Raises NotThisMachine, UnknownFault, and ValueError for an aim the fault cannot have.

        `port` 0 takes any free one; a line for wrong-name is always secure (https).
        """
        self._office = _address_of(to)
        self._rule = Rule(named(fault), aim)
        self._port = port
        self._pace = pace or Pace()
        self._now = now
        self._record = Record()
        is_secure = is_secure or self._rule.fault is FaultName.WRONG_NAME
        self._certificates = Certificates.made(now()) if is_secure else None
        self._begun: Future[_Running] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="faulty-line")

    def __enter__(self) -> Self:
        """Raises PortTaken."""
        self._thread.start()
        try:
            self._running = self._begun.result(MOST_SECONDS)
        except (PortTaken, OSError):
            self._thread.join()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.loop.call_soon_threadsafe(self._running.stop.set)
        self._thread.join()

    @property
    def address(self) -> str:
        """Where the kiosk is to call."""
        scheme = "http" if self._certificates is None else "https"
        return f"{scheme}://{LOOPBACK}:{self._running.switchboard.port}"

    @property
    def authority(self) -> bytes:
        """The authority that a kiosk must trust to call a secure line, as PEM; else nothing."""
        return b"" if self._certificates is None else self._certificates.authority

    @property
    def seen(self) -> tuple[Call, ...]:
        """What passed: every call that the back end was given, as often as it was given it."""
        return self._record.passed

    @property
    def made(self) -> tuple[Call, ...]:
        """What the back end made something new of: of all that it was given, what counted."""
        return self._record.made

    @property
    def struck(self) -> tuple[Call, ...]:
        """What a fault befell."""
        return self._record.struck

    @property
    def followed(self) -> tuple[Call, ...]:
        """What went where a redirect pointed. A good kiosk follows none."""
        return self._record.followed

    def switch(self, fault: str, aim: Aim = EVERY_CALL) -> None:
        """From the next call on it is this fault. Raises UnknownFault, ValueError.

        Lines that are idle, or held by the last fault, are hung up.
        """
        rule = Rule(named(fault), aim)
        if rule.fault is FaultName.WRONG_NAME and self._certificates is None:
            raise ValueError("this line shows no certificate: begin it with is_secure=True")
        self._do(self._running.switchboard.switch(rule))

    @property
    def is_secure(self) -> bool:
        return self._certificates is not None

    def wait_until(self, is_so: Callable[["FaultyLine"], bool], seconds: float) -> bool:
        """Whether it came to be so in that time; looked at whenever a call passes or is struck."""
        return self._record.wait_until(lambda: is_so(self), seconds)

    def wait_until_seen(self, number: int, seconds: float = MOST_SECONDS) -> bool:
        """Whether so many calls had passed by then."""
        return self._record.wait_until(lambda: len(self.seen) >= number, seconds)

    def wait_until_struck(self, number: int, seconds: float = MOST_SECONDS) -> bool:
        """Whether so many calls, or lines, had been struck by then."""
        return self._record.wait_until(lambda: len(self.struck) >= number, seconds)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._running.loop).result(MOST_SECONDS)

    async def _serve(self) -> None:
        office = OfficeEnd(*self._office, self._record)
        stage = Stage(office, self._record, self._pace, self._now)
        stop = asyncio.Event()
        try:
            switchboard = Switchboard(self._port, self._rule, stage, self._certificates)
        except (PortTaken, OSError) as error:
            self._begun.set_exception(error)
            return
        await switchboard.begin()
        self._begun.set_result(_Running(asyncio.get_running_loop(), switchboard, stop))
        await stop.wait()
        await switchboard.end()


def _address_of(to: str) -> tuple[str, int]:
    parts = urlsplit(to)
    if parts.scheme != "http" or not _is_here(parts.hostname or ""):
        raise NotThisMachine(f"{to} is no http:// address of this machine")
    return parts.hostname or LOOPBACK, parts.port or HTTP_PORT


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
