"""Staff look into the outbox with a program of their own while the kiosk goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.crash.life import HallProcess
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import opened

MANY = 60
NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    """A hall that hands in and reaches nobody, so that all stays kept."""
    folder = str(tmp_path / "kiosk")
    return Orders(folder=folder, authority="onestop", address=NOBODY, key="-", most=MANY)


@pytest.fixture
def hall(orders: Orders, tmp_path: Path) -> Iterator[HallProcess]:
    hall = HallProcess(orders, tmp_path / "hall.log")
    yield hall
    hall.kill()


def test_whoever_looks_in_between_takes_nothing_along(hall: HallProcess, orders: Orders) -> None:
    for said in range(1, MANY, 3):
        hall.wait_for(said)
        with opened(orders) as staff:
            assert staff.found.moved_aside is None
            staff.shelf.items()
    hall.wait_for(1 + MANY)
    lived = hall.kill()
    with opened(orders) as outbox:
        kept = {(item.kind, item.reference) for item in outbox.shelf.items()}
    acknowledged = {(kind, reference) for kind, reference, _ in lived.acknowledged}
    assert len(acknowledged) == MANY
    assert acknowledged <= kept
