"""An outbox on a real disk, a real back end on loopback, and a server that misbehaves."""

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import msgspec
import pytest
import trustme

from api_client.contract import (
    Answer,
    Appointment,
    Attachment,
    Bilingual,
    Case,
    CaseStatus,
    CataloguePackage,
    Consultation,
    HelpCall,
    Rating,
    Submission,
    Withdrawal,
)
from api_client.contract.algorithms import Algorithm
from api_client.courier import Courier
from api_client.news import News
from api_client.onestop import OneStopClient
from api_client.outbox import Lane, Outbox
from api_client.routes import Routes
from api_client.transport import Transport
from api_client.vault import KeyFile, Vault
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Place
from tests.onestop.enrolled import enrol

KIOSK = "K1"
KEY = "the-kiosks-own-key"
LANE = Lane("onestop")
PRIVATE = "桂花弄九号三楼"
NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
TEXT = Bilingual(zh="目录", en="Catalogue")
PACKAGE = CataloguePackage(
    version="2026-01-01",
    title=TEXT,
    official_list_note=TEXT,
    amounts_note=TEXT,
    fields=(),
    tiles=(),
    guides=(),
    hotlines=(),
    halls=(),
    sources={},
)

Answering = Callable[[bytes], Iterator[bytes]]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class OddServer:
    """Answers each connection's one call with the bytes it is told to, as it is told to.

    `calls` holds the head of every call. The line is closed when the answer ends.
    """

    def __init__(self, answer: Answering) -> None:
        self._answer = answer
        self.calls: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line, suppress(OSError):
                self._answer_on(line)

    def _answer_on(self, line: socket.socket) -> None:
        with line.makefile("rb") as said:
            head = b"".join(iter(said.readline, b"\r\n"))
            if not head:
                return
            self.calls.append(head)
            lengths = [row for row in head.lower().split(b"\r\n") if row[:15] == b"content-length:"]
            said.read(int(lengths[0].partition(b":")[2]) if lengths else 0)
            for part in self._answer(head):
                line.sendall(part)

    def close(self) -> None:
        """Once or twice; nobody answers here any more."""
        if self._listening.fileno() >= 0:
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
        self._thread.join()


class Say:
    """What an odd server may say."""

    @staticmethod
    def http(status: int, body: bytes, *headers: str, kind: str = "application/json") -> bytes:
        """A whole HTTP answer."""
        lines = [
            f"HTTP/1.1 {status} -",
            f"Content-Type: {kind}",
            f"Content-Length: {len(body)}",
            "Connection: close",
            *headers,
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    @classmethod
    def problem(cls, status: int, *headers: str, kind: str = "urn:x:problem") -> bytes:
        """A refusal; `kind` is one of the contract's."""
        body = msgspec.json.encode({"type": kind, "title": "No", "status": status})
        return cls.http(status, body, *headers, kind="application/problem+json")

    @classmethod
    def case(cls, reference: str) -> bytes:
        case = Case(
            reference=reference,
            case_number=f"310115-20260115-{reference}",
            status=CaseStatus.RECEIVED,
            service_code="meal-delivery",
            received_at=NOW,
        )
        return cls.http(201, msgspec.json.encode(case))

    @classmethod
    def unless(cls, by_reference: dict[str, bytes], *, is_up: bool = True) -> Answering:
        """A case for every reference but these; `is_up` is what the server says of itself."""

        def answer(head: bytes) -> Iterator[bytes]:
            path = head.split(b" ")[1].decode()
            reference = path.rpartition("/")[2]
            if path == "/readyz":
                yield cls.http(200, b"{}") if is_up else cls.problem(503)
            else:
                yield by_reference.get(reference, cls.case(reference))

        return answer


class Make:
    """What residents hand in."""

    now = NOW
    private = PRIVATE

    @staticmethod
    def submission(reference: str) -> Submission:
        return Submission(
            reference=reference,
            service_code="meal-delivery",
            catalogue_version="2026-01-01",
            language="zh_CN",
            handed_in_at=NOW,
            answers=(
                Answer(field="name", value="沈阿婆"),
                Answer(field="phone", value="13812345678"),
                Answer(field="address", value=PRIVATE),
            ),
        )

    @classmethod
    def consultation(cls, reference: str) -> Consultation:
        sent = cls.submission(reference)
        return Consultation(**{name: getattr(sent, name) for name in sent.__struct_fields__})

    @staticmethod
    def rating(reference: str) -> Rating:
        return Rating(reference=reference, score=5, rated_at=NOW)

    @staticmethod
    def attachment(reference: str, number: int = 1) -> Attachment:
        return Attachment(
            reference=reference,
            number=number,
            document="photo",
            media_type="image/png",
            content=b"\x89PNG\r\n\x1a\n" + PRIVATE.encode() * number,
            added_at=NOW,
        )

    @staticmethod
    def withdrawal(reference: str, phone_tail: str = "") -> Withdrawal:
        return Withdrawal(reference=reference, withdrawn_at=NOW, phone_tail=phone_tail)

    @staticmethod
    def appointment(reference: str, slot: str = "2026-01-16T0930") -> Appointment:
        return Appointment(
            reference=reference, service_code="meal-delivery", slot=slot, asked_at=NOW
        )

    @staticmethod
    def help_call(reference: str) -> HelpCall:
        return HelpCall(reference=reference, page="welcome", language="en", called_at=NOW)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make


@pytest.fixture(scope="session")
def say() -> type[Say]:
    return Say


@pytest.fixture
def odd(request: pytest.FixtureRequest) -> Callable[[Answering], OddServer]:
    """Starts an odd server that ends with the test."""

    def start(answer: Answering) -> OddServer:
        server = OddServer(answer)
        request.addfinalizer(server.close)
        return server

    return start


@pytest.fixture(scope="session")
def ca() -> trustme.CA:
    """Vouches for servers and kiosks."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(ca: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault.of(KeyFile(tmp_path / "vault.key"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


@pytest.fixture
def outbox(folder: Path, vault: Vault) -> Iterator[Outbox]:
    with Outbox.open(folder, vault) as outbox:
        yield outbox


@pytest.fixture
def folder_of_two(folder: Path, vault: Vault) -> Iterator[Outbox]:
    """An outbox whose meal deliveries go to two endpoints."""
    with Outbox.open(folder, vault, Routes({"meal-delivery": ("onestop", "street")})) as outbox:
        yield outbox


@pytest.fixture
def told() -> list[News]:
    """What a courier told."""
    return []


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    folder = tmp_path_factory.mktemp("back-end")
    catalogue = folder / "package.json"
    catalogue.write_bytes(msgspec.json.encode(PACKAGE))
    place = Place(folder / "store")
    enrol(place, Kiosk(KIOSK, "310115"), KEY)
    enrol(place, Kiosk("K3", "310115"), KEY, algorithm=Algorithm.HMAC_SM3)
    return Running(place.folder, catalogue, folder / "log.txt")


@pytest.fixture(scope="session")
def back_end(running: Running) -> Iterator[BackEndProcess]:
    with BackEndProcess(running) as process:
        yield process


@pytest.fixture
def transport() -> Iterator[Transport]:
    transport = Transport(deadline=10)
    yield transport
    transport.close()


@pytest.fixture
def client(back_end: BackEndProcess, transport: Transport) -> OneStopClient:
    return OneStopClient(back_end.address, KIOSK, KEY, transport)


@pytest.fixture
def client_again(back_end: BackEndProcess) -> Callable[[], OneStopClient]:
    """Opens one more line to the real back end; whoever opens it closes it."""
    return lambda: OneStopClient(back_end.address, KIOSK, KEY, Transport(deadline=10))


@pytest.fixture
def courier(outbox: Outbox, client: OneStopClient, told: list[News], clock: Clock) -> Courier:
    """To the real back end."""
    return Courier(outbox, client, told.append, LANE, clock=clock)


@pytest.fixture
def to_odd(
    outbox: Outbox,
    transport: Transport,
    told: list[News],
    clock: Clock,
    odd: Callable[[Answering], OddServer],
) -> Callable[[Answering], tuple[Courier, OddServer]]:
    """To a server that answers as the test says."""

    def start(answer: Answering) -> tuple[Courier, OddServer]:
        server = odd(answer)
        client = OneStopClient(server.address, KIOSK, KEY, transport)
        chance = random.Random(1)  # noqa: S311 - spreads pauses, keeps no secret
        return Courier(outbox, client, told.append, LANE, clock=clock, chance=chance), server

    return start
