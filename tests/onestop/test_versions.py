"""A store of an older version is brought up to date and keeps everything."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api_client.contract import (
    Answer,
    CaseStatus,
    Consultation,
    HelpCallProgress,
    HelpCallState,
    Rating,
    Submission,
    Waiting,
)
from api_client.contract.desk import Person, Role
from onestop.kiosks import Kiosk
from onestop.store import Decision, Key, Place, StoreUnusable

FIRST = Kiosk("K1", "310115")
SECOND = Kiosk("K2", "310115")
ELSEWHERE = Kiosk("K1", "310104")
REFERENCE = "7KDT-PE9G-ERAH"
NOW = datetime(2026, 1, 16, 9, 0, tzinfo=UTC)
TAKEN = datetime(2026, 1, 15, 9, 31, 12, 345678, tzinfo=UTC)
SAID = datetime(2026, 1, 15, 9, 40, tzinfo=UTC)
Matter = Submission | Consultation
Version1 = Callable[[Path], None]


def as_handed_in(kind: type[Matter], reference: str) -> Matter:
    return kind(
        reference=reference,
        service_code="meal-delivery",
        catalogue_version="2026-01-01",
        language="zh_CN",
        handed_in_at=datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
        answers=(
            Answer(field="name", value="沈阿婆"),
            Answer(field="phone", value="138 1234 5678"),
        ),
    )


async def test_a_store_of_version_1_keeps_its_cases(tmp_path: Path, version_1: Version1) -> None:
    version_1(tmp_path)
    store = Place(tmp_path).open()
    try:
        cases = {
            (each.key.kiosk, each.case.case_number, each.case.status, each.case.received_at)
            for each in await store.found("310115", REFERENCE)
        }
        assert cases == {
            ("K1", "310115-20260115-000001", CaseStatus.RECEIVED, TAKEN),
            ("K2", "310115-20260115-000002", CaseStatus.RECEIVED, TAKEN),
        }
        case = await store.case(SECOND, REFERENCE)
        assert case is not None
        assert [step.name.zh for step in case.steps] == ["收件"]
        assert await store.waiting("310115", case, NOW) == Waiting(ahead=1)
    finally:
        store.close()


async def test_what_was_handed_in_before_is_the_same_again(
    tmp_path: Path, version_1: Version1
) -> None:
    version_1(tmp_path)
    store = Place(tmp_path).open()
    try:
        for kiosk, matter in (
            (FIRST, as_handed_in(Submission, REFERENCE)),
            (ELSEWHERE, as_handed_in(Consultation, "XH2M-34CD-67YY")),
        ):
            again = await store.take(kiosk, matter, NOW)
            assert (again.is_new, again.value.received_at) == (False, TAKEN)
        rating = Rating(reference=REFERENCE, score=5, rated_at=SAID)
        assert (await store.rate(FIRST, rating)).is_new is False
        call = await store.help_call(FIRST, "H-1")
        assert call == HelpCallProgress(
            reference="H-1",
            page="question:phone",
            language="zh_CN",
            called_at=SAID,
            state=HelpCallState.OPENED,
            place=1,
        )
    finally:
        store.close()


async def test_an_old_case_can_be_searched_for(tmp_path: Path, version_1: Version1) -> None:
    version_1(tmp_path)
    person = Person(district="310115", name="wang", shown_name="王", role=Role.STAFF)
    store = Place(tmp_path).open()
    try:
        found = await store.desk.with_terms(person, ("p13812345678",), NOW, "by phone")
        assert [(row.kiosk, row.reference, row.applicant) for row in found.cases] == [
            ("K2", REFERENCE, "沈阿婆"),
            ("K1", REFERENCE, "沈阿婆"),
        ]
    finally:
        store.close()


async def test_an_old_case_moves_on_and_new_ones_are_numbered_after_it(
    tmp_path: Path, version_1: Version1
) -> None:
    version_1(tmp_path)
    store = Place(tmp_path).open()
    try:
        decision = Decision(CaseStatus.ACCEPTED)
        case = await store.decide(Key.of(FIRST, REFERENCE), decision, NOW)
        assert (case.status, case.accepted_at) == (CaseStatus.ACCEPTED, NOW)
        new = await store.take(FIRST, as_handed_in(Submission, "NEW"), TAKEN)
        assert new.value.case_number == "310115-20260115-000003"
    finally:
        store.close()


def test_it_is_brought_up_to_date_once(tmp_path: Path, version_1: Version1) -> None:
    version_1(tmp_path)
    for _ in range(2):
        Place(tmp_path).open().close()
    fresh = tmp_path / "fresh"
    Place(fresh).open().close()
    assert shape_of(tmp_path) == shape_of(fresh)


def test_a_change_that_fails_leaves_the_store_as_it_was(
    tmp_path: Path, version_1: Version1
) -> None:
    version_1(tmp_path)
    path = tmp_path / "onestop.db"
    with closing(sqlite3.connect(path)) as file:
        # The last thing that the change makes is there already.
        file.execute("CREATE INDEX booking_in_slot ON matter (kiosk)")
    before = shape_of(tmp_path)
    with pytest.raises(StoreUnusable, match="booking_in_slot already exists"):
        Place(tmp_path).open()
    assert shape_of(tmp_path) == before
    assert before[0] == 1


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    Place(tmp_path).open().close()
    with closing(sqlite3.connect(tmp_path / "onestop.db")) as file:
        file.execute("PRAGMA user_version = 4")
    with pytest.raises(StoreUnusable, match="of version 4, this back end of 3"):
        Place(tmp_path).open()


def shape_of(folder: Path) -> tuple[int, set[tuple[str, str]]]:
    """The version of the folder's store, and everything that is in it by name."""
    with closing(sqlite3.connect(folder / "onestop.db")) as file:
        (version,) = file.execute("PRAGMA user_version").fetchone()
        return version, set(file.execute("SELECT type, name FROM sqlite_master"))
