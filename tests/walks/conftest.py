"""One real back end for all walks of a file; a hall of its own for each walk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.commands.back_end import DISTRICT, BackEnd, published
from kiosk.commands.key_file import enrolled_key, own_key_file
from onestop.process import BackEndProcess, Running
from tests.walks.hall import JOURNEYS, LANGUAGES, Hall

KIOSK_ID = "TRY"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if {"visited", "language"} <= set(metafunc.fixturenames):
        metafunc.parametrize("visited", JOURNEYS, ids=lambda each: each.name.replace(" ", "-"))
        metafunc.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def cases_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onestop")


@pytest.fixture(scope="module")
def back_end(cases_folder: Path) -> Iterator[BackEnd]:
    key_file = own_key_file(cases_folder)
    setup = Running(
        folder=cases_folder,
        own_kiosk=f"{DISTRICT}/{KIOSK_ID}",
        own_key=key_file,
        catalogue_file=published(cases_folder, "default"),
        log_file=cases_folder / "onestop.log",
    )
    with BackEndProcess(setup) as process:
        yield BackEnd(process.address, enrolled_key(key_file))


@pytest.fixture
def hall(tmp_path: Path, back_end: BackEnd, cases_folder: Path) -> Hall:
    cases = next(cases_folder.glob("*.db"))
    return Hall(tmp_path / "kiosk", back_end, cases)
