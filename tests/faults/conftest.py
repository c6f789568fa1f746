"""A back end that remembers, and a bad line to it."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from onestop.faults import FaultyLine, Pace
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
