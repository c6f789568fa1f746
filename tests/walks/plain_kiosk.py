"""The kiosk as a process of its own, used by plain lines over pipes: it can be killed."""

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from screens import journeys

MOST_SECONDS = 30.0
# Tile, service, apply now; the form of the canteen; twice "all correct"; "I agree".
MEALS = (
    *("3", "老年助餐", ""),
    *(journeys.NAMES["zh_CN"], journeys.PHONE, "19480321"),
    *("1", "1", "1", "/1", "", "", "1", ""),
)
RECEIPT = "已收到您的申请"


class PlainKiosk:
    """`kiosk run --front-end plain` with a settings file."""

    def __init__(self, settings: Path) -> None:
        command = [sys.executable, "-m", "kiosk", "--config", str(settings)]
        self._process = subprocess.Popen(
            [*command, "run", "--front-end", "plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.printed = ""
        self._looked_to = 0

    def __enter__(self) -> Self:
        self.wait_for("/p 叫工作人员")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def say(self, line: str) -> None:
        """Type one line, or the number of the choice that has these words."""
        assert self._process.stdin is not None
        choices = [each.split(" ", 1) for each in self._new.splitlines() if " " in each]
        named = [number for number, words in choices if line and words.startswith(line)]
        text = named[-1] if named and not line.isascii() else line
        self._looked_to = len(self.printed)
        self._process.stdin.write(f"{text}\n".encode())
        self._process.stdin.flush()

    def hand_in_meals(self) -> str:
        """The whole journey, to the receipt. Returns the reference that it shows."""
        for line in MEALS:
            self.say(line)
            self.wait_for("/p 叫工作人员")
        self.wait_for(RECEIPT)
        lines = self._new.splitlines()
        return next(line for line in lines if len(line) == len("TRY6-TP9G-FKR6") and "-" in line)

    def wait_for(self, text: str) -> None:
        """Until something printed since the last line holds the text. Raises TimeoutError."""
        assert self._process.stdout is not None
        end = time.monotonic() + MOST_SECONDS
        while text not in self._new:
            ready, _, _ = select.select([self._process.stdout], [], [], 0.2)
            if ready:
                chunk = os.read(self._process.stdout.fileno(), 65536)
                if not chunk:
                    raise TimeoutError(f"the kiosk ended before it said {text}:\n{self.printed}")
                self.printed += chunk.decode()
            if time.monotonic() > end:
                raise TimeoutError(f"the kiosk did not say {text}:\n{self.printed}")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    @property
    def _new(self) -> str:
        return self.printed[self._looked_to :]
