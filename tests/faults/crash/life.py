"""One life of a hall process, from its start to its end by SIGKILL, and what it said in it."""

import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

from tests.faults.crash.moments import Moment
from tests.faults.crash.orders import Orders

LIMIT = 60.0
KILLED = -9
DIGEST = "outbox.db.digest"


@dataclass(frozen=True, slots=True)
class Lived:
    """What a hall said, how it ended, and in which stretch of its life."""

    said: tuple[str, ...]
    code: int
    stretch: str
    trouble: str = ""

    @property
    def was_damaged(self) -> bool:
        return "found damaged" in self.said

    @property
    def acknowledged(self) -> list[list[str]]:
        """Kind, reference and digest of everything whose `put` has returned."""
        return [line.split() for line in self.said if not line.startswith("found ")]


class HallProcess:
    """A running hall."""

    def __init__(self, orders: Orders, log_file: Path) -> None:
        command = [sys.executable, "-m", "tests.faults.crash.hall", orders.as_word()]
        with log_file.open("ab") as log:
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
            )
        self._most = orders.most
        self._digest = orders.data_folder / DIGEST
        self._said: list[str] = []
        self._heard = Condition()
        self._is_over = False
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def wait_for(self, lines: int) -> None:
        """Until it has said so many lines, or has ended. Raises TimeoutError."""
        with self._heard:
            if not self._heard.wait_for(lambda: self._is_over or len(self._said) >= lines, LIMIT):
                raise TimeoutError("the hall says nothing")

    def end(self) -> None:
        """Tell it to end in good order."""
        if self._child.stdin is not None:
            self._child.stdin.close()

    def wait(self) -> Lived:
        """Until it has ended by itself; one that does not is killed."""
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(LIMIT)
        return self.kill()

    def kill(self) -> Lived:
        """End it at once; what it had said by then counts."""
        self._child.kill()
        code = self._child.wait()
        self._listener.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()
        return Lived(tuple(self._said), code, self._stretch())

    def _stretch(self) -> str:
        if not self._said:
            return "while starting"
        # While it is open, its digest is gone only as long as the log is being brought in.
        if not self._digest.exists():
            return "in a checkpoint"
        return "while handing in" if len(self._said) <= self._most else "while delivering"

    def _listen(self) -> None:
        """A line that was cut off by the kill was never said."""
        for line in self._child.stdout or ():
            if line.endswith(b"\n"):
                with self._heard:
                    self._said.append(line.decode().rstrip("\n"))
                    self._heard.notify_all()
        with self._heard:
            self._is_over = True
            self._heard.notify_all()


def lived(orders: Orders, moment: Moment, log_file: Path) -> Lived:
    """Start a hall, and kill it at that moment."""
    hall = HallProcess(orders, log_file)
    try:
        hall.wait_for(moment.lines)
        if moment.is_ending:
            hall.end()
        time.sleep(moment.seconds)
    finally:
        ended = hall.kill()
    return ended


def seconds_to_start(orders: Orders, log_file: Path) -> float:
    """How long a hall takes here until it hands in."""
    begun = time.monotonic()
    hall = HallProcess(orders, log_file)
    try:
        hall.wait_for(1)
        taken = time.monotonic() - begun
        hall.end()
    finally:
        hall.wait()
    return taken
