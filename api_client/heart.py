"""Tells the authority once a minute how the kiosk is, and does what it is told to.

1. After a start it waits for some seconds, drawn by lot: a city's kiosks come back together.
2. How the kiosk is goes out; the answer brings instructions, of which each is carried out once.
3. The next heartbeat says what was carried out, and takes a report along if there is one.
4. A minute passes, longer while the line is bad or the kiosk is not admitted.

It has a thread and a line of its own. Whatever goes wrong here disturbs nobody.
"""

import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event

import msgspec

from api_client.contract import Heartbeat, HeartbeatAnswer, Instruction, InstructionKind
from api_client.errors import NotAdmitted, OneStopError, Unreachable
from api_client.pauses import Pauses

log = logging.getLogger(__name__)

EVERY = 60.0
JITTER = 0.1
FIRST_WITHIN = 20.0
SOON = 2.0
"""After something was carried out: the authority is waiting to hear it."""

Send = Callable[[Heartbeat], HeartbeatAnswer]
Act = Callable[[Instruction], str | None]
"""Carries an instruction out; returns the report, if there is one."""


class Heart:
    """One kiosk's, to one authority."""

    def __init__(
        self,
        send: Send,
        state: Callable[[], Heartbeat],
        acts: Mapping[InstructionKind, Act],
        chance: random.Random | None = None,
    ) -> None:
        """`state`: how the kiosk is. All three are called on the heart's thread."""
        self._send = send
        self._state = state
        self._acts = acts
        self._chance = chance or random.SystemRandom()
        self._pauses = Pauses(self._chance)
        self._failures = 0
        self._done: dict[tuple[InstructionKind, datetime], Instruction] = {}
        self._report: str | None = None

    def run(self, stop: Event) -> None:
        """Beat until `stop` is set, for a thread of its own."""
        stop.wait(self._chance.uniform(0, FIRST_WITHIN))
        while not stop.is_set():
            stop.wait(self.beat())

    def beat(self) -> float:
        """One heartbeat. Returns the seconds until the next is due."""
        try:
            return self._beat()
        except NotAdmitted as trouble:
            log.warning("no heartbeat: %s", trouble)
            return EVERY + self._pauses.for_people()
        except OneStopError as trouble:
            self._failures += 1
            log.info("no heartbeat: %s", trouble)
            asked = trouble.retry_after if isinstance(trouble, Unreachable) else None
            return EVERY + max(self._pauses.after(self._failures), asked or 0.0)
        except Exception:
            log.exception("a heartbeat went wrong")
            return EVERY + self._pauses.for_people()

    def _beat(self) -> float:
        said = tuple(self._done.values())
        told = self._send(
            msgspec.structs.replace(self._state(), carried_out=said, report=self._report)
        )
        self._failures, self._report = 0, None
        pending = {(each.kind, each.told_at): each for each in told.instructions}
        # The authority has heard of what it does not ask for any more.
        self._done = {key: each for key, each in self._done.items() if key in pending}
        new = [each for key, each in pending.items() if key not in self._done]
        if [each for each in new if self._is_carried_out(each)]:
            return SOON
        return EVERY * self._chance.uniform(1 - JITTER, 1 + JITTER)

    def _is_carried_out(self, told: Instruction) -> bool:
        act = self._acts.get(told.kind)
        if act is None:
            log.warning("this kiosk cannot %s", told.kind.value)
            return False
        try:
            self._report = act(told) or self._report
        except Exception:
            log.exception("it was told to %s and could not", told.kind.value)
            return False
        # The code is used; it need not go out again.
        self._done[told.kind, told.told_at] = msgspec.structs.replace(told, code="")
        log.info("it was told to %s and has", told.kind.value)
        return True
