"""The back end as a child process, for a kiosk that has no authority's endpoint yet, and for tests.

It lives in a pipe: however the parent ends, the pipe ends too, and the back end with it.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

SECONDS_TO_END = 10.0
VARIABLE = "ONESTOP_DATABASE"
"""Holds the database's URL: with it its password, and everybody can read a command line."""
ANNOUNCED = "listening on "


class CannotStart(Exception):
    """The back end ended before it was ready; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Running:
    """What to start it with; see `python -m onestop --help`."""

    folder: Path
    catalogue_file: Path
    log_file: Path
    port: int = 0
    own_kiosk: str = ""
    own_key: Path | None = None
    hall: str = ""
    database: str = field(default="", repr=False)
    shares_port: bool = False
    trusted_proxies: tuple[str, ...] = ()


class BackEndProcess:
    """A running back end; `address` is where it answers."""

    def __init__(self, running: Running) -> None:
        """Returns when it answers. Raises CannotStart."""
        self._child = _start(running)
        self.address = self._announced(running)

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def stop(self) -> int:
        """Let it answer what has begun, then end. Returns its exit code."""
        if self._child.stdin is not None:
            self._child.stdin.close()
        try:
            self._child.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._child.kill()
        if self._child.stdout is not None:
            self._child.stdout.close()
        return self._child.wait()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._child.kill()
        self._child.wait()
        self.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _announced(self, running: Running) -> str:
        said = b"" if self._child.stdout is None else self._child.stdout.readline()
        line = said.decode().strip()
        if line.startswith(ANNOUNCED):
            return line.removeprefix(ANNOUNCED)
        self.stop()
        last = running.log_file.read_text("utf-8", "replace").strip().rpartition("\n")[2]
        raise CannotStart(last.removeprefix("onestop: "))


def _start(running: Running) -> subprocess.Popen[bytes]:
    command = [
        *(sys.executable, "-m", "onestop", "--end-with-stdin"),
        *("--port", str(running.port)),
        *("--folder", str(running.folder)),
        *("--catalogue", str(running.catalogue_file)),
        *("--hall", running.hall),
        *(["--own-kiosk", running.own_kiosk] if running.own_kiosk else []),
        *(["--own-key", str(running.own_key)] if running.own_key else []),
        *(["--share-port"] if running.shares_port else []),
        *(f"--trusted-proxy={each}" for each in running.trusted_proxies),
    ]
    with running.log_file.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, VARIABLE: running.database},
        )
