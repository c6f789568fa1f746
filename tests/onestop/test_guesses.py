"""Wrong guesses are counted in the store: for every back end, and never more than can be kept."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from onestop.guesses import (
    OF_A_REFERENCE,
    OF_AN_ADDRESS,
    SECONDS_BETWEEN_SWEEPS,
    Guesses,
    TooMany,
    at_reference,
    from_address,
)
from onestop.store import Place, Store
from onestop.store.guesses import Counted, sweep

MOST_WRONG, SECONDS = OF_A_REFERENCE[0]
REFERENCE = at_reference("7KDT-PE9G-ERAH", "310115")
HOUR = timedelta(hours=1)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guesses(store: Store, clock: Clock) -> Guesses:
    return Guesses(store.database, clock)


async def wait_of(guesses: Guesses, *counted: Counted) -> int:
    """How long one must wait; a try is taken if one need not."""
    try:
        await guesses.take_try(*counted)
    except TooMany as many:
        return many.seconds
    return 0


async def rows_in(store: Store, district: str = "310115") -> int:
    query = "SELECT count(*) FROM guess WHERE district = ?"
    row = await store.database.read(lambda tables: tables.execute(query, (district,)).fetchone())
    return int(row[0]) if row else 0


async def test_after_five_wrong_ones_the_next_waits_an_hour(guesses: Guesses, clock: Clock) -> None:
    for _ in range(MOST_WRONG):
        assert await wait_of(guesses, REFERENCE) == 0
    assert await wait_of(guesses, REFERENCE) == SECONDS
    clock.now += HOUR
    assert await wait_of(guesses, REFERENCE) == 0


async def test_who_goes_on_guessing_waits_longer(guesses: Guesses, clock: Clock) -> None:
    waits = []
    for _ in range(MOST_WRONG):
        for _ in range(MOST_WRONG):
            seconds = await wait_of(guesses, REFERENCE)
            clock.now += timedelta(seconds=seconds)
            waits.append(seconds)
    assert sorted(set(waits)) == [0, SECONDS, 21 * SECONDS]


async def test_a_right_one_takes_nothing_back_but_itself(guesses: Guesses, store: Store) -> None:
    for _ in range(MOST_WRONG - 1):
        await guesses.take_try(REFERENCE)
    for _ in range(3):
        await guesses.give_back(await guesses.take_try(REFERENCE))
    assert await wait_of(guesses, REFERENCE) == 0
    assert await wait_of(guesses, REFERENCE) == SECONDS
    other = at_reference("XH2M-34CD-67YY", "310115")
    await guesses.give_back(await guesses.take_try(other))
    assert await rows_in(store) == 1


async def test_those_who_guess_at_once_have_no_more_tries(guesses: Guesses) -> None:
    waits = await asyncio.gather(*(wait_of(guesses, REFERENCE) for _ in range(40)))
    assert waits.count(0) == MOST_WRONG


async def test_every_back_end_counts_the_same(place: Place, clock: Clock) -> None:
    first = place.open()
    stores = [first, place.open()] if place.is_shared else [first]
    try:
        workers = [Guesses(store.database, clock) for store in stores for _ in range(2)]
        waits = await asyncio.gather(
            *(wait_of(worker, REFERENCE) for worker in workers for _ in range(10))
        )
        assert waits.count(0) == MOST_WRONG
    finally:
        for store in stores:
            store.close()


async def test_one_address_cannot_try_reference_after_reference(
    guesses: Guesses, clock: Clock
) -> None:
    for limit in OF_AN_ADDRESS:
        clock.now += 24 * HOUR
        began, tries = clock.now, 0
        while clock.now < began + timedelta(seconds=limit.seconds):
            wanted = (at_reference(f"R-{began}-{tries}"), from_address("203.0.113.7"))
            seconds = await wait_of(guesses, *wanted)
            clock.now += timedelta(seconds=seconds)
            tries += seconds == 0
        assert tries == limit.most


async def test_who_must_wait_leaves_nothing_behind(guesses: Guesses, store: Store) -> None:
    address = from_address("203.0.113.7")
    for number in range(50):
        await wait_of(guesses, at_reference(f"R-{number}", "310115"), address)
    assert await rows_in(store) == OF_AN_ADDRESS[0].most
    assert await rows_in(store, address.district) == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.7", "203.0.113.8", False),
    ],
)
def test_a_household_is_one_address(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001 - pytest's own way of passing it
    assert (from_address(one) == from_address(other)) is is_same


def test_the_store_never_learns_whom_it_counts() -> None:
    assert len(from_address("203.0.113.7").who) == len(REFERENCE.who) == 16
    assert at_reference("203.0.113.7").who != from_address("203.0.113.7").who


async def test_what_no_longer_counts_is_swept(guesses: Guesses, store: Store, clock: Clock) -> None:
    for number in range(20):
        await guesses.take_try(at_reference(f"R-{number}", "310115"))
    clock.now += 24 * HOUR + timedelta(seconds=SECONDS_BETWEEN_SWEEPS)
    await guesses.take_try(REFERENCE)
    assert await rows_in(store) == 1


async def test_the_oldest_make_room(guesses: Guesses, store: Store, clock: Clock) -> None:
    for number in range(12):
        await guesses.take_try(at_reference(f"R-{number}", "310115"))
        clock.now += timedelta(seconds=1)
    now = int(clock.now.timestamp())
    await store.database.write(lambda tables: sweep(tables, "310115", now, most=5))
    assert await rows_in(store) == 5
    newest = at_reference("R-11", "310115")
    for _ in range(MOST_WRONG - 1):
        assert await wait_of(guesses, newest) == 0
    assert await wait_of(guesses, newest) > 0
