"""Two workers on one database: once it is said that a kiosk is revoked, neither admits it."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

import pytest

from api_client.transport import Transport
from onestop.fleet import main
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Place
from tests.onestop.conftest import DISTRICT, KEYS, Caller
from tests.onestop.enrolled import enrol, wait_until
from tests.servers.postgres import Cluster

WORKERS = 2
CALLERS_EACH = 3
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Called:
    """A call that was begun then, and its answer's status."""

    began: float
    status: int


@pytest.fixture
def workers(own: Running, postgres: Cluster, tmp_path: Path) -> Iterator[list[Caller]]:
    """The same kiosk at each of them."""
    place = Place(tmp_path / "shared", postgres.database("revocation"))
    enrol(place, Kiosk("K1", DISTRICT), KEYS["K1"])
    with ExitStack() as stack:
        setup = replace(own, folder=place.folder, database=place.database)
        running = [
            stack.enter_context(
                BackEndProcess(replace(setup, log_file=tmp_path / f"log-{number}.txt"))
            )
            for number in range(WORKERS)
        ]
        yield [Caller(each.address, "K1", KEYS["K1"], Transport()) for each in running]


def flood(caller: Caller, stop: Event, called: list[Called]) -> None:
    """Calls without a pause."""
    transport = Transport()
    own = replace(caller, transport=transport)
    while not stop.is_set():
        began = time.monotonic()
        called.append(Called(began, own.call("GET", "/v1/cases/NOT-THERE").status))
    transport.close()


def test_a_revoked_kiosk_is_refused_at_once_by_every_worker(
    workers: list[Caller], tmp_path: Path, postgres: Cluster
) -> None:
    stop = Event()
    called: list[list[Called]] = [[] for _ in workers]
    place = [f"--folder={tmp_path / 'shared'}", f"--database={postgres.url_of('revocation')}"]
    with ThreadPoolExecutor(WORKERS * CALLERS_EACH) as pool:
        floods = [
            pool.submit(flood, caller, stop, of_worker)
            for caller, of_worker in zip(workers, called, strict=True)
            for _ in range(CALLERS_EACH)
        ]
        wait_until(lambda: all(len(each) > ENOUGH for each in called))
        assert main([*place, "revoke", "K1"]) == 0
        revoked = time.monotonic()
        at_once = [caller.call("GET", "/v1/cases/NOT-THERE").status for caller in workers]
        before = [len(each) for each in called]
        wait_until(lambda: all(len(e) > b + ENOUGH for e, b in zip(called, before, strict=True)))
        stop.set()
        for each in floods:
            each.result()
    assert at_once == [401] * WORKERS
    for of_worker in called:
        assert {each.status for each in of_worker[:ENOUGH]} == {404}
        assert {each.status for each in of_worker if each.began > revoked} == {401}
        assert {each.status for each in of_worker} == {404, 401}
