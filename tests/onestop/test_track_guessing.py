"""Guessing on the resident's page gives nothing away, and gets slower and slower."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import httpx
import pytest

from api_client.transport import Transport
from onestop.guesses import OF_A_REFERENCE, OF_AN_ADDRESS
from onestop.process import BackEndProcess, Running
from onestop.store import Place, Store
from onestop.store.papers import Papers
from onestop.store.tables import Database, Result, Work
from tests.onestop.enrolled import enrol
from tests.onestop.residents_phone import BEGAN, KIOSK, TAIL, Clock, Phone, app_over, handed_in

THERE = "XH2M-34CD-67YY"
MANY = 1000
DAY = 24 * 3600


class Watched:
    """A database that notes how often it is asked, and in which order."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.asked: list[str] = []

    async def write(self, work: Work[Result]) -> Result:
        self.asked.append("write")
        return await self._database.write(work)

    async def read(self, work: Work[Result]) -> Result:
        self.asked.append("read")
        return await self._database.read(work)

    def close(self) -> None:
        self._database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def phone(store: Store, place: Place, clock: Clock, tmp_path: Path) -> Phone:
    enrol(place, KIOSK, "key")
    await store.take(KIOSK, handed_in(THERE), BEGAN)
    return Phone(app_over(store, clock, tmp_path))


def some_references() -> Iterator[str]:
    """Of the kiosk, of one that is gone, and of none."""
    for prefix, *symbols in product(("XH2", "GN7", "999"), "234679", "ACDE", "FGHJ", "KMNP"):
        yield f"{prefix}M-34CD-{''.join(symbols)}"


def anonymous(page: httpx.Response, reference: str) -> tuple[int, str, dict[str, str]]:
    """All that a page tells but for what was typed."""
    headers = {name: value for name, value in page.headers.items() if name != "content-length"}
    return page.status_code, page.text.replace(reference, ""), headers


async def test_what_is_not_there_looks_like_what_is_not_theirs(phone: Phone) -> None:
    tries = [
        (THERE, "0000"),
        ("XH2M-34CD-6799", TAIL),
        ("GN7M-34CD-6799", TAIL),
        ("NO-KIOSKS-WAY-OF-WRITING", TAIL),
    ]
    told = [
        anonymous(await phone.look(reference, tail, district="310104"), reference)
        for reference, tail in tries
    ]
    assert told[0][0] == 404
    assert all(each == told[0] for each in told)


async def test_it_takes_as_much_work(store: Store, clock: Clock, tmp_path: Path) -> None:
    await store.take(KIOSK, handed_in(THERE), BEGAN)
    watched = Watched(store.database)
    watched_store = Store(watched, Papers(tmp_path, is_shared=True))
    # Which kiosks there are is looked at by the clock, whatever is asked.
    watched_store.fleet = store.fleet
    phone = Phone(app_over(watched_store, clock, tmp_path))
    work = []
    for number, (reference, tail) in enumerate(
        [(THERE, "0000"), ("XH2M-34CD-6799", TAIL), ("GN7M-34CD-6799", TAIL), (THERE, "0001")]
    ):
        watched.asked.clear()
        page = await phone.at(f"203.0.113.{number}").look(reference, tail)
        assert page.status_code == 404
        work.append(tuple(watched.asked))
    # The first of a minute sweeps as well.
    assert len(set(work[1:])) == 1


async def test_a_thousand_guesses_give_nothing_away_and_take_weeks(
    phone: Phone, store: Store, clock: Clock
) -> None:
    wanted = list(islice(some_references(), MANY))
    for reference in wanted[::7]:
        await store.take(KIOSK, handed_in(reference), BEGAN)
    seen: set[str] = set()
    for reference in wanted:
        page = await phone.look(reference, "0000")
        while page.status_code == 429:
            seen.add(str(page.status_code))
            clock.move(int(page.headers["retry-after"]))
            page = await phone.look(reference, "0000")
        seen.add(str(anonymous(page, reference)))
    assert len(seen) == 2
    elapsed = (clock.now - BEGAN).total_seconds()
    assert elapsed > (MANY / OF_AN_ADDRESS[-1].most - 1) * DAY


async def test_who_hammers_gets_ten_tries_and_leaves_ten_rows(phone: Phone, store: Store) -> None:
    told = [
        (await phone.look(reference, "0000")).status_code
        for reference in islice(some_references(), 200)
    ]
    assert told == [404] * OF_AN_ADDRESS[0].most + [429] * (200 - OF_AN_ADDRESS[0].most)
    row = await store.database.read(
        lambda tables: tables.execute("SELECT count(*) FROM guess").fetchone()
    )
    assert row == (OF_AN_ADDRESS[0].most + 1,)


async def test_too_many_tries_say_how_long_to_wait_and_tell_nothing(
    phone: Phone, clock: Clock
) -> None:
    unknown = "XH2M-34CD-6799"
    for reference in (THERE, unknown):
        for number in range(OF_A_REFERENCE[0].most):
            await phone.at(f"203.0.113.{number}").look(reference, "0000")
    right = await phone.at("198.51.100.1").look(THERE)
    other = await phone.at("198.51.100.1").look(unknown)
    assert right.status_code == 429
    assert "请过60分钟再试。" in right.text
    assert anonymous(right, THERE) == anonymous(other, unknown)
    clock.move(OF_A_REFERENCE[0].seconds)
    assert (await phone.at("198.51.100.1").look(THERE)).status_code == 200


async def test_another_phone_is_not_held_up(phone: Phone) -> None:
    for reference in islice(some_references(), 20):
        await phone.look(reference, "0000")
    assert (await phone.look(THERE)).status_code == 429
    assert (await phone.at("198.51.100.1").look(THERE)).status_code == 200


@pytest.mark.parametrize("is_trusted", [True, False])
def test_only_a_trusted_proxy_says_who_calls(own: Running, is_trusted: bool) -> None:  # noqa: FBT001 - pytest's own way of passing it
    proxies = ("127.0.0.0/8",) if is_trusted else ()
    transport = Transport()

    def status(caller: str, number: int) -> int:
        body = f"reference=XH2M-34CD-{number}&phone_tail=0000".encode()
        headers = {
            "X-Forwarded-For": f"198.51.100.99, {caller}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return transport.exchange("POST", f"{process.address}/t", headers, body).status

    with BackEndProcess(replace(own, trusted_proxies=proxies)) as process:
        assert [status("203.0.113.7", 6000 + each) for each in range(11)] == [404] * 10 + [429]
        assert status("203.0.113.8", 6999) == (404 if is_trusted else 429)
    transport.close()
