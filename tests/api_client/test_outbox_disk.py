"""The outbox and the disk it lies on."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api_client.outbox import Lane, Outbox, OutboxFull, OutboxUnusable
from api_client.vault import Vault

if TYPE_CHECKING:
    from tests.api_client.conftest import Make


def test_a_full_disk_is_said_and_what_is_kept_stays(
    folder: Path, vault: Vault, make: "Make"
) -> None:
    kept: list[str] = []

    def fill(outbox: Outbox) -> None:
        for number in range(1000):
            outbox.put(make.submission(f"R-{number}"), make.now)
            kept.append(f"R-{number}")

    with Outbox.open(folder, vault, most_bytes=40_960) as outbox:
        with pytest.raises(OutboxFull, match="free space"):
            fill(outbox)
        assert kept
        assert [
            parcel.message.reference
            for parcel in outbox.rounds.claim(Lane("onestop"), make.now, most=999)
        ] == kept
        for parcel in outbox.rounds.claim(Lane("onestop"), make.now, most=999):
            outbox.rounds.delivered(parcel, None, make.now)
        assert outbox.rounds.undelivered() == 0


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, vault: Vault) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutboxUnusable, match="nothing can be kept in"):
        Outbox.open(tmp_path / "file" / "outbox", vault)


def test_nobody_else_can_read_the_outbox(outbox: Outbox, folder: Path, make: "Make") -> None:
    outbox.put(make.submission("R-1"), make.now)
    modes = {path.name: path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())}
    assert set(modes.values()) == {0}
    assert {"outbox.db", "outbox.db-wal", "outbox.lock"} <= set(modes)
