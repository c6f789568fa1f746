"""A running PostgreSQL server: known to be ready, and known to be gone with all its processes."""

import subprocess
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGQUIT, SIGTERM
from threading import Event, Thread
from typing import IO, Final, Literal

import psutil

from tests.servers.programs import ENVIRONMENT, unprivileged

Mode = Literal["smart", "fast", "immediate"]
SIGNALS: Final = {"smart": SIGTERM, "fast": SIGINT, "immediate": SIGQUIT}
READY: Final = (b"ready to accept connections", b"ready to accept read-only connections")
LINES_OF_BLAME: Final = 3
SECONDS_TO_START: Final = 60.0
SECONDS_TO_END: Final = 60.0


class CannotStart(Exception):
    """The server ended before it was ready; the text is what it said last."""


class Postmaster:
    """The server's first process, a child of ours.

    It and all that it starts write to one pipe. Its end says that the last of them has ended.
    """

    def __init__(self, data: Path, settings: Mapping[str, str], log: Path) -> None:
        """Returns when it takes connections. Raises CannotStart.

        Called in the main thread: the server is ended with the thread that started it.
        """
        words = [f"--{name}={value}" for name, value in settings.items()]
        self._data = data
        self._child = subprocess.Popen(
            unprivileged("postgres", "-D", data, *words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        self._last: deque[bytes] = deque(maxlen=LINES_OF_BLAME)
        self._is_told = Event()
        self._is_ready = False
        self._listener = Thread(target=self._listen, args=(self._child.stderr, log), daemon=True)
        self._listener.start()
        self._is_told.wait(SECONDS_TO_START)
        if not self._is_ready:
            self.kill()
            raise CannotStart(b"".join(self._last).decode("utf-8", "replace").strip())

    @property
    def pid(self) -> int:
        return self._child.pid

    def stop(self, mode: Mode) -> None:
        """End it as `pg_ctl stop` does; what does not end in time is killed."""
        with suppress(ProcessLookupError):
            self._child.send_signal(SIGNALS[mode])
        try:
            self._child.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.kill()
        self._listener.join()

    def kill(self) -> None:
        """End all its processes at once, as a power cut would."""
        with suppress(psutil.NoSuchProcess):
            first = psutil.Process(self.pid)
            first.suspend()  # so that it starts no other meanwhile
            for each in (*first.children(recursive=True), first):
                with suppress(psutil.NoSuchProcess):
                    each.kill()
        self._child.wait()
        self._listener.join()
        self._give_back()

    def _listen(self, said: IO[bytes], log: Path) -> None:
        with said, log.open("ab") as file:
            for line in said:
                file.write(line)
                file.flush()
                self._last.append(line)
                if any(each in line for each in READY):
                    self._is_ready = True
                    self._is_told.set()
        self._is_told.set()

    def _give_back(self) -> None:
        """A killed server leaves a piece of the system's shared memory behind, named in its file.

        The next start on the same data would find it; but there may be none.
        """
        with suppress(FileNotFoundError):
            lines = (self._data / "postmaster.pid").read_text("utf-8").splitlines()
            for key_and_number in lines[6:7]:
                number = key_and_number.split()[1]
                forget = ["ipcrm", "--shmem-id", number]
                subprocess.run(forget, check=False, capture_output=True)
