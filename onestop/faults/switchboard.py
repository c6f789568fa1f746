"""Takes the kiosk's lines one by one, and lets befall each what is in force, on one event loop.

1. A port is kept for as long as the switchboard lives, also while nobody listens on it.
2. Each line that opens is struck at once, or carries one call after another.
3. A switch hangs up whatever is idle or held by a fault; what just passes may end.
"""

import asyncio
import errno
import logging
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from onestop.faults.acts import Stage
from onestop.faults.aim import Rule
from onestop.faults.answers import is_elsewhere
from onestop.faults.certificates import LOOPBACK, Certificates
from onestop.faults.ends import KioskEnd
from onestop.faults.record import UNREAD, Call
from onestop.faults.table import FaultName
from onestop.faults.wire import Garbled, method_of, path_of, read_head

log = logging.getLogger(__name__)

BACKLOG: Final = 128


class PortTaken(Exception):
    """Another program listens there already."""


@dataclass(slots=True)
class _Line:
    """One line of a kiosk while it is open; `is_picked_up`: a KioskEnd closes its socket."""

    opened: socket.socket
    is_picked_up: bool = False
    is_passing: bool = False
    is_last: bool = False


class Switchboard:
    """`port` is where it listens."""

    def __init__(
        self, port: int, rule: Rule, stage: Stage, certificates: Certificates | None
    ) -> None:
        """Raises PortTaken."""
        self._keeper = _bound(port)
        self.port: int = self._keeper.getsockname()[1]
        self._rule = rule
        self._stage = stage
        self._certificates = certificates
        self._listening: socket.socket | None = None
        self._lines: dict[asyncio.Task[None], _Line] = {}

    async def begin(self) -> None:
        """Listen, unless nobody is to."""
        if self._rule.fault is not FaultName.REFUSE:
            self._listening = _bound(self.port)
            self._listening.listen(BACKLOG)
            loop = asyncio.get_running_loop()
            loop.add_reader(self._listening, self._accept, self._listening)

    async def switch(self, rule: Rule) -> None:
        """From here on this is in force."""
        self._stop_listening()
        self._rule = rule
        for task, line in self._lines.items():
            line.is_last = True
            if not line.is_passing:
                task.cancel()
        await asyncio.gather(
            *(task for task, line in self._lines.items() if not line.is_passing),
            return_exceptions=True,
        )
        await self.begin()

    async def end(self) -> None:
        """Hang up everything and give the port back."""
        self._stop_listening()
        tasks = list(self._lines)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stage.office.end()
        self._keeper.close()

    def _stop_listening(self) -> None:
        if self._listening is not None:
            asyncio.get_running_loop().remove_reader(self._listening)
            self._listening.close()
            self._listening = None

    def _accept(self, listening: socket.socket) -> None:
        try:
            opened, _ = listening.accept()
        except (BlockingIOError, ConnectionAbortedError):
            # Whoever called has hung up again.
            return
        opened.setblocking(False)  # noqa: FBT003 -- the standard library's way to say it
        line = _Line(opened)
        task = asyncio.create_task(self._serve(line))
        self._lines[task] = line
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[None]) -> None:
        line = self._lines.pop(task)
        if not line.is_picked_up:
            line.opened.close()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("the faulty line made a mistake of its own", exc_info=error)

    async def _serve(self, line: _Line) -> None:
        rule = self._rule
        fault = rule.for_line()
        if fault is not FaultName.NONE:
            self._stage.record.note_struck(UNREAD, fault)
        await self._hold(fault)
        line.is_picked_up = True
        # Whoever breaks the line, the other side only hangs up.
        with suppress(OSError, EOFError, Garbled):
            kiosk = await KioskEnd.on(line.opened, self._tls(fault))
            try:
                while await self._carry(kiosk, line):
                    pass
                await kiosk.hang_up()
            finally:
                kiosk.drop()

    async def _hold(self, fault: FaultName) -> None:
        if fault is FaultName.STALL_ACCEPT:
            await asyncio.Event().wait()
        if fault is FaultName.SLOW_CONNECT:
            await asyncio.sleep(self._stage.pace.pick_up)

    def _tls(self, fault: FaultName) -> ssl.SSLContext | None:
        if self._certificates is None:
            return None
        is_wrong = fault is FaultName.WRONG_NAME
        return self._certificates.wrong if is_wrong else self._certificates.right

    async def _carry(self, kiosk: KioskEnd, line: _Line) -> bool:
        """One call. Returns whether the line may carry another."""
        head = await read_head(kiosk.reader)
        if head is None:
            return False
        rule = self._rule
        fault = FaultName.NONE if is_elsewhere(head) else rule.for_call(path_of(head))
        if fault is not FaultName.NONE:
            self._stage.record.note_struck(Call(method_of(head), path_of(head)), fault)
        line.is_passing = fault is FaultName.NONE
        try:
            is_open = await self._stage.act(fault, head, kiosk, rule.struck)
        finally:
            line.is_passing = False
        return is_open and not line.is_last


def _bound(port: int) -> socket.socket:
    """Two of these may share a port, and only one that listens is called."""
    line = socket.socket()
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        line.bind((LOOPBACK, port))
    except OSError as error:
        line.close()
        if error.errno != errno.EADDRINUSE:
            raise
        raise PortTaken(f"{LOOPBACK}:{port} is taken: another program listens there") from error
    line.setblocking(False)  # noqa: FBT003 -- the standard library's way to say it
    return line
