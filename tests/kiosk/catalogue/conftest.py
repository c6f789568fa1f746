"""A catalogue as shipped, and copies of it to spoil."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.catalogue import Catalogue, load
from kiosk.catalogue.lint import problems
from kiosk.catalogue.reading import SHIPPED

Plant = Callable[..., None]


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "data"))


@pytest.fixture
def plant(folder: Path) -> Plant:
    """Writes a value into the copy: plant("tiles.json", "meals.name.en", "") by ids or keys.

    Without a value the key is removed; a value that can be called is given the old one.
    """

    def write(file: str, path: str, *value: Any) -> None:  # noqa: ANN401 -- any JSON
        at = folder / file
        whole = json.loads(at.read_text(encoding="utf-8"))
        *down, last = path.split(".")
        part = whole
        for step in down:
            part = part[key_of(part, step)]
        key = key_of(part, last)
        if not value:
            del part[key]
        elif callable(value[0]):
            part[key] = value[0](part[key])
        else:
            part[key] = value[0]
        at.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")

    return write


@pytest.fixture
def told(folder: Path, plant: Plant) -> Callable[[str, str, object], list[str]]:
    """Plants a value and gives the sentences of all that the lint then finds."""

    def plant_and_tell(file: str, path: str, value: object) -> list[str]:
        plant(file, path, value)
        return [each.sentence for each in problems(folder)]

    return plant_and_tell


def key_of(part: Any, step: str) -> Any:  # noqa: ANN401 -- any JSON
    if not isinstance(part, list):
        return step
    named = [n for n, each in enumerate(part) if step in {each.get("id"), each.get("number")}]
    return named[0] if named else int(step)
