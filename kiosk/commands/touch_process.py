"""The touch screen's process, as the kiosk that watches it sees it.

1. `begin` starts it; it opens its window while the kiosk makes other things ready.
2. `probe` waits, within a limit, until it names what draws its window. A graphics driver may end
   the process without a word, hang, or find no screen: each is an answer.
3. `serve` tells it where to hand in, and waits until it ends. `has_shown` is set by its first page.
"""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from kiosk.front_end import ScreenProbe
from screens.touch.can_show import NO_DISPLAY, driver_for

if TYPE_CHECKING:
    # It brings the catalogue, and the window is not to wait for that.
    from kiosk.commands.back_end import BackEnd

WINDOW, SHOWN = "window: ", "shown"
MOST_SECONDS = 15.0


class TouchProcess:
    """One touch screen, started again as often as the kiosk wishes."""

    def __init__(self, config: Path | None) -> None:
        """`config` is the settings file that the operator named, if any."""
        module = [sys.executable, "-m", "kiosk.commands.touch"]
        self._command = [*module, *([str(config)] if config else [])]
        self._driver = driver_for(os.environ)
        self._process: subprocess.Popen[str] | None = None
        self._window: SimpleQueue[str] = SimpleQueue()
        self.has_shown = Event()

    def begin(self) -> None:
        """Start it, if there is anything to draw on."""
        if self._driver is None:
            return
        self._window = SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 -- our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "SDL_VIDEODRIVER": self._driver},
            text=True,
        )
        if self._process.stdout is not None:
            words = (self._process.stdout, self._window)
            Thread(target=self._listen, args=words, name="touch", daemon=True).start()

    def probe(self) -> ScreenProbe:
        """Whether its window can be drawn; a process that cannot is ended."""
        if self._driver is None:
            return ScreenProbe(can_draw=False, detail=NO_DISPLAY)
        if self._process is None:
            self.begin()
        try:
            drawn_by = self._window.get(timeout=MOST_SECONDS)
        except Empty:
            self.close()
            detail = f"{self._driver}: no window within {MOST_SECONDS:g} seconds"
            return ScreenProbe(can_draw=False, detail=detail)
        if drawn_by:
            return ScreenProbe(can_draw=True, detail=f"{self._driver}: {drawn_by}")
        self.close()
        return ScreenProbe(can_draw=False, detail=f"{self._driver}: no window could be opened")

    def serve(self, hand_off: "BackEnd") -> int:
        """Let it serve until it ends. Returns its exit code, negative for a signal."""
        if self._process is None or self._process.poll() is not None:
            self.begin()
        process = self._process
        if process is None or process.stdin is None:
            return 1
        try:
            process.stdin.write(f"{hand_off.endpoint}\n{hand_off.key}\n")
            process.stdin.flush()
        except BrokenPipeError:
            # It has died already; its exit code tells how.
            self.has_shown.set()
        return process.wait()

    def close(self) -> None:
        """End it: its standard input ends, and if that is not enough, it is killed."""
        self.has_shown.set()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _listen(self, said: TextIO, window: SimpleQueue[str]) -> None:
        """Until it has nothing more to say; an empty word tells that it ended."""
        with said:
            for line in said:
                if line.startswith(WINDOW):
                    window.put(line.removeprefix(WINDOW).strip())
                elif line.strip() == SHOWN:
                    self.has_shown.set()
        window.put("")
        self.has_shown.set()
