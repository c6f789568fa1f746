"""Papers are durable before they are acknowledged, whatever is killed and however full the disk."""

import asyncio
import hashlib
import resource
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Attachment, Submission
from api_client.contract.papers import BEGINS
from api_client.errors import Unreachable
from api_client.transport import Transport
from onestop.kiosks import Kiosk
from onestop.process import BackEndProcess, Running
from onestop.store import Accepted, CaseUnknown, OtherContent, Place, Store, StoreUnusable
from onestop.store.papers import ENDINGS
from tests.onestop.test_documents import add

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

KIOSK = Kiosk("K1", "310115")
NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
JPEG = b"\xff\xd8\xff a photo"
SECONDS = 30.0


def paper(submission: Submission, number: int = 1, content: bytes = JPEG) -> Attachment:
    return Attachment(
        reference=submission.reference,
        number=number,
        document="id-card",
        media_type="image/jpeg",
        content=content,
        added_at=NOW,
    )


def names(folder: Path) -> set[str]:
    return {file.name for file in (folder / "documents").iterdir()}


def rows(place: Place) -> list[tuple[int, str]]:
    with place.changing() as tables:
        found = tables.execute("SELECT number, file FROM attachment ORDER BY number")
        return [(number, file) for number, file in found.fetchall()]


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk does to a large file, this process alone."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_every_kind_of_paper_that_is_taken_has_an_ending() -> None:
    assert set(ENDINGS) == set(BEGINS)


async def test_a_row_names_the_file_that_holds_it(
    store: Store, place: Place, submission: Submission
) -> None:
    await store.take(KIOSK, submission, NOW)
    await store.attach(KIOSK, paper(submission))
    ((number, name),) = rows(place)
    assert (number, name) == (1, f"{hashlib.sha256(JPEG).hexdigest()}.jpg")
    assert (place.folder / "documents" / name).read_bytes() == JPEG


async def test_of_many_at_once_under_one_number_one_stands(
    store: Store, place: Place, submission: Submission
) -> None:
    await store.take(KIOSK, submission, NOW)
    outcomes = await asyncio.gather(
        *(store.attach(KIOSK, paper(submission, 1, JPEG + bytes([n % 2]))) for n in range(20)),
        return_exceptions=True,
    )
    came = [outcome.is_new for outcome in outcomes if isinstance(outcome, Accepted)]
    assert sorted(came) == [False] * 9 + [True]
    assert sum(isinstance(outcome, OtherContent) for outcome in outcomes) == 10
    assert len(rows(place)) == 1


async def test_a_paper_without_its_case_leaves_nothing(
    store: Store, place: Place, submission: Submission
) -> None:
    with pytest.raises(CaseUnknown):
        await store.attach(KIOSK, paper(submission))
    assert names(place.folder) == set()


async def test_a_full_disk_is_said_and_leaves_nothing_half(
    store: Store, place: Place, submission: Submission
) -> None:
    await store.take(KIOSK, submission, NOW)
    large = paper(submission, 1, JPEG + b" " * 9_000_000)
    with no_file_larger_than(8_000_000), pytest.raises(StoreUnusable, match="no paper can be"):
        await store.attach(KIOSK, large)
    assert (names(place.folder), rows(place)) == (set(), [])
    assert (await store.attach(KIOSK, large)).value.documents == 1


async def test_a_folder_of_papers_that_is_gone_is_said(
    store: Store, place: Place, submission: Submission
) -> None:
    await store.take(KIOSK, submission, NOW)
    (place.folder / "documents").rmdir()
    with pytest.raises(StoreUnusable, match="no paper can be stored"):
        await store.attach(KIOSK, paper(submission))
    assert rows(place) == []


def test_what_was_being_written_is_swept_at_the_next_start(tmp_path: Path) -> None:
    Place(tmp_path).open().close()
    (tmp_path / "documents" / "tmpabc.part").write_bytes(JPEG)
    (tmp_path / "documents" / "whole.jpg").write_bytes(JPEG)
    Place(tmp_path).open().close()
    assert names(tmp_path) == {"whole.jpg"}


def test_a_file_in_the_place_of_the_papers_is_said(tmp_path: Path) -> None:
    (tmp_path / "documents").touch()
    with pytest.raises(StoreUnusable, match="no paper can be stored"):
        Place(tmp_path).open()
    (tmp_path / "documents").unlink()
    Place(tmp_path).open().close()


@pytest.mark.parametrize("acknowledged_first", [1, 7, 20])
def test_killed_among_papers_it_has_each_that_it_acknowledged(
    own: Running, kiosk: "Caller", submission: Submission, acknowledged_first: int
) -> None:
    acknowledged: list[int] = []
    enough = Event()

    def hand_in(caller: "Caller") -> None:
        for number in range(1, 100):
            try:
                add(caller, submission.reference, number, content_of(number))
            except Unreachable:
                return
            acknowledged.append(number)
            if len(acknowledged) == acknowledged_first:
                enough.set()

    with BackEndProcess(own) as process, closing(Transport()) as transport:
        caller = replace(kiosk, address=process.address, transport=transport)
        assert caller.put("submissions", submission).status == 201
        handing_in = Thread(target=hand_in, args=(caller,))
        handing_in.start()
        assert enough.wait(SECONDS)
        process.kill()
        handing_in.join(SECONDS)
    with BackEndProcess(own), closing(Transport()):
        kept = dict(rows(Place(own.folder)))
    assert set(acknowledged) <= set(kept)
    for number, name in kept.items():
        assert (own.folder / "documents" / name).read_bytes() == content_of(number)
    assert not [name for name in names(own.folder) if name.endswith(".part")]


def content_of(number: int) -> bytes:
    return JPEG + f" {number}".encode() * 20_000
