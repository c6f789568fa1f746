"""The outbox after damage, theft of its key, or a sudden end."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api_client.outbox import Delivery, Outbox, OutboxUnusable
from api_client.vault import Vault

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

LEAF_OF_A_TABLE = 13  # SQLite's file format, 1.6
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from api_client.contract import Answer, Submission
from api_client.outbox import Outbox
from api_client.vault import Vault

folder, key = map(Path, sys.argv[1:])
outbox = Outbox.open(folder, Vault.from_file(key))
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
    """Change the file past the outbox."""
    file = sqlite3.connect(folder / "outbox.db", isolation_level=None)
    file.execute(statement)
    file.close()


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
    with Outbox.open(folder, Vault.from_file(key)) as outbox:
        assert outbox.moved_aside is None
        found = [parcel.message.reference for parcel in outbox.due(datetime.now(UTC))]
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
        assert outbox.moved_aside == folder / "damaged-20260115T093100-1"
        assert (outbox.moved_aside / "outbox.db").read_bytes() == damaged
        assert (outbox.moved_aside / "outbox.db-wal").read_bytes() == b"the log as it was found"
        assert outbox.undelivered() == outbox.rescued
        assert outbox.put(make.submission("R-new"), make.now).reference == "R-new"
    with Outbox.open(folder, vault) as outbox:
        assert outbox.moved_aside is None
        assert [parcel.message.reference for parcel in outbox.due(make.now)][-1] == "R-new"


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
        assert outbox.moved_aside is not None
        due = outbox.due(make.now)
        assert 20 <= outbox.rescued == len(due) < 60
        for parcel in due:
            assert parcel.message == make.submission(parcel.message.reference)
            assert parcel.taken_at == make.now
        assert outbox.rescue(outbox.moved_aside) == outbox.rescued
        assert outbox.undelivered() == outbox.rescued


def test_two_damages_in_one_second_keep_both_files(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    for number in (1, 2):
        kept(folder, vault, make)
        no_database(folder / "outbox.db")
        with Outbox.open(folder, vault, clock=lambda: make.now) as outbox:
            assert outbox.moved_aside == folder / f"damaged-20260115T093100-{number}"
    assert len(list(folder.glob("damaged-*/outbox.db"))) == 2


def test_a_damaged_file_in_use_is_left_alone(folder: Path, vault: Vault, make: "Make") -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), make.now)
        outbox.tidy()
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
        assert len(outbox.due(make.now)) == 3


def test_one_changed_row_is_put_before_a_person_and_holds_up_nobody(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept(folder, vault, make, many=3)
    change(folder, "UPDATE parcel SET service_code = 'other' WHERE reference = 'R-1'")
    with Outbox.open(folder, vault) as outbox:
        due = [parcel.message.reference for parcel in outbox.due(make.now)]
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert due == ["R-0", "R-2"]
        assert (tracking.state, outbox.undelivered()) == (Delivery.REFUSED, 3)
        assert "changed on the disk" in tracking.last_problem


def test_swapped_answers_are_noticed(folder: Path, vault: Vault, make: "Make") -> None:
    kept(folder, vault, make, many=2)
    change(
        folder,
        "UPDATE parcel SET sealed = (SELECT other.sealed FROM parcel AS other"
        " WHERE other.reference = 'R-0') WHERE reference = 'R-1'",
    )
    with Outbox.open(folder, vault) as outbox:
        assert [parcel.message.reference for parcel in outbox.due(make.now)] == ["R-0"]


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
        assert outbox.moved_aside is not None
        assert (outbox.moved_aside / "outbox.db-wal").read_bytes() == log
