"""A visitor at the first page, for every test of a visit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.visitor import Visitor, visitor_in


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with visitor_in(tmp_path) as someone:
        yield someone


@pytest.fixture
def visitor_with_printer(tmp_path: Path) -> Iterator[Visitor]:
    with visitor_in(tmp_path, has_printer=True) as someone:
        yield someone
