"""A worker's own view of which kiosks are admitted: never older than half a second."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest

from api_client.contract.algorithms import Algorithm
from onestop.admitted import OLDEST, RENEWED_AFTER, Kiosks
from onestop.kiosks import Kiosk
from onestop.store import Place, StoreUnusable, kiosks
from onestop.store.kiosks import Key, KioskName
from tests.onestop.enrolled import enrol

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
KIOSK = Kiosk("XH2", "310104", "default", "310104013001", "徐汇二号")
NAME = KioskName("310104", "XH2")
SHA256 = Algorithm.HMAC_SHA256


class Clock:
    """Stands still, or runs on by so much each time somebody looks at it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.runs = 0.0

    def __call__(self) -> float:
        self.now += self.runs
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(place: Place, clock: Clock) -> Iterator[Kiosks]:
    enrol(place, KIOSK, "the-key")
    with closing(place.open()) as store:
        yield Kiosks(store.fleet, clock)


def revoke(place: Place) -> None:
    with place.changing() as tables:
        kiosks.revoke(tables, NAME, NOW)


async def test_it_knows_each_kiosk_with_its_hall(worker: Kiosks) -> None:
    await worker.renew()
    assert worker.find("XH2") == worker.find("310104/XH2") == KIOSK
    assert worker.secrets("XH2", SHA256) == (b"the-key",)


async def test_a_kiosk_that_is_none_and_one_in_another_way_have_a_key_that_nobody_has(
    worker: Kiosks,
) -> None:
    await worker.renew()
    nobodys = worker.secrets("XH3", SHA256)
    assert worker.find("XH3") is None
    assert nobodys == worker.secrets("XH2", Algorithm.HMAC_SM3) == worker.secrets("9/XH2", SHA256)
    assert len(nobodys) == 1
    assert nobodys != (b"the-key",)


async def test_after_half_a_second_a_revoked_kiosk_is_not_admitted(
    worker: Kiosks, place: Place, clock: Clock
) -> None:
    await worker.renew()
    revoke(place)
    clock.now += OLDEST + 0.001
    await worker.renew()
    assert b"the-key" not in worker.secrets("XH2", SHA256)


async def test_within_that_time_the_store_is_not_asked(
    worker: Kiosks, place: Place, clock: Clock
) -> None:
    await worker.renew()
    revoke(place)
    clock.now += RENEWED_AFTER - 0.001
    await worker.renew()
    assert worker.secrets("XH2", SHA256) == (b"the-key",)


async def test_a_restored_kiosk_has_its_key_again(
    worker: Kiosks, place: Place, clock: Clock
) -> None:
    revoke(place)
    await worker.renew()
    with place.changing() as tables:
        kiosks.restore(tables, NAME)
    clock.now += 1
    await worker.renew()
    assert worker.secrets("XH2", SHA256) == (b"the-key",)


async def test_while_a_key_is_replaced_both_are_good_and_the_newest_is_told(
    worker: Kiosks, place: Place
) -> None:
    with place.changing() as tables:
        kiosks.add_key(tables, NAME, Key("the-new-key"), NOW)
    await worker.renew()
    assert worker.is_replacing("XH2")
    assert worker.secrets("XH2", SHA256) == (b"the-key", b"the-new-key")
    assert worker.newest("XH2", SHA256) == (b"the-new-key",)


async def test_what_others_change_in_another_district_is_seen_alone(
    worker: Kiosks, place: Place, clock: Clock
) -> None:
    await worker.renew()
    enrol(place, Kiosk("PD2", "310115"), "another-key")
    clock.now += 1
    await worker.renew()
    assert worker.secrets("PD2", SHA256) == (b"another-key",)
    assert worker.secrets("XH2", SHA256) == (b"the-key",)


async def test_with_a_store_that_answers_too_late_nobody_is_admitted(
    worker: Kiosks, clock: Clock
) -> None:
    clock.runs = 2 * OLDEST
    with pytest.raises(StoreUnusable, match="too long"):
        await worker.renew()
