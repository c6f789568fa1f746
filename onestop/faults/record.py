"""What happened on the line, for whoever watches it: methods and paths, never what was said."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Condition

from onestop.faults.table import FaultName

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Both are empty where the line was struck before a call could be read."""

    method: str
    path: str


UNREAD = Call("", "")


class Record:
    """Written by the line's thread; read, and waited for, by any other."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._passed: list[Call] = []
        self._made: list[Call] = []
        self._struck: list[Call] = []
        self._followed: list[Call] = []

    @property
    def passed(self) -> tuple[Call, ...]:
        """Every call that the back end was given, as often as it was given it."""
        return tuple(self._passed)

    @property
    def made(self) -> tuple[Call, ...]:
        """Every call that the back end made something new of (201)."""
        return tuple(self._made)

    @property
    def struck(self) -> tuple[Call, ...]:
        """Every call, or line, that the fault befell."""
        return tuple(self._struck)

    @property
    def followed(self) -> tuple[Call, ...]:
        """Every call that went where a redirect pointed."""
        return tuple(self._followed)

    def note_passed(self, call: Call, status: int) -> None:
        log.info("passed on: %s %s (%s)", call.method, call.path, status)
        if status == HTTPStatus.CREATED:
            self._note(self._made, call)
        self._note(self._passed, call)

    def note_struck(self, call: Call, fault: FaultName) -> None:
        log.info("struck by %s: %s %s", fault, call.method or "a line", call.path)
        self._note(self._struck, call)

    def note_followed(self, call: Call) -> None:
        log.info("followed a redirect: %s %s", call.method, call.path)
        self._note(self._followed, call)

    def wait_until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Whether it came to be so in that time."""
        with self._changed:
            return self._changed.wait_for(is_so, seconds)

    def _note(self, calls: list[Call], call: Call) -> None:
        with self._changed:
            calls.append(call)
            self._changed.notify_all()
