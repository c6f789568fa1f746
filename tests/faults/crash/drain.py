"""Lets everything that a hall has kept go out, as if hours passed, and tells what stays."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api_client.courier import Courier
from api_client.outbox import Delivery, Lane, Outbox
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import destination, line, opened

AN_HOUR = timedelta(hours=1)
"""Longer than any pause, and than an authority that cannot take again has to settle."""
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Left:
    """What did not go out: each message's kind and reference; how many wait for a person."""

    kept: frozenset[tuple[str, str]]
    uncertain: int
    was_damaged: bool
    integrity: str


def drained(orders: Orders) -> Left:
    """Round after round by the real courier, an hour later each time."""
    with opened(orders) as outbox:
        was_damaged = outbox.found.moved_aside is not None
        for number in range(MOST_ROUNDS):
            if not _waiting(outbox):
                break
            with _courier(outbox, orders, number * AN_HOUR) as courier:
                courier.run_once()
        items = outbox.shelf.items()
    return Left(
        frozenset((item.kind, item.reference) for item in items),
        sum(item.leg.state is Delivery.UNCERTAIN for item in items),
        was_damaged,
        _integrity(orders),
    )


def _waiting(outbox: Outbox) -> bool:
    return any(item.leg.state is Delivery.KEPT for item in outbox.shelf.items())


@contextmanager
def _courier(outbox: Outbox, orders: Orders, later: timedelta) -> Iterator[Courier]:
    with closing(line(orders)) as adapter:
        lane = Lane(destination(orders))
        yield Courier(
            outbox, adapter, lambda _: None, lane, clock=lambda: datetime.now(UTC) + later
        )


def _integrity(orders: Orders) -> str:
    with closing(sqlite3.connect(orders.data_folder / "outbox.db")) as file:
        (verdict,) = file.execute("PRAGMA integrity_check").fetchone()
    return str(verdict)
