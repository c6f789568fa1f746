"""On a full disk nothing new is taken, nothing is lost, and all that was kept still goes out."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from api_client.courier import Courier
from api_client.outbox import Ballast, Lane, Outbox, OutboxFull
from api_client.routes import ONESTOP
from api_client.vault import KeyFile, UnsafeKey, Vault
from tests.faults.crash.kinds import SOME_TIME, submission
from tests.faults.crash.onestop_authority import OneStopAuthority
from tests.faults.crash.parts import line
from tests.faults.small_disk import CannotMount, SmallDisk

DISK, BALLAST, ROOM = 900_000, 150_000, 350_000
Open = Callable[..., Outbox]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if os.geteuid():
        pytest.skip("only root can mount a small disk; the last test here becomes one")
    disk = SmallDisk(tmp_path / "disk", DISK)
    try:
        disk.__enter__()
    except CannotMount as reason:
        pytest.skip(str(reason))
    yield disk
    disk.__exit__(None, None, None)


@pytest.fixture
def folder(disk: SmallDisk) -> Path:
    return disk.folder / "kiosk"


@pytest.fixture
def opened(folder: Path) -> Open:
    """Opens the outbox on the small disk; it looks at the disk each time that it is asked."""

    def begin(room: int = ROOM) -> Outbox:
        clock = map(float, count())
        ballast = Ballast(folder, size=BALLAST, room=room, clock=lambda: next(clock))
        return Outbox.open(folder, Vault.of(KeyFile(folder / "outbox.key")), ballast=ballast)

    return begin


@pytest.fixture
def back_end(tmp_path: Path) -> Iterator[OneStopAuthority]:
    """On a disk that has room."""
    with closing(OneStopAuthority(tmp_path / "onestop", seed=1)) as back_end:
        back_end.start()
        yield back_end


def carried(outbox: Outbox, back_end: OneStopAuthority) -> int:
    with closing(line(back_end.orders)) as client:
        return Courier(outbox, client, lambda _: None, Lane(ONESTOP)).run_once()


def filled(outbox: Outbox) -> list[str]:
    """Put until no more is taken; the references that got a receipt."""
    kept: list[str] = []

    def put_without_end() -> None:
        for number in count():
            kept.append(outbox.put(submission(f"R-{number}"), SOME_TIME).reference)
            if number % 20 == 0:
                outbox.upkeep.tidy()

    with pytest.raises(OutboxFull, match="free space"):
        put_without_end()
    return kept


@pytest.mark.parametrize("room", [ROOM, 0])
def test_what_has_a_receipt_is_kept_and_the_refused_one_is_not(
    disk: SmallDisk, opened: Open, folder: Path, room: int
) -> None:
    with opened(room) as outbox:
        kept = filled(outbox)
        assert outbox.shelf.messages() == [submission(reference) for reference in kept]
        assert outbox.find(f"R-{len(kept)}") is None
    disk.fill()
    with opened(room) as outbox:
        assert outbox.found.moved_aside is None
        assert outbox.shelf.messages() == [submission(reference) for reference in kept]
    with closing(sqlite3.connect(folder / "outbox.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_with_no_byte_left_everything_goes_out_and_is_erased(
    disk: SmallDisk, opened: Open, folder: Path, back_end: OneStopAuthority
) -> None:
    with opened() as outbox:
        kept = filled(outbox)
        assert (folder / "ballast").stat().st_size == BALLAST
        disk.fill()
        assert carried(outbox, back_end) == len(kept)
        outbox.upkeep.tidy()
        assert (outbox.rounds.undelivered(), outbox.shelf.messages()) == (0, [])
    assert not (folder / "ballast").exists()
    assert sorted(each.reference for each in back_end.arrived()) == sorted(kept)


def test_when_there_is_room_again_it_takes_again_and_the_ballast_comes_back(
    disk: SmallDisk, opened: Open, folder: Path, back_end: OneStopAuthority
) -> None:
    with opened() as outbox:
        kept = filled(outbox)
        disk.fill()
        carried(outbox, back_end)
        assert not outbox.has_room()
        disk.make_room()
        outbox.upkeep.tidy()
        assert (folder / "ballast").stat().st_size == BALLAST
        assert outbox.has_room()
        outbox.put(submission("R-new"), SOME_TIME)
        assert carried(outbox, back_end) == 1
    assert len(back_end.arrived()) == len(kept) + 1


def test_a_start_on_a_full_disk_lets_the_ballast_go_and_sends_what_was_kept(
    disk: SmallDisk, opened: Open, folder: Path, back_end: OneStopAuthority
) -> None:
    with opened() as outbox:
        for number in range(20):
            outbox.put(submission(f"R-{number}"), SOME_TIME)
    disk.fill()
    with opened() as outbox:
        assert not (folder / "ballast").exists()
        with pytest.raises(OutboxFull, match="free space"):
            outbox.put(submission("R-new"), SOME_TIME)
        assert carried(outbox, back_end) == 20


def test_a_start_with_no_byte_left_says_what_is_wrong_and_loses_nothing(
    disk: SmallDisk, opened: Open, folder: Path
) -> None:
    with opened() as outbox:
        for number in range(20):
            outbox.put(submission(f"R-{number}"), SOME_TIME)
    (folder / "ballast").unlink()
    disk.fill()
    names = ("outbox.db", "outbox.db.digest", "outbox.key")
    before = [(folder / name).read_bytes() for name in names]
    with pytest.raises(OutboxFull, match=r"^the disk of .* is full: free space on it\."):
        opened()
    assert [(folder / name).read_bytes() for name in names] == before
    disk.make_room()
    with opened() as outbox:
        assert outbox.found.moved_aside is None
        assert outbox.rounds.undelivered() == 20


def test_a_first_start_with_no_byte_left_says_what_is_wrong_and_leaves_no_half_key(
    disk: SmallDisk, opened: Open, folder: Path
) -> None:
    disk.fill()
    with pytest.raises(UnsafeKey, match=r"outbox\.key cannot be written: No space left"):
        opened()
    assert not list(folder.glob("*"))
    disk.make_room()
    with opened() as outbox:
        outbox.put(submission("R-1"), SOME_TIME)


def test_a_key_that_cannot_be_changed_stays_as_it_is(disk: SmallDisk, folder: Path) -> None:
    source = KeyFile(folder / "outbox.key")
    key = source.keys()
    disk.fill()
    with pytest.raises(UnsafeKey, match="cannot be written"):
        source.replace(bytes(32))
    assert source.keys() == key
    assert [path.name for path in folder.iterdir()] == ["outbox.key"]


@pytest.mark.skipif(not os.geteuid(), reason="root has tried it all above")
def test_the_same_as_root_of_a_namespace_of_our_own(tmp_path: Path) -> None:
    command = shutil.which("unshare")
    if command is None or subprocess.run([command, "-rm", "true"], check=False).returncode:
        pytest.skip("no user namespace can be made here")
    again = [command, "-rm", sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider"]
    run = subprocess.run(
        [*again, f"--basetemp={tmp_path / 'again'}", __file__], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stdout.decode()
