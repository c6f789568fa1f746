"""The store: one writer, many writes a commit, nothing acknowledged that is not durable."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from api_client.contract import Submission
from onestop.kiosks import Kiosk
from onestop.store import OtherContent, Place, Store, StoreUnusable
from onestop.store.writer import Writer

KIOSK = Kiosk("K1", "310115")
EVENING = datetime(2026, 1, 15, 15, 59, tzinfo=UTC)
PAST_MIDNIGHT_IN_SHANGHAI = datetime(2026, 1, 15, 16, 0, tzinfo=UTC)


def numbered(submission: Submission, number: int) -> Submission:
    return msgspec.structs.replace(submission, reference=f"R-{number}")


async def test_case_numbers_run_without_gaps(store: Store, submission: Submission) -> None:
    taken = await asyncio.gather(
        *(store.take(KIOSK, numbered(submission, number), EVENING) for number in range(300))
    )
    numbers = sorted(accepted.value.case_number for accepted in taken)
    assert numbers == [f"310115-20260115-{number:06d}" for number in range(1, 301)]


async def test_a_case_number_carries_the_halls_day(store: Store, submission: Submission) -> None:
    before = await store.take(KIOSK, numbered(submission, 1), EVENING)
    after = await store.take(KIOSK, numbered(submission, 2), PAST_MIDNIGHT_IN_SHANGHAI)
    assert before.value.case_number == "310115-20260115-000001"
    assert after.value.case_number == "310115-20260116-000001"


async def test_cases_are_there_after_a_restart(place: Place, submission: Submission) -> None:
    first = place.open()
    taken = await first.take(KIOSK, submission, EVENING)
    first.close()
    second = place.open()
    try:
        assert await second.case(KIOSK, submission.reference) == taken.value
        again = await second.take(KIOSK, submission, PAST_MIDNIGHT_IN_SHANGHAI)
        assert (again.value, again.is_new) == (taken.value, False)
    finally:
        second.close()


async def test_one_that_is_refused_does_not_take_the_others_along(
    store: Store, submission: Submission
) -> None:
    other = msgspec.structs.replace(submission, language="en")
    outcomes = await asyncio.gather(
        store.take(KIOSK, submission, EVENING),
        store.take(KIOSK, other, EVENING),
        store.take(KIOSK, numbered(submission, 2), EVENING),
        return_exceptions=True,
    )
    assert [type(outcome).__name__ for outcome in outcomes] == [
        "Accepted",
        "OtherContent",
        "Accepted",
    ]
    assert isinstance(outcomes[1], OtherContent)


async def test_a_full_disk_acknowledges_nothing_of_its_batch(tmp_path: Path) -> None:
    path = tmp_path / "full.db"

    def connect() -> sqlite3.Connection:
        file = sqlite3.connect(path, isolation_level=None)
        file.execute("CREATE TABLE IF NOT EXISTS kept (text TEXT)")
        file.execute("PRAGMA max_page_count = 3")
        return file

    writer = Writer(connect)
    outcomes = await asyncio.gather(
        writer.write(lambda file: file.execute("INSERT INTO kept VALUES ('small')").rowcount),
        writer.write(lambda file: file.execute("INSERT INTO kept VALUES (zeroblob(99999))")),
        return_exceptions=True,
    )
    later = await writer.write(lambda file: file.execute("INSERT INTO kept VALUES ('x')").rowcount)
    writer.close()
    file = sqlite3.connect(path)
    (count,) = file.execute("SELECT count(*) FROM kept").fetchone()
    file.close()
    acknowledged = [outcome for outcome in (*outcomes, later) if outcome == 1]
    assert isinstance(outcomes[1], StoreUnusable)
    assert count == len(acknowledged)


def test_a_writer_that_cannot_connect_says_so_at_once() -> None:
    def connect() -> sqlite3.Connection:
        raise sqlite3.DatabaseError("file is not a database")

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        Writer(connect)


async def test_a_file_that_is_damaged_meanwhile_takes_nothing_more(
    tmp_path: Path, submission: Submission
) -> None:
    store = Place(tmp_path).open()
    for number in range(50):
        await store.take(KIOSK, numbered(submission, number), EVENING)
    store.close()
    store = Place(tmp_path).open()
    try:
        path = tmp_path / "onestop.db"
        damaged = path.read_bytes()[:4096] + b"\xa5" * (path.stat().st_size - 4096)
        path.write_bytes(damaged)
        with pytest.raises(StoreUnusable, match=r"malformed|not a database"):
            await store.take(KIOSK, numbered(submission, 50), EVENING)
        with pytest.raises(StoreUnusable, match="nothing can be read"):
            await store.case(KIOSK, "R-1")
    finally:
        store.close()


def test_a_damaged_store_is_left_as_it_is_and_said(tmp_path: Path) -> None:
    path = tmp_path / "onestop.db"
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreUnusable, match="not a database"):
        Place(tmp_path).open()
    assert path.read_bytes() == b"no database at all" * 1000


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnusable, match="nothing can be stored in"):
        Place(tmp_path / "file" / "folder").open()


def test_one_back_end_at_a_time_has_the_folder(tmp_path: Path) -> None:
    first = Place(tmp_path).open()
    with pytest.raises(StoreUnusable, match="another back end is using the store in"):
        Place(tmp_path).open()
    first.close()
    Place(tmp_path).open().close()


def test_a_folder_that_could_not_be_opened_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "onestop.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreUnusable, match="not a database"):
        Place(tmp_path).open()
    (tmp_path / "onestop.db").unlink()
    Place(tmp_path).open().close()


def test_nobody_else_can_read_the_store(tmp_path: Path) -> None:
    store = Place(tmp_path / "store").open()
    folder = tmp_path / "store"
    modes = {path.name: path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())}
    store.close()
    assert set(modes.values()) == {0}
    assert {"onestop.db", "onestop.lock", "documents"} <= set(modes)
