"""The outbox after damage, theft of its key, or a sudden end."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api_client.outbox import Delivery, Lane, Outbox, OutboxUnusable, Parcel
from api_client.vault import KeyFile, Vault
from tests.api_client import first_version

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

LEAF_OF_A_TABLE = 13  # SQLite's file format, 1.6
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from api_client.contract import Answer, Submission
from api_client.outbox import Outbox
from api_client.vault import KeyFile, Vault

folder, key = map(Path, sys.argv[1:])
outbox = Outbox.open(folder, Vault.of(KeyFile(key)))
now = datetime.now(UTC)
for number in range(100_000):
    receipt = outbox.put(
        Submission(
            reference=f"R-{number}",
            service_code="meal-delivery",
            catalogue_version="1",
            language="zh_CN",
            handed_in_at=now,
            answers=(Answer(field="name", value="x" * 500),),
        ),
        now,
    )
    print(receipt.reference, flush=True)
"""


def change(folder: Path, statement: str) -> None:
    """Change the file past the outbox, as if nobody had left a digest of it."""
    (folder / "outbox.db.digest").unlink()
    file = sqlite3.connect(folder / "outbox.db", isolation_level=None)
    file.execute(statement)
    file.close()


def due(outbox: Outbox, now: datetime) -> list[Parcel]:
    return outbox.rounds.claim(Lane("onestop"), now, most=1000)


def kept(folder: Path, vault: Vault, make: "Make", many: int = 1) -> None:
    with Outbox.open(folder, vault) as outbox:
        for number in range(many):
            outbox.put(make.submission(f"R-{number}"), make.now)


def test_a_killed_kiosk_has_everything_it_gave_a_receipt_for(tmp_path: Path) -> None:
    folder, key = tmp_path / "outbox", tmp_path / "vault.key"
    promised = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(key)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            promised.append(line.decode().strip())
            if len(promised) == 25:
                break
        writer.kill()
        promised += writer.stdout.read().decode().split()
    with Outbox.open(folder, Vault.of(KeyFile(key))) as outbox:
        assert outbox.found.moved_aside is None
        found = [parcel.message.reference for parcel in due(outbox, datetime.now(UTC))]
    assert len(promised) >= 25
    # The one that was being written may be there too, though nobody was told so.
    assert found[: len(promised)] == promised
    assert len(found) <= len(promised) + 1


def no_database(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def scribbled_on(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for at in range(4096, len(whole), 4096):
        whole[at : at + 200] = b"\xa5" * 200
    path.write_bytes(whole)


def other_tables(path: Path) -> None:
    path.unlink()
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE notes (text TEXT)")
    file.close()


@pytest.mark.parametrize("damage", [no_database, cut_short, scribbled_on, other_tables])
def test_a_damaged_file_is_moved_aside_whole(
    folder: Path, vault: Vault, make: "Make", damage: Callable[[Path], None]
) -> None:
    kept(folder, vault, make, many=30)
    damage(folder / "outbox.db")
    (folder / "outbox.db-wal").write_bytes(b"the log as it was found")
    damaged = (folder / "outbox.db").read_bytes()
    with Outbox.open(folder, vault, clock=lambda: make.now) as outbox:
        assert outbox.found.moved_aside == folder / "damaged-20260115T093100-1"
        assert (outbox.found.moved_aside / "outbox.db").read_bytes() == damaged
        assert (
            outbox.found.moved_aside / "outbox.db-wal"
        ).read_bytes() == b"the log as it was found"
        assert outbox.rounds.undelivered() == outbox.found.rescued.whole
        assert outbox.put(make.submission("R-new"), make.now).reference == "R-new"
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside is None
        assert [parcel.message.reference for parcel in due(outbox, make.now)][-1] == "R-new"


def test_what_can_be_read_in_a_damaged_file_is_rescued(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=60)
    file = folder / "outbox.db"
    whole = bytearray(file.read_bytes())
    (page,) = (
        at
        for at in range(4096, len(whole), 4096)
        if whole[at] == LEAF_OF_A_TABLE and b"R-30" in whole[at : at + 4096]
    )
    whole[page + 8 : page + 40] = b"\xa5" * 32
    file.write_bytes(whole)
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside is not None
        parcels = due(outbox, make.now)
        assert 50 <= outbox.found.rescued.whole == len(parcels) < 60
        for parcel in parcels:
            assert parcel.message == make.submission(parcel.message.reference)
            assert parcel.taken_at == make.now
        assert outbox.rounds.undelivered() == outbox.found.rescued.whole


def test_two_damages_in_one_second_keep_both_files(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    for number in (1, 2):
        kept(folder, vault, make)
        no_database(folder / "outbox.db")
        with Outbox.open(folder, vault, clock=lambda: make.now) as outbox:
            assert outbox.found.moved_aside == folder / f"damaged-20260115T093100-{number}"
    assert len(list(folder.glob("damaged-*/outbox.db"))) == 2


def test_a_damaged_file_in_use_is_left_alone(folder: Path, vault: Vault, make: "Make") -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), make.now)
        outbox.upkeep.tidy()
        no_database(folder / "outbox.db")
        with pytest.raises(OutboxUnusable, match="another program uses it"):
            Outbox.open(folder, vault)
    assert list(folder.glob("damaged-*")) == []


def test_a_lost_key_deletes_nothing(folder: Path, vault: Vault, make: "Make") -> None:
    kept(folder, vault, make, many=3)
    with pytest.raises(OutboxUnusable, match="3 kept messages were sealed with another key"):
        Outbox.open(folder, Vault(bytes(32)))
    assert list(folder.glob("damaged-*")) == []
    with Outbox.open(folder, vault) as outbox:
        assert len(due(outbox, make.now)) == 3


def test_one_changed_row_is_put_before_a_person_and_holds_up_nobody(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=3)
    change(folder, "UPDATE parcel SET service_code = 'other' WHERE reference = 'R-1'")
    with Outbox.open(folder, vault) as outbox:
        carried = [parcel.message.reference for parcel in due(outbox, make.now)]
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert carried == ["R-0", "R-2"]
        assert (tracking.state, outbox.rounds.undelivered()) == (Delivery.REFUSED, 3)
        assert "changed on the disk" in tracking.legs[0].last_problem


def test_swapped_answers_are_noticed(folder: Path, vault: Vault, make: "Make") -> None:
    kept(folder, vault, make, many=2)
    change(
        folder,
        "UPDATE parcel SET sealed = (SELECT other.sealed FROM parcel AS other"
        " WHERE other.reference = 'R-0') WHERE reference = 'R-1'",
    )
    with Outbox.open(folder, vault) as outbox:
        assert [parcel.message.reference for parcel in due(outbox, make.now)] == ["R-0"]


def test_a_newer_kiosks_outbox_is_left_alone(folder: Path, vault: Vault, make: "Make") -> None:
    kept(folder, vault, make)
    change(folder, "PRAGMA user_version = 99")
    with pytest.raises(OutboxUnusable, match="newer kiosk"):
        Outbox.open(folder, vault)
    assert list(folder.glob("damaged-*")) == []


@pytest.mark.parametrize("is_gone", [True, False])
def test_an_empty_file_beside_a_full_log_is_moved_aside_whole(
    tmp_path: Path, vault: Vault, make: "Make", *, is_gone: bool
) -> None:
    folder, copy = tmp_path / "outbox", tmp_path / "copy"
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-0"), make.now)
        copy.mkdir(mode=0o700)
        log = (folder / "outbox.db-wal").read_bytes()
    assert log
    (copy / "outbox.db-wal").write_bytes(log)
    if not is_gone:
        (copy / "outbox.db").touch()
    with Outbox.open(copy, vault) as outbox:
        assert outbox.found.moved_aside is not None
        assert (outbox.found.moved_aside / "outbox.db-wal").read_bytes() == log


MANY = 30


def flipped(whole: bytes, at: int) -> bytes:
    changed = bytearray(whole)
    changed[at] ^= 1 << at % 8
    return bytes(changed)


def places_in(whole: bytes) -> list[int]:
    """Every byte of the header and of some page's beginning, and others drawn from all over."""
    draw = random.Random(7)  # noqa: S311 - where to flip
    drawn = draw.sample(range(len(whole)), 70)
    return sorted({*range(0, 100, 5), *range(4096, 4140, 4), *drawn})


def test_a_byte_flipped_anywhere_in_the_file_is_found_and_costs_one_message_at_most(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=MANY)
    file, digest = folder / "outbox.db", folder / "outbox.db.digest"
    whole, left = file.read_bytes(), digest.read_bytes()
    for at in places_in(whole):
        for each in folder.glob("outbox.db*"):
            each.unlink()
        file.write_bytes(flipped(whole, at))
        digest.write_bytes(left)
        with Outbox.open(folder, vault) as outbox:
            found = outbox.found
            assert found.moved_aside is not None, f"byte {at}"
            assert (found.moved_aside / "outbox.db").read_bytes() == flipped(whole, at)
            assert found.rescued.whole >= MANY - 1, f"byte {at}"
            assert found.rescued.whole + found.rescued.unreadable <= MANY + 1
            for parcel in due(outbox, make.now):
                assert parcel.message == make.submission(parcel.message.reference)
        shutil.rmtree(found.moved_aside)


def test_a_byte_flipped_anywhere_in_the_log_is_found_and_costs_one_message_at_most(
    folder: Path, vault: Vault, make: "Make", tmp_path: Path
) -> None:
    with Outbox.open(folder, vault) as outbox:
        for number in range(MANY):
            outbox.put(make.submission(f"R-{number}"), make.now)
        log = (folder / "outbox.db-wal").read_bytes()
        beside = {name: (folder / name).read_bytes() for name in ("outbox.db", "outbox.db.digest")}
    for at in [*range(0, 60, 5), *places_in(log)[40:80]]:
        copy = tmp_path / f"copy-{at}"
        copy.mkdir(mode=0o700)
        for name, content in {**beside, "outbox.db-wal": flipped(log, at)}.items():
            (copy / name).write_bytes(content)
        with Outbox.open(copy, vault) as outbox:
            assert outbox.found.moved_aside is not None, f"byte {at}"
            assert len(due(outbox, make.now)) >= MANY - 1, f"byte {at}"


def test_a_file_that_was_killed_in_use_is_sound(
    folder: Path, vault: Vault, make: "Make", tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    with Outbox.open(folder, vault) as outbox:
        for number in range(MANY):
            outbox.put(make.submission(f"R-{number}"), make.now)
            if number == MANY // 2:
                outbox.upkeep.tidy()
        shutil.copytree(folder, copy)
    for _ in range(2):
        with Outbox.open(copy, vault) as outbox:
            assert outbox.found.moved_aside is None
            assert len(due(outbox, make.now)) == MANY


def test_a_damage_met_while_in_use_is_mended_and_the_outbox_goes_on(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    with Outbox.open(folder, vault) as outbox, outbox.for_thread() as other:
        for number in range(MANY):
            outbox.put(make.submission(f"R-{number}"), make.now)
        outbox.upkeep.tidy()
        no_database(folder / "outbox.db")
        # A second connection has no page of the file in memory yet.
        assert other.find("R-0") is None
        assert outbox.found.moved_aside is not None
        outbox.put(make.submission("R-new"), make.now)
        assert [parcel.message.reference for parcel in due(other, make.now)] == ["R-new"]


def test_what_was_rescued_counts_as_perhaps_arrived(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=2)
    with Outbox.open(folder, vault) as outbox:
        (first, _) = due(outbox, make.now)
        outbox.rounds.delivered(first, None, make.now)
    file = folder / "outbox.db"
    file.write_bytes(flipped(file.read_bytes(), 20))
    with Outbox.open(folder, vault) as outbox:
        (parcel,) = due(outbox, make.now)
        delivered = outbox.find("R-0")
        assert (parcel.message.reference, parcel.claimed_at) == ("R-1", make.now)
        assert delivered is not None
        assert delivered.state is Delivery.SENT


def test_long_messages_are_rescued_too(folder: Path, vault: Vault, make: "Make") -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.attachment("R-1", number=5000), make.now)
        outbox.put(make.submission("R-2"), make.now)
    file = folder / "outbox.db"
    file.write_bytes(flipped(file.read_bytes(), 20))
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.rescued.whole == 2
        (item, _) = outbox.shelf.messages()
        assert item == make.attachment("R-1", number=5000)


def test_an_outbox_of_the_first_version_is_brought_up(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    first_version.write(folder / "outbox.db", vault, make)
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside is None
        (parcel,) = due(outbox, make.now)
        assert parcel.message == make.submission("R-KEPT")
        sent, refused = outbox.find("R-SENT"), outbox.find("R-REFUSED")
        assert sent is not None
        assert refused is not None
        assert (sent.state, refused.state) == (Delivery.SENT, Delivery.REFUSED)
        assert sent.case is not None
        assert sent.case.case_number == "310115-20260115-000001"
        assert sent.is_rated
    with Outbox.open(folder, vault) as outbox:
        assert outbox.rounds.undelivered() == 2


def test_what_was_taken_back_stays_so_after_damage(
    folder: Path, vault: Vault, make: "Make", tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), make.now)
        outbox.upkeep.tidy()
        outbox.take_back("R-1", make.now)
        shutil.copytree(folder, copy)
    file = copy / "outbox.db"
    file.write_bytes(flipped(file.read_bytes(), 20))
    with Outbox.open(copy, vault) as outbox:
        assert outbox.found.moved_aside is not None
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert tracking.state is Delivery.TAKEN_BACK
        assert due(outbox, make.now) == []


def test_a_rescue_that_was_interrupted_is_taken_up_again(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=MANY)
    file = folder / "outbox.db"
    file.write_bytes(flipped(file.read_bytes(), 20))
    # Moved aside, and then the power went.
    aside = folder / "damaged-20260115T093100-1"
    aside.mkdir(mode=0o700)
    for name in ("outbox.db", "outbox.db.digest"):
        (folder / name).rename(aside / name)
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside == aside
        assert outbox.found.rescued.whole == MANY
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside is None
        assert outbox.rounds.undelivered() == MANY


def test_a_log_left_behind_by_half_a_move_is_rescued_too(
    folder: Path, vault: Vault, make: "Make", tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-0"), make.now)
        outbox.upkeep.tidy()
        outbox.put(make.submission("R-1"), make.now)
        shutil.copytree(folder, copy)
    aside = copy / "damaged-20260115T093100-1"
    aside.mkdir(mode=0o700)
    (copy / "outbox.db").rename(aside / "outbox.db")
    with Outbox.open(copy, vault) as outbox:
        assert {parcel.message.reference for parcel in due(outbox, make.now)} == {"R-0", "R-1"}


def test_damage_and_a_lost_key_together_lose_nothing(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=3)
    file = folder / "outbox.db"
    file.write_bytes(flipped(file.read_bytes(), 20))
    with pytest.raises(OutboxUnusable, match="sealed with another key"):
        Outbox.open(folder, Vault(bytes(32)))
    with Outbox.open(folder, vault) as outbox:
        assert len(due(outbox, make.now)) == 3


def test_a_file_that_is_gone_is_begun_anew_though_its_digest_is_there(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make)
    (folder / "outbox.db").unlink()
    with Outbox.open(folder, vault) as outbox:
        assert outbox.found.moved_aside is not None
        outbox.put(make.submission("R-new"), make.now)


@pytest.mark.parametrize("name", ["outbox.db", "outbox.db-wal", "outbox.db.digest"])
def test_a_folder_in_place_of_a_file_is_said_or_moved_aside(
    folder: Path, vault: Vault, make: "Make", name: str
) -> None:
    folder.mkdir(mode=0o700)
    (folder / name).mkdir()
    if name == "outbox.db":
        with pytest.raises(OutboxUnusable, match=r"outbox\.db"):
            Outbox.open(folder, vault)
        return
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), make.now)
    assert list(folder.glob("damaged-*/outbox.db-wal")) or name != "outbox.db-wal"
