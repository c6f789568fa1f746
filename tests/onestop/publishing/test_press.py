"""The press's folder: each file whole, and what a power cut left unmade is made again."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import CataloguePackage, ChangeLog, Edition, Published, PublishedDelta
from api_client.contract.verifying import whole
from onestop.publishing import press as presses
from onestop.publishing.files import put
from onestop.publishing.press import MOST_DELTAS, Press
from onestop.publishing.troubles import BadPress
from tests.api_client.contract.samples import package, service

if TYPE_CHECKING:
    from tests.onestop.publishing.conftest import Office

Versions = tuple[CataloguePackage, ...]


def files(press: Press) -> dict[str, bytes]:
    return {
        str(path.relative_to(press.folder)): path.read_bytes()
        for path in press.folder.rglob("*.json")
    }


def test_what_is_served_is_the_newest_edition_to_the_letter(
    office: "Office", versions: Versions
) -> None:
    for each in versions:
        office.publish(each)
    held = files(office.press)
    assert held["current.json"] == held["editions/3.json"]
    log = msgspec.json.decode(held["changes.json"], type=ChangeLog)
    assert (log.number, log.version) == (3, "v3")
    assert [each.service_code for each in log.changes] == ["soup", "tea"]
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in office.press.folder.rglob("*.json"))


def test_from_each_edition_a_delta_leads_to_the_newest(
    office: "Office", versions: Versions
) -> None:
    for each in versions:
        office.publish(each)
    newest = office.press.published(3)
    for number in (1, 2, 3):
        held = (office.press.folder / "deltas" / f"{number}.json").read_bytes()
        delta = msgspec.json.decode(held, type=PublishedDelta)
        assert delta.since == number
        old = office.press.published(number).package
        assert whole(delta, old, office.press.trusted()) == newest


def test_deltas_are_made_for_the_latest_editions_alone(office: "Office") -> None:
    for number in range(MOST_DELTAS + 2):
        office.publish(package(service("meal", says=str(number)), version=f"v{number}"))
    newest = files(office.press)["current.json"]
    edition = msgspec.json.decode(newest, type=Published).edition
    fresh = [
        name
        for name, body in files(office.press).items()
        if name.startswith("deltas/")
        and msgspec.json.decode(body, type=PublishedDelta).edition == edition
    ]
    assert len(fresh) == MOST_DELTAS


@pytest.mark.parametrize(
    "lost",
    [("current.json",), ("current.json", "changes.json", "deltas/2.json"), ("deltas/2.json",)],
)
def test_what_a_power_cut_left_unmade_is_made_again(
    office: "Office", versions: Versions, lost: tuple[str, ...]
) -> None:
    for each in versions[:2]:
        office.publish(each)
    before = files(office.press)
    for name in lost:
        (office.press.folder / name).unlink()
    office.press.mend()
    assert files(office.press) == before


def test_mending_writes_nothing_where_all_is_well(office: "Office", versions: Versions) -> None:
    office.publish(versions[0])
    before = {path: path.stat().st_ino for path in office.press.folder.rglob("*.json")}
    office.press.mend()
    assert {path: path.stat().st_ino for path in office.press.folder.rglob("*.json")} == before


def test_an_old_edition_that_is_damaged_holds_up_nothing(
    office: "Office", versions: Versions
) -> None:
    for each in versions[:2]:
        office.publish(each)
    office.press.path_of(1).write_text("{")
    office.publish(versions[2])
    assert [each.edition for each in office.press.changes().changes] == [3, 2]


def test_an_edition_is_never_written_over(office: "Office", versions: Versions) -> None:
    edition = office.publish(versions[0])
    with pytest.raises(BadPress, match="edition 1 is there already"):
        office.press.publish(office.press.published(1), edition)


def test_an_empty_press_has_nothing_to_mend(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.mend()
    assert (press.newest(), press.numbers(), files(press)) == (None, [], {})
    assert press.changes() == ChangeLog(number=0, version="", changes=())


@pytest.mark.parametrize("body", ["", "{", '{"edition":"{}","signatures":[],"package":""}', "\xff"])
def test_a_damaged_edition_is_one_clear_sentence(tmp_path: Path, body: str) -> None:
    press = Press(tmp_path)
    (tmp_path / "editions").mkdir()
    press.path_of(1).write_text(body, "latin-1")
    with pytest.raises(BadPress):
        press.newest()


def test_a_file_is_seen_whole_by_whoever_reads(tmp_path: Path) -> None:
    path = tmp_path / "current.json"
    put(path, b"old")
    with path.open("rb") as reader:
        put(path, b"new and longer")
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new and longer"
    assert list(tmp_path.iterdir()) == [path]


def test_a_passing_file_that_a_kill_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".current.json.new").write_bytes(b"half")
    put(tmp_path / "current.json", b"whole")
    assert list(tmp_path.iterdir()) == [tmp_path / "current.json"]


def test_only_numbers_are_editions(office: "Office", versions: Versions) -> None:
    office.publish(versions[0])
    for name in (".2.json.new", "notes.json", "²?.json", "2.txt"):
        (office.press.folder / "editions" / name).write_text("")
    assert office.press.numbers() == [1]
    assert isinstance(presses.edition_of(office.press.published(1)), Edition)
