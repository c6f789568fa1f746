"""A desk to try the plain lines at: what is typed goes in by a pipe, what is printed is kept."""

import os
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Self

import pytest

from accessibility.preferences import Preferences
from screens.plain import PlainLines
from screens.renderer import Listener, Renderer
from tests.screens.sample_listener import SampleListener


class Desk:
    """Plain lines with a sample listener; `type` handles all that was typed."""

    def __init__(self, page_id: str, preferences: Preferences, encoding: str) -> None:
        keyboard_end, self._keyboard = os.pipe()
        self._paper = os.memfd_create("paper")
        self.stdin = TextIOWrapper(os.fdopen(keyboard_end, "rb"), encoding=encoding)
        self.stdout = TextIOWrapper(os.fdopen(self._paper, "wb"), encoding=encoding)
        self.now = 0.0
        self.screen = PlainLines(self.stdin, self.stdout, clock=lambda: self.now)
        self._start = (page_id, preferences)
        self._encoding = encoding
        self._read = 0

    def opened(self) -> Self:
        self.screen.start(self._make)
        return self

    def type(self, *lines: str | bytes) -> str:
        """What is printed when these lines are typed, one after another."""
        self.read()
        for line in lines:
            typed = line if isinstance(line, bytes) else line.encode(self._encoding)
            os.write(self._keyboard, typed + b"\n")
            self.screen.step()
        return self.read()

    def send(self, data: bytes) -> None:
        os.write(self._keyboard, data)

    def hang_up(self) -> None:
        os.close(self._keyboard)

    def read(self) -> str:
        """What was printed since the last look."""
        data = os.pread(self._paper, os.fstat(self._paper).st_size, self._read)
        self._read += len(data)
        return data.decode(self._encoding)

    def _make(self, renderer: Renderer) -> Listener:
        self.listener = SampleListener(renderer, *self._start)
        return self.listener


class Desks:
    """Sets up desks, and clears them away."""

    def __init__(self) -> None:
        self._desks: list[Desk] = []

    def at(self, page_id: str, language: str = "en", encoding: str = "utf-8") -> Desk:
        preferences = Preferences(language="zh_CN" if language == "zh_CN" else "en")
        self._desks.append(Desk(page_id, preferences, encoding).opened())
        return self._desks[-1]

    def clear(self) -> None:
        for desk in self._desks:
            desk.screen.close()
            desk.stdin.close()
            desk.stdout.close()


@pytest.fixture
def desks() -> Iterator[Desks]:
    desks = Desks()
    yield desks
    desks.clear()
