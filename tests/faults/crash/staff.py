"""Staff who look into a hall's outbox by a program of their own, over and over while it lives."""

from threading import Event, Thread
from types import TracebackType
from typing import Self

from api_client.outbox import OutboxUnusable
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import opened

SECONDS_BETWEEN = 0.05


class Staff:
    """Whatever they see that should not be is their `trouble`."""

    def __init__(self, orders: Orders) -> None:
        self.trouble = ""
        self._orders = orders
        self._stop = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(SECONDS_BETWEEN):
            try:
                with opened(self._orders) as outbox:
                    outbox.shelf.items()
                    if outbox.found.moved_aside:
                        self.trouble = "staff found the outbox damaged"
            except OutboxUnusable as trouble:
                self.trouble = f"staff could not look into the outbox: {trouble}"
