"""The real back end, as a process that can be killed and comes back at the same address."""

import hashlib
import random
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from api_client.contract import Bilingual, CataloguePackage
from onestop.process import BackEndProcess, Running
from tests.faults.crash.authority import Arrived
from tests.faults.crash.kinds import KINDS
from tests.faults.crash.orders import Orders

KIOSK, DISTRICT, KEY = "TRY", "310115", "the-kiosks-own-key"
# Below the ports that the system draws from for its own lines: while the back end is away, nobody
# may be given its port.
PORTS = range(20_000, 30_000)
TEXT = Bilingual(zh="目录", en="Catalogue")
PACKAGE = CataloguePackage(
    version="2026-01-01",
    title=TEXT,
    official_list_note=TEXT,
    amounts_note=TEXT,
    fields=(),
    tiles=(),
    guides=(),
    hotlines=(),
    halls=(),
    sources={},
)


class OneStopAuthority:
    """Begins with `start`; whoever kills it starts it again."""

    name = "onestop"

    def __init__(self, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        catalogue = folder / "package.json"
        catalogue.write_bytes(msgspec.json.encode(PACKAGE))
        key_file = folder / "kiosk.key"
        key_file.write_text(KEY)
        port = free_port()
        self._running = Running(
            folder / "store",
            catalogue,
            folder / "log.txt",
            port,
            own_kiosk=f"{DISTRICT}/{KIOSK}",
            own_key=key_file,
        )
        self._orders = Orders(
            folder=str(folder / "kiosk"),
            authority="onestop",
            address=f"http://127.0.0.1:{port}",
            kiosk=KIOSK,
            key=KEY,
            seed=seed,
        )
        self._process: BackEndProcess | None = None

    @property
    def orders(self) -> Orders:
        return self._orders

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self._running.log_file.read_text("utf-8")

    def start(self) -> None:
        """Returns when it answers."""
        self._process = BackEndProcess(self._running)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        if self._process is not None:
            self._process.stop()

    def arrived(self) -> list[Arrived]:
        with self._file() as file:
            file.create_function("sha256", 1, lambda content: hashlib.sha256(content).hexdigest())
            return [
                Arrived(kind.name, reference, digest)
                for kind in KINDS
                for reference, digest in file.execute(kind.stored)
            ]

    def troubles(self) -> list[str]:
        with self._file() as file:
            (verdict,) = file.execute("PRAGMA integrity_check").fetchone()
        return [] if verdict == "ok" else [f"the back end's file is damaged: {verdict}"]

    @contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._running.folder / "onestop.db")) as file:
            yield file


def free_port() -> int:
    """One that nobody listens at. Another is drawn in every process, so that two runs can go on."""
    draw = random.SystemRandom()
    while True:
        port = draw.choice(PORTS)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
