"""Kills the back end over and over, and starts it again after a while."""

import random
import time
from threading import Semaphore, Thread

from tests.faults.crash.onestop_authority import OneStopAuthority

MOST_SECONDS_UNTIL = 0.8
MOST_SECONDS_AWAY = 0.6


class Unrest:
    """One kill each time it is `allowed`; ends with the last of them, the back end running."""

    def __init__(self, back_end: OneStopAuthority, kills: int, seed: int) -> None:
        self._back_end = back_end
        self._kills = kills
        self._draw = random.Random(f"{seed}/unrest")  # noqa: S311 - when to kill
        self._may_kill = Semaphore(0)
        self._trouble: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def allow(self, kills: int) -> None:
        """Kill it so often more."""
        for _ in range(kills):
            self._may_kill.release()

    def wait(self) -> None:
        """Until the last kill is over. Raises what kept it from starting again."""
        self._thread.join()
        if self._trouble is not None:
            raise self._trouble

    def _run(self) -> None:
        try:
            for _ in range(self._kills):
                self._may_kill.acquire()
                time.sleep(self._draw.uniform(0, MOST_SECONDS_UNTIL))
                self._back_end.kill()
                time.sleep(self._draw.uniform(0, MOST_SECONDS_AWAY))
                self._back_end.start()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._trouble = error
