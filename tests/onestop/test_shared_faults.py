"""Whatever is killed under load, a worker or the database: nothing lost, nothing doubled."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

import msgspec
import pytest

from api_client.contract import Case, Submission
from api_client.errors import Unreachable
from api_client.transport import Transport
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Place
from tests.onestop.conftest import DISTRICT, KEYS, Caller
from tests.onestop.enrolled import enrol
from tests.servers.postgres import Cluster

CLIENTS = 4
WORKERS = 2
ENOUGH = 40
"""So many are acknowledged between two faults, and after the last."""
PATIENCE = 60.0
PAUSE = 0.05


@dataclass
class Clients:
    """Kiosks that hand in without a pause, each as a real one does: again, until it has a case."""

    workers: "Workers"
    submission: Submission
    cases: dict[str, str] = field(default_factory=dict)
    stop: Event = field(default_factory=Event)

    def hand_in(self, client: int) -> None:
        """By turns at one worker and the next. Raises what must not happen."""
        with closing(Transport()) as transport:
            number = 0
            while not self.stop.is_set():
                number += 1
                reference = f"C{client}-{number}"
                case = self._case_of(transport, reference, client)
                self.cases[reference] = case.case_number

    def _case_of(self, transport: Transport, reference: str, client: int) -> Case:
        matter = msgspec.structs.replace(self.submission, reference=reference)
        ends = time.monotonic() + PATIENCE
        tries = 0
        while True:
            address = self.workers.address((client + tries) % WORKERS)
            kiosk = Caller(address, "K1", KEYS["K1"], transport)
            tries += 1
            try:
                reply = kiosk.put("submissions", matter)
            except Unreachable:
                reply = None
            if reply is not None and reply.status in {200, 201}:
                return reply.read_as(Case)
            assert reply is None or reply.status == 503, reply.body
            assert time.monotonic() < ends, "it was never taken"
            self.stop.wait(PAUSE)

    def wait_for_more(self, more: int = ENOUGH) -> None:
        enough = len(self.cases) + more
        ends = time.monotonic() + PATIENCE
        while len(self.cases) < enough:
            assert time.monotonic() < ends, "nothing is taken any more"
            self.stop.wait(PAUSE)


class Workers:
    """Some back ends on one database."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._processes = [BackEndProcess(running) for _ in range(WORKERS)]

    def address(self, number: int) -> str:
        return self._processes[number].address

    def kill(self, number: int) -> None:
        """And start another in its place."""
        self._processes[number].kill()
        self._processes[number] = BackEndProcess(self._running)

    def stop(self) -> None:
        for process in self._processes:
            process.stop()


Load = Callable[[Running], "LoadedWorkers"]


@dataclass
class LoadedWorkers:
    """Workers that are being handed in to."""

    workers: Workers
    clients: Clients


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with Cluster(tmp_path / "cluster") as cluster:
        yield cluster


@pytest.fixture
def shared(own: Running, cluster: Cluster) -> Running:
    url = cluster.database("onestop")
    enrol(Place(own.folder, url), Kiosk("K1", DISTRICT), KEYS["K1"])
    return replace(own, database=url)


@pytest.fixture
def standby(cluster: Cluster, tmp_path: Path) -> Iterator[Cluster]:
    """Follows so closely that nothing is acknowledged before it has it, too."""
    with cluster.standby(tmp_path / "standby") as standby:
        yield standby


@pytest.fixture
def load(submission: Submission) -> Iterator[Load]:
    """Loads workers until the test ends; what a client met with that must not be fails it then."""
    begun: list[LoadedWorkers] = []
    with ThreadPoolExecutor(CLIENTS) as pool:
        handing_in: list[Future[None]] = []

        def load(running: Running) -> LoadedWorkers:
            workers = Workers(running)
            loaded = LoadedWorkers(workers, Clients(workers, submission))
            begun.append(loaded)
            handing_in.extend(
                pool.submit(loaded.clients.hand_in, number) for number in range(CLIENTS)
            )
            loaded.clients.wait_for_more()
            return loaded

        try:
            yield load
        finally:
            for loaded in begun:
                loaded.clients.stop.set()
            for each in handing_in:
                each.exception(PATIENCE)
            for loaded in begun:
                loaded.workers.stop()
    for each in handing_in:
        each.result()


def check(running: Running, clients: Clients) -> None:
    """Every case that was acknowledged is there, once, under the number that was told."""
    acknowledged = dict(clients.cases)
    with Place(running.folder, running.database).changing() as tables:
        rows = tables.execute("SELECT reference, case_number FROM matter").fetchall()
    stored: dict[str, str] = dict(rows)
    assert len(stored) == len(rows)
    assert {reference: stored.get(reference) for reference in acknowledged} == acknowledged
    # At most what is just being handed in is there without having been acknowledged.
    assert len(set(stored) - set(clients.cases)) <= CLIENTS


def test_workers_that_are_killed_in_mid_write_lose_and_double_nothing(
    shared: Running, load: Load
) -> None:
    loaded = load(shared)
    for number in range(6):
        loaded.workers.kill(number % WORKERS)
        loaded.clients.wait_for_more()
    check(shared, loaded.clients)


@pytest.mark.parametrize("how", ["fast", "immediate", "killed"])
def test_a_database_that_restarts_under_load_loses_and_doubles_nothing(
    shared: Running, cluster: Cluster, load: Load, how: str
) -> None:
    loaded = load(shared)
    for _ in range(2):
        if how == "killed":
            cluster.kill()
            cluster.start()
        else:
            cluster.restart("fast" if how == "fast" else "immediate")
        loaded.clients.wait_for_more()
    check(shared, loaded.clients)


def test_a_promoted_standby_has_all_that_was_acknowledged(
    shared: Running, cluster: Cluster, standby: Cluster, load: Load
) -> None:
    sockets = f"{cluster.sockets},{standby.sockets}"
    both = f"postgresql://postgres@/onestop?host={sockets}&target_session_attrs=read-write"
    running = replace(shared, database=both)
    loaded = load(running)
    cluster.kill()
    standby.promote()
    loaded.clients.wait_for_more()
    check(running, loaded.clients)
