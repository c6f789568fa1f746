"""A GeoReport server that bends, and an adapter that speaks to it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Submission
from api_client.open311 import Open311Client, Open311Settings
from api_client.transport import Transport
from tests.api_client.open311.georeport import NOW, GeoReport

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

REFERENCE = "TRY6-TP9G-FKR6"
StartClient = Callable[..., Open311Client]


@pytest.fixture
def server() -> Iterator[GeoReport]:
    server = GeoReport()
    yield server
    server.close()


@pytest.fixture
def settings(server: GeoReport) -> Open311Settings:
    return Open311Settings(
        endpoint=server.address,
        services={"meal-delivery": "001"},
        hall_address="桂花路1号",
        jurisdiction_id="example.cn",
        api_key="a-key",
        finds_by_reference=True,
    )


@pytest.fixture
def paused() -> list[float]:
    """The pauses that were made."""
    return []


@pytest.fixture
def start(settings: Open311Settings, transport: Transport, paused: list[float]) -> StartClient:
    """An adapter with these settings changed."""

    def client(clock: Callable[[], datetime] = lambda: NOW, **changed: object) -> Open311Client:
        changed_settings = replace(settings, **changed)  # type: ignore[arg-type] # a test's own words
        return Open311Client(changed_settings, transport, clock, paused.append)

    return client


@pytest.fixture
def client(start: StartClient) -> Open311Client:
    return start()


@pytest.fixture
def reference() -> str:
    return REFERENCE


@pytest.fixture
def message(make: "type[Make]", reference: str) -> Submission:
    """What is handed in."""
    return make.submission(reference)


@pytest.fixture
def make_submission(make: "type[Make]") -> Callable[[str], Submission]:
    return make.submission
