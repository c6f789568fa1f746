"""The program on a real pseudo-terminal, seen as a terminal draws it."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pyte
import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from accessibility.preferences import Preferences
from screens.terminal import TerminalScreen
from tests.screens.sample_listener import SampleListener
start = lambda renderer: SampleListener(renderer, "welcome", Preferences())
sys.exit(TerminalScreen().run(start))
"""
MOST_SECONDS = 30.0


class Console:
    """A terminal of 80×24 with the program on it."""

    def __init__(self) -> None:
        self._main, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=end,
            stdout=end,
            stderr=end,
            cwd=ROOT,
            env=os.environ | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        os.close(end)
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._last = b""

    def wait_for(self, text: str) -> None:
        end = monotonic() + MOST_SECONDS
        while text not in self.text:
            assert monotonic() < end, self.text
            self._read()

    def type(self, keys: bytes) -> None:
        os.write(self._main, keys)

    def ended(self) -> int:
        """The exit code."""
        end = monotonic() + MOST_SECONDS
        while self.program.poll() is None:
            assert monotonic() < end
            self._read()
        self._read()
        return self.program.returncode

    def hang_up(self) -> None:
        os.close(self._main)
        self._main = -1
        self.program.send_signal(signal.SIGHUP)

    @property
    def text(self) -> str:
        """The rows; behind a double-width character the cell is empty."""
        buffer = self._screen.buffer
        rows = ("".join(buffer[y][x].data for x in range(80)) for y in range(24))
        return "\n".join(row.rstrip() for row in rows)

    @property
    def is_left_tidy(self) -> bool:
        """The last sequences leave the alternate screen and show the cursor."""
        return b"\x1b[?1049l" in self._last and b"\x1b[?25h" in self._last

    def close(self) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        if self._main >= 0:
            os.close(self._main)

    def _read(self) -> None:
        if self._main < 0 or not select.select([self._main], [], [], 0.05)[0]:
            return
        try:
            data = os.read(self._main, 65_536)
        except OSError:
            return
        self._last = (self._last + data)[-4096:]
        self._stream.feed(data)


@pytest.fixture
def console() -> Iterator[Console]:
    console = Console()
    yield console
    console.close()


def test_a_visit_on_a_real_terminal_and_staff_end_it(console: Console) -> None:
    console.wait_for("您好，今天要办什么？")
    console.wait_for("找人帮忙")
    console.type(b"2")
    console.wait_for("申请居家照护（长期护理保险）")
    console.type(b"\x03\x03")
    assert console.ended() == 0
    assert console.is_left_tidy


def test_the_system_can_end_it(console: Console) -> None:
    console.wait_for("您好")
    console.program.send_signal(signal.SIGTERM)
    assert console.ended() == 0
    assert console.is_left_tidy


def test_bytes_that_are_no_text_do_not_end_it(console: Console) -> None:
    console.wait_for("您好")
    console.type(b"\xff\xe7\x8e\xe7\x8e\xff")
    console.type(b"\x1bOQ")
    console.wait_for("Hello")


def test_it_ends_when_the_terminal_is_gone(console: Console) -> None:
    console.wait_for("您好")
    console.hang_up()
    assert console.ended() == 0
