"""A real back end on loopback, and a kiosk's way to call it."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from api_client.contract import (
    Answer,
    Appointment,
    Case,
    CaseStatus,
    Message,
    ProblemDetails,
    Slot,
    Slots,
    Submission,
)
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.signing import Signer
from api_client.transport import Reply, Transport
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Decision, Place, Store, decide_outside
from tests.onestop.enrolled import enrol, wait_until
from tests.onestop.places import KINDS, NewPlace, in_a_file, in_postgresql
from tests.onestop.sample_catalogue import PACKAGE, VENUE

KEYS = {"K1": "first-kiosks-key", "K2": "second-kiosks-key"}
DISTRICT = "310115"


@dataclass(frozen=True, slots=True)
class Caller:
    """One kiosk, calling by hand. Its clock may be some seconds ahead."""

    address: str
    kiosk: str
    key: str
    transport: Transport
    algorithm: Algorithm = Algorithm.HMAC_SHA256
    ahead: int = 0

    def call(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        """Signed; JSON unless another Content_Type is given."""
        call = Call(method, self.address + path, named(headers, body))
        signer = Signer(self.kiosk, self.key, self.algorithm)
        return self.sent(call, signer.signed(call, body, int(time.time()) + self.ahead), body)

    def unsigned(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
        call = Call(method, self.address + path, named(headers, body))
        return self.sent(call, call.headers, body)

    def sent(self, call: Call, headers: dict[str, str], body: bytes | None) -> Reply:
        return self.transport.exchange(call.method, call.url, headers, body)

    def put(self, collection: str, message: Message) -> Reply:
        path = f"/v1/{collection}/{message.reference}"
        return self.call("PUT", path, msgspec.json.encode(message))


def named(headers: dict[str, str], body: bytes | None) -> dict[str, str]:
    of_body = {} if body is None else {"Content-Type": "application/json"}
    return of_body | {name.replace("_", "-"): value for name, value in headers.items()}


def problem_of(reply: Reply) -> str:
    assert reply.headers["content-type"] == "application/problem+json"
    details = msgspec.json.decode(reply.body, type=ProblemDetails, strict=True)
    assert details.status == reply.status
    return details.type.rpartition(":")[2]


@pytest.fixture(name="problem", scope="session")
def problem_fixture() -> Callable[[Reply], str]:
    """The last word of a reply's problem type, once it is known to be problem details."""
    return problem_of


@pytest.fixture(scope="session")
def catalogue_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalogue") / "package.json"
    path.write_bytes(msgspec.json.encode(PACKAGE))
    return path


@pytest.fixture(scope="session", params=KINDS)
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewPlace:
    """Makes places for stores: everything that uses it is tested on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return in_a_file
    return in_postgresql(request.getfixturevalue("postgres"), tmp_path_factory.mktemp("template"))


@pytest.fixture
def place(new_place: NewPlace, tmp_path: Path) -> Place:
    """Where a test's own store lies; nothing is there yet."""
    return new_place(tmp_path)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    store = place.open()
    yield store
    store.close()


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory, catalogue_file: Path, new_place: NewPlace
) -> Running:
    place = new_place(tmp_path_factory.mktemp("back-end"))
    for kiosk, key in KEYS.items():
        enrol(place, Kiosk(kiosk, DISTRICT), key)
    log = place.folder / "log.txt"
    return Running(place.folder, catalogue_file, log, database=place.database)


@pytest.fixture
def own(tmp_path: Path, catalogue_file: Path) -> Running:
    """What to start another back end with, its store in a file of its own."""
    enrol(Place(tmp_path / "store"), Kiosk("K1", DISTRICT), KEYS["K1"])
    return Running(tmp_path / "store", catalogue_file, log_file=tmp_path / "log.txt")


@pytest.fixture(scope="session")
def back_end(running: Running) -> Iterator[BackEndProcess]:
    with BackEndProcess(running) as process:
        yield process


@pytest.fixture(scope="session")
def callers(back_end: BackEndProcess) -> Iterator[dict[str, Caller]]:
    transport = Transport()
    yield {kiosk: Caller(back_end.address, kiosk, key, transport) for kiosk, key in KEYS.items()}
    transport.close()


@pytest.fixture
def kiosk(callers: dict[str, Caller]) -> Caller:
    return callers["K1"]


@pytest.fixture
def other_kiosk(callers: dict[str, Caller]) -> Caller:
    return callers["K2"]


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Submission:
    """A submission of the test's own: its reference is made from the test's name."""
    return Submission(
        reference="R-" + request.node.name.partition("[")[0].replace("_", "-")[-50:],
        service_code="meal-delivery",
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
        answers=(
            Answer(field="name", value="沈阿婆"),
            Answer(field="phone", value="138 1234 5678"),
            Answer(field="id_number", value="310101194801011234"),
        ),
    )


@pytest.fixture
def enrolled(running: Running, kiosk: Caller) -> Callable[..., list[Caller]]:
    """Enrols one more kiosk at the running back end; returns it, once for each of its keys."""

    def enrolled(
        new: Kiosk, *keys: str, algorithm: Algorithm = Algorithm.HMAC_SHA256
    ) -> list[Caller]:
        enrol(Place(running.folder, running.database), new, *keys, algorithm=algorithm)
        name = f"{new.district}/{new.id}"
        callers = [replace(kiosk, kiosk=name, key=key, algorithm=algorithm) for key in keys]
        wait_until(lambda: callers[0].call("GET", "/v1/cases/R").status != 401)
        return callers

    return enrolled


@pytest.fixture
def stored(running: Running) -> Callable[..., list[tuple[object, ...]]]:
    """Reads the store from outside."""

    def read(query: str, *values: object) -> list[tuple[object, ...]]:
        with Place(running.folder, running.database).changing() as tables:
            return tables.execute(query, values).fetchall()

    return read


Decide = Callable[..., Case]


@pytest.fixture
def decide(running: Running) -> Decide:
    """Decides as an operator does, from outside: `decide(reference, status, needed="…")`."""

    def decide(reference: str, status: CaseStatus, **said: Any) -> Case:  # noqa: ANN401 -- as told
        decision = Decision(status, **said)
        return decide_outside(
            Place(running.folder, running.database), reference, decision, datetime.now(UTC), "K1"
        )

    return decide


class Book:
    """Books times by hand, each test others: the last ones that are offered, backwards."""

    service = VENUE

    def __init__(self, asking: Caller) -> None:
        self._asking = asking
        self._given: list[str] = []

    def slots(self) -> tuple[Slot, ...]:
        return self._asking.call("GET", f"/v1/services/{VENUE}/slots").read_as(Slots).slots

    def free_slot(self) -> str:
        """One that is free and was not given before."""
        free = [slot.id for slot in self.slots() if slot.is_free and slot.id not in self._given]
        self._given.append(free[-1])
        return free[-1]

    def is_free(self, wanted: str) -> bool:
        return next(slot.is_free for slot in self.slots() if slot.id == wanted)

    def put(self, kiosk: Caller, reference: str, slot: str, service: str = VENUE) -> Reply:
        wanted = Appointment(
            reference=reference, service_code=service, slot=slot, asked_at=datetime.now(UTC)
        )
        return kiosk.put("bookings", wanted)


@pytest.fixture(scope="session")
def book(callers: dict[str, Caller]) -> Book:
    return Book(callers["K1"])


@pytest.fixture
def version_1() -> Callable[[Path], None]:
    """Puts a store that version 1 wrote into a folder."""

    def put(folder: Path) -> None:
        written = Path(__file__).with_name("version_1.sql").read_text("utf-8")
        with closing(sqlite3.connect(folder / "onestop.db")) as file:
            file.executescript(written)

    return put
