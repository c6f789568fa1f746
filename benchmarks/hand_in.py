"""How long a resident waits until what was handed in is safe, beside a bare durable insert.

Run with `python -m benchmarks.hand_in`. `Outbox.put` encodes, seals and keeps a real application;
the bare insert only writes as many bytes to a SQLite file with `synchronous = FULL`. They take
turns in one folder, so that the disk's moods meet both.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from api_client.contract import Answer, Submission
from api_client.outbox import Outbox
from api_client.vault import KeyFile, Vault
from kiosk import reference as references

ROUNDS: Final = 300
WARM_UP: Final = 20
INSERT: Final = "INSERT INTO kept (body) VALUES (?)"
# The usual place for what is temporary is often in memory, where nothing has to be made durable.
ON_DISK: Final = Path("/var/tmp")  # noqa: S108 -- a folder with a drawn name is made in it
_P95: Final = 94


def main() -> int:
    draw = random.Random(1)  # noqa: S311 -- the same references each time
    folder_on_disk = ON_DISK if ON_DISK.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="hand-in-", dir=folder_on_disk) as name,
        Outbox.open(Path(name), Vault.of(KeyFile(Path(name) / "outbox.key"))) as outbox,
        closing(_bare(Path(name) / "bare.db")) as bare,
    ):
        puts, inserts = [], []
        for _ in range(ROUNDS + WARM_UP):
            message = application(references.mint("TRY", draw))
            row = msgspec.json.encode(message)
            puts.append(timed(partial(outbox.put, message, now())))
            inserts.append(timed(partial(bare.execute, INSERT, (row,))))
    _tell(puts[WARM_UP:], inserts[WARM_UP:])
    return 0


def _tell(puts: list[float], inserts: list[float]) -> None:
    for name, milliseconds in (("Outbox.put", puts), ("bare insert", inserts)):
        p50, p95 = _p50_p95(milliseconds)
        print(
            f"hand_in: {name}: p50 {p50:.2f} ms, p95 {p95:.2f} ms, most {max(milliseconds):.2f} ms"
        )
    ratios = (mine / bare for mine, bare in zip(_p50_p95(puts), _p50_p95(inserts), strict=True))
    print("hand_in: ratio: p50 {:.2f}, p95 {:.2f}".format(*ratios))


def _p50_p95(milliseconds: list[float]) -> tuple[float, float]:
    return statistics.median(milliseconds), statistics.quantiles(milliseconds, n=100)[_P95]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def _bare(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    return connection


def application(reference: str) -> Submission:
    """An application for meals, as the form asks for it."""
    answers = {
        "name": "王秀英",
        "phone": "13800138000",
        "birth": "19480321",
        "days": "weekday",
        "meal": "lunch",
        "diet": "soft",
        "note": "住四楼，没有电梯，请打电话，我走得慢，请多等一会儿。",
    }
    return Submission(
        reference=reference,
        service_code="el-meals",
        catalogue_version="1",
        language="zh_CN",
        handed_in_at=now(),
        answers=tuple(Answer(field=field, value=value) for field, value in answers.items()),
    )


def now() -> datetime:
    """The moment, with its offset."""
    return datetime.now(UTC)


if __name__ == "__main__":
    sys.exit(main())
