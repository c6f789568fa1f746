"""A back end that remembers, or the real one, and a bad line to it."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.commands.back_end import DISTRICT, BackEnd, published
from kiosk.commands.key_file import enrolled_key, own_key_file
from onestop.faults import FaultyLine, Pace
from onestop.process import BackEndProcess, Running
from tests.faults.line import KIOSK_ID, Station, station
from tests.faults.office import Office

QUICK = Pace(drip=0.0, pick_up=0.0, late=0.0, retry_after=7)
Begin = Callable[..., FaultyLine]


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as office:
        yield office


@pytest.fixture
def begin(office: Office) -> Iterator[Begin]:
    """Begins a line to the office that ends with the test; quick unless told otherwise."""
    with ExitStack() as stack:

        def begun(fault: str = "none", *, pace: Pace = QUICK, **more: object) -> FaultyLine:
            line = FaultyLine(to=office.address, fault=fault, pace=pace, **more)  # type: ignore[arg-type] # passed on as they come
            return stack.enter_context(line)

        yield begun


@pytest.fixture
def kept(begin: Begin) -> Iterator[tuple[FaultyLine, http.client.HTTPConnection]]:
    """A sound line, and a kiosk that keeps its end open between calls."""
    line = begin()
    kiosk = http.client.HTTPConnection(urlsplit(line.address).netloc, timeout=10)
    yield line, kiosk
    kiosk.close()


@pytest.fixture(scope="session")
def back_end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BackEnd]:
    """The real one, as a process."""
    folder = tmp_path_factory.mktemp("onestop")
    key_file = own_key_file(folder)
    setup = Running(
        folder=folder,
        own_kiosk=f"{DISTRICT}/{KIOSK_ID}",
        own_key=key_file,
        catalogue_file=published(folder, "default"),
        log_file=folder / "onestop.log",
    )
    with BackEndProcess(setup) as process:
        yield BackEnd(process.address, enrolled_key(key_file))


@pytest.fixture
def at(tmp_path: Path, back_end: BackEnd) -> Iterator[Callable[[str], Station]]:
    """Opens a kiosk on a line that does this, with the real back end at its other end."""
    with ExitStack() as stack:
        yield lambda fault: stack.enter_context(station(tmp_path, back_end, fault))
