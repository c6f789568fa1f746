"""What the databases do alone: one durable insert after another, into a table like the store's."""

import random
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
import psycopg

from api_client.contract import Case, CaseStatus
from benchmarks.hand_in import application, now
from benchmarks.load.replay import CONNECTIONS
from kiosk import reference as references
from tests.servers.programs import ENVIRONMENT, program

KIOSK: Final = "TRY"
DISTRICT: Final = "310000"
SQLITE_TABLE: Final = """
    CREATE TABLE bare (
        district TEXT NOT NULL, kiosk TEXT NOT NULL, reference TEXT NOT NULL,
        digest BLOB NOT NULL, message_json BLOB NOT NULL,
        case_number TEXT NOT NULL UNIQUE, case_json BLOB NOT NULL,
        PRIMARY KEY (district, kiosk, reference)) STRICT"""
SQLITE_INSERT: Final = "INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?, ?)"
POSTGRESQL_TABLE: Final = """
    CREATE TABLE bare (
        district text NOT NULL, kiosk text NOT NULL, reference text NOT NULL,
        digest bytea NOT NULL, message_json bytea NOT NULL,
        case_number text NOT NULL UNIQUE, case_json bytea NOT NULL,
        PRIMARY KEY (district, kiosk, reference))"""
# The reference and the number differ each time, as ours do; the rest need not.
POSTGRESQL_INSERT: Final = r"""\set drawn random(1, 9000000000000000)
INSERT INTO bare VALUES ('{district}', '{kiosk}', 'R-' || :drawn, '\x{digest}', '\x{message}',
    '{district}-20260115-' || :drawn, '\x{case}');
"""
DIGEST: Final = bytes(range(32))
MICROSECONDS: Final = 2


@dataclass(frozen=True, slots=True)
class Bare:
    """How many inserts a second, and how long each took."""

    rate: float
    milliseconds: Sequence[float]


@dataclass(slots=True)
class Alone:
    """A database without a back end, measured in turns."""

    name: str
    measure: Callable[[float], Bare]
    turns: list[Bare] = field(default_factory=list)

    def turn(self, seconds: float) -> None:
        self.turns.append(self.measure(seconds))

    @property
    def rates(self) -> list[float]:
        """Inserts a second, turn by turn."""
        return [turn.rate for turn in self.turns]

    @property
    def milliseconds(self) -> Sequence[float]:
        """Of all its turns."""
        return [each for turn in self.turns for each in turn.milliseconds]


def sqlite_loop(folder: Path, seconds: float) -> Bare:
    """One commit an insert, from one thread."""
    draw = random.Random(1)  # noqa: S311 -- the same references each time
    took: list[float] = []
    with (
        TemporaryDirectory(prefix="bare-", dir=folder) as own,
        closing(sqlite3.connect(Path(own) / "bare.db", isolation_level=None)) as file,
    ):
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = FULL")
        file.execute(SQLITE_TABLE)
        begun = last = time.perf_counter()
        while last < begun + seconds:
            reference = references.mint(KIOSK, draw)
            message, case = _content(reference)
            row = (DISTRICT, KIOSK, reference, DIGEST, message, f"{DISTRICT}-{len(took)}", case)
            at = time.perf_counter()
            file.execute(SQLITE_INSERT, row)
            last = time.perf_counter()
            took.append(1000 * (last - at))
    return Bare(1000 * len(took) / sum(took), took)


def make_table(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(POSTGRESQL_TABLE)


def pgbench(url: str, seconds: float, clients: int = CONNECTIONS) -> Bare:
    """PostgreSQL's own measure, each client with a prepared insert in a commit of its own."""
    message, case = (each.hex() for each in _content("R-1234567890123456"))
    script = POSTGRESQL_INSERT.format(
        district=DISTRICT, kiosk=KIOSK, digest=DIGEST.hex(), message=message, case=case
    )
    with TemporaryDirectory(prefix="pgbench-") as own:
        (Path(own) / "insert.sql").write_text(script, "utf-8")
        told = subprocess.run(
            [
                *(program("pgbench"), "--no-vacuum", "--protocol=prepared", "--file=insert.sql"),
                *(f"--client={clients}", f"--time={seconds:.0f}", "--log", "--log-prefix=each"),
                url,
            ],
            cwd=own,
            env=ENVIRONMENT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        logs = [path.read_text("utf-8") for path in Path(own).glob("each.*")]
    took = [int(line.split()[MICROSECONDS]) / 1000 for log in logs for line in log.splitlines()]
    (rate,) = (line for line in told.splitlines() if line.startswith("tps = "))
    return Bare(float(rate.split()[2]), took)


def _content(reference: str) -> tuple[bytes, bytes]:
    """An application and its case, as the store keeps them."""
    message = application(reference)
    case = Case(
        reference=reference,
        case_number=f"{DISTRICT}-20260115-000001",
        status=CaseStatus.RECEIVED,
        service_code=message.service_code,
        received_at=now(),
    )
    return msgspec.json.encode(message), msgspec.json.encode(case)
