"""A program with all the processes it starts: what they hold, what they use, and how they end."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_MOST_SECONDS_TO_END: Final = 15.0
_GONE: Final = (psutil.NoSuchProcess, psutil.AccessDenied, FileNotFoundError, ProcessLookupError)


@dataclass(frozen=True, slots=True)
class Held:
    """One process and its share of memory (PSS, what is shared divided among those who share)."""

    command: str
    megabytes: float


class Program:
    """A running program, from its first process to its last grandchild."""

    def __init__(self, first: subprocess.Popen[bytes], started: float) -> None:
        self.started = started
        self._first = first

    @property
    def is_running(self) -> bool:
        return self._first.poll() is None

    def processes(self) -> list[psutil.Process]:
        """Those of its session too, whose parents have left them."""
        found: dict[int, psutil.Process] = {}
        with suppress(*_GONE):
            first = psutil.Process(self._first.pid)
            found = {each.pid: each for each in (first, *first.children(recursive=True))}
        for each in psutil.process_iter():
            with suppress(*_GONE):
                if os.getsid(each.pid) == self._first.pid:
                    found[each.pid] = each
        return list(found.values())

    def memory(self) -> list[Held]:
        """The largest first."""
        held = []
        for each in self.processes():
            with suppress(*_GONE):
                command = " ".join(each.cmdline())
                held.append(Held(command, each.memory_full_info().pss / 1e6))
        return sorted(held, key=lambda one: -one.megabytes)

    def cpu_seconds(self) -> float:
        """Processor time used by everything that runs now."""
        used = 0.0
        for each in self.processes():
            with suppress(*_GONE):
                times = each.cpu_times()
                used += times.user + times.system
        return used

    def cpu_share(self, seconds: float) -> float:
        """Per cent of one core used during the next so many seconds."""
        before, begun = self.cpu_seconds(), time.perf_counter()
        time.sleep(seconds)
        return 100 * (self.cpu_seconds() - before) / (time.perf_counter() - begun)

    def end(self) -> None:
        """Ask the first process to end, and after a while end whatever is left."""
        all_of_it = self.processes()
        self._first.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._first.wait(_MOST_SECONDS_TO_END)
        for each in {*all_of_it, *self.processes()}:
            with suppress(*_GONE):
                each.kill()
        self._first.wait()


@contextmanager
def running(
    command: Sequence[str], surroundings: Mapping[str, str], folder: Path, log: Path
) -> Iterator[Program]:
    """Start it in a session of its own, with nobody at its input, and end all of it afterwards."""
    with log.open("ab") as written:
        started = time.perf_counter()
        first = subprocess.Popen(
            command,
            env=surroundings,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
        program = Program(first, started)
        try:
            yield program
        finally:
            program.end()
