"""A fresh machine publishes what it was shipped with, until people do."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api_client.contract import CataloguePackage
from api_client.contract.verifying import verified
from onestop.publishing.machine import NAMES, is_machine_s, publish_shipped
from onestop.publishing.people import make_key
from onestop.publishing.press import Press
from onestop.publishing.troubles import BadPress
from tests.onestop.publishing.conftest import MOMENT, TODAY

if TYPE_CHECKING:
    from tests.onestop.publishing.conftest import Office

Versions = tuple[CataloguePackage, ...]


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path / "own" / "press")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "own" / "press-keys"


def newest(press: Press) -> tuple[int, str]:
    """Its number and version, once it is known to be trusted."""
    edition, package = verified(press.published(press.numbers()[0]), press.trusted())
    return edition.number, package.version


def test_the_first_start_publishes_what_was_shipped(
    press: Press, keys: Path, versions: Versions
) -> None:
    edition = publish_shipped(press, keys, versions[0], MOMENT)
    assert newest(press) == (1, "v1")
    assert edition is not None
    assert (edition.effective_from, edition.district, edition.changes) == (TODAY, "", ())
    assert {each.name for each in press.trusted()} == set(NAMES)
    assert [path.stat().st_mode & 0o777 for path in (keys, *keys.iterdir())] == [
        0o700,
        0o600,
        0o600,
    ]


def test_the_next_start_publishes_nothing_new(press: Press, keys: Path, versions: Versions) -> None:
    first = publish_shipped(press, keys, versions[0], MOMENT)
    before = {path: path.stat().st_ino for path in press.folder.rglob("*.*")}
    assert publish_shipped(press, keys, versions[0], MOMENT) == first
    assert {path: path.stat().st_ino for path in press.folder.rglob("*.*")} == before


def test_what_is_shipped_anew_is_the_next_edition(
    press: Press, keys: Path, versions: Versions
) -> None:
    publish_shipped(press, keys, versions[0], MOMENT)
    edition = publish_shipped(press, keys, versions[1], MOMENT)
    assert newest(press) == (2, "v2")
    assert edition is not None
    assert [(each.kind, each.service_code) for each in edition.changes] == [("new", "tea")]
    # Going back to what was shipped before is a newer edition too.
    publish_shipped(press, keys, versions[0], MOMENT)
    assert newest(press) == (3, "v1")


@pytest.mark.parametrize("damaged", ["current.json", "editions/1.json", "deltas/1.json"])
def test_what_is_damaged_is_put_right_at_the_next_start(
    press: Press, keys: Path, versions: Versions, damaged: str
) -> None:
    publish_shipped(press, keys, versions[0], MOMENT)
    (press.folder / damaged).write_bytes(b"{")
    publish_shipped(press, keys, versions[0], MOMENT)
    number, version = newest(press)
    assert (number, version) == (2 if damaged == "editions/1.json" else 1, "v1")
    current = (press.folder / "current.json").read_bytes()
    assert current == press.path_of(number).read_bytes()


@pytest.mark.parametrize("lost", ["press/trusted.keys", "press-keys/this-machine-2.key"])
def test_with_its_keys_lost_it_makes_new_ones_and_a_new_edition(
    press: Press, keys: Path, versions: Versions, lost: str
) -> None:
    publish_shipped(press, keys, versions[0], MOMENT)
    before = press.trusted()
    (press.folder.parent / lost).unlink()
    publish_shipped(press, keys, versions[0], MOMENT)
    assert newest(press) == (2, "v1")
    assert not {each.id for each in before} & {each.id for each in press.trusted()}


def test_where_people_publish_the_machine_does_not(
    office: "Office", keys: Path, versions: Versions
) -> None:
    office.publish(versions[0])
    (office.press.folder / "current.json").unlink()
    assert publish_shipped(office.press, keys, versions[1], MOMENT) is None
    assert (office.press.numbers(), keys.exists()) == ([1], False)
    assert (office.press.folder / "current.json").exists()


def test_one_person_among_its_keys_is_enough_to_leave_the_press(
    press: Press, keys: Path, versions: Versions, tmp_path: Path
) -> None:
    publish_shipped(press, keys, versions[0], MOMENT)
    assert is_machine_s(press)
    press.trust([*press.trusted(), make_key(tmp_path / "wang.key", "wang")], "wang begins")
    assert not is_machine_s(press)
    assert publish_shipped(press, keys, versions[1], MOMENT) is None
    assert newest(press) == (1, "v1")


def test_a_list_of_people_that_cannot_be_read_is_not_written_over(
    press: Press, keys: Path, versions: Versions
) -> None:
    press.folder.mkdir(parents=True)
    (press.folder / "trusted.keys").write_text("wang AAAA")
    with pytest.raises(BadPress):
        publish_shipped(press, keys, versions[0], MOMENT)
    assert (press.folder / "trusted.keys").read_text() == "wang AAAA"
