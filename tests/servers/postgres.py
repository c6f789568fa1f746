"""A PostgreSQL of one's own, for tests and benchmarks: begun, ended, killed, followed, promoted.

It is reached through a socket in a folder that only its owner may enter, so it needs no free port
and no password.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Final, LiteralString, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tests.servers.postmaster import Mode, Postmaster
from tests.servers.programs import ENVIRONMENT, unprivileged

USER: Final = "postgres"
STANDBY: Final = "standby"
SECONDS_TO_FOLLOW: Final = 60.0
SETTINGS: Final = {
    "listen_addresses": "",
    "shared_buffers": "64MB",
    # Ends with the data's folder, also after a kill.
    "dynamic_shared_memory_type": "mmap",
    "wal_keep_size": "64MB",
    "log_checkpoints": "off",
}
NOT_DURABLE: Final = {"fsync": "off", "full_page_writes": "off"}
FOLLOWERS: Final[LiteralString] = """
    SELECT count(*) FROM pg_stat_replication
    WHERE application_name = 'standby' AND sync_state = 'sync'"""


class Cluster:
    """One server with its databases, in a folder of its own; `with` starts and ends it.

    `is_durable`: every commit reaches the disk, as in production; needed where something is
    measured. Without, it is quicker; a kill costs nothing still, a power cut would cost its data.
    """

    def __init__(self, folder: Path, name: str = "primary", *, is_durable: bool = True) -> None:
        self.log = folder / "log.txt"
        self._data = folder / "data"
        self._is_durable = is_durable
        # A socket's path has 107 bytes at most; a test's folder may be longer.
        self.sockets = Path(tempfile.mkdtemp(prefix="pg-"))
        self._settings = SETTINGS | ({} if is_durable else NOT_DURABLE)
        self._settings |= {"unix_socket_directories": str(self.sockets), "cluster_name": name}
        self._haste = () if is_durable else ("--no-sync",)
        self._server: Postmaster | None = None

    @property
    def url(self) -> str:
        """Of the database that is always there."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://{USER}@/{database}?host={quote(str(self.sockets), safe='')}"

    @property
    def pid(self) -> int | None:
        """The server's first process, if it runs."""
        return None if self._server is None else self._server.pid

    def database(self, name: str) -> str:
        """Make an empty database; returns its URL."""
        self.tell(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url_of(name)

    def tell(self, statement: sql.Composed | LiteralString) -> None:
        """Have the server do something, outside any transaction."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        """Returns when it takes connections. Raises CannotStart. In the main thread only."""
        if self._server is not None:
            return
        if not self._data.exists():
            self._begin()
        self._server = Postmaster(self._data, self._settings, self.log)

    def stop(self, mode: Mode = "fast") -> None:
        """`smart` waits for its clients, `fast` sends them away, `immediate` drops all."""
        if self._server is not None:
            server, self._server = self._server, None
            server.stop(mode)

    def kill(self) -> None:
        """End the server and all its processes at once."""
        if self._server is not None:
            server, self._server = self._server, None
            server.kill()

    def restart(self, mode: Mode = "fast") -> None:
        self.stop(mode)
        self.start()

    def standby(self, folder: Path) -> "Cluster":
        """A second server that has every commit before it is acknowledged, started.

        From now on this one acknowledges nothing without it. Whoever asks for it closes it.
        """
        standby = Cluster(folder, STANDBY, is_durable=self._is_durable)
        try:
            standby._copy_of(self)
            standby.start()
            self.tell("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
            self.tell("SELECT pg_reload_conf()")
            self._wait_for_follower()
        except BaseException:
            standby.close()
            raise
        return standby

    def promote(self) -> None:
        """Make a standby the primary. Returns when it takes writes."""
        self.tell("SELECT pg_promote(wait => true)")

    def close(self) -> None:
        """End it, and remove everything but its log."""
        self.stop("immediate")
        shutil.rmtree(self._data, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self) -> None:
        self._data.parent.mkdir(parents=True, exist_ok=True)
        locale = ("--encoding=UTF8", "--locale=C")
        _run("initdb", "-D", self._data, "-U", USER, "-A", "trust", *locale, *self._haste)

    def _copy_of(self, primary: "Cluster") -> None:
        self._data.parent.mkdir(parents=True, exist_ok=True)
        source = ("--dbname", primary.url, "--write-recovery-conf", "--checkpoint=fast")
        _run("pg_basebackup", "-D", self._data, *source, *self._haste)

    def _wait_for_follower(self) -> None:
        end = time.monotonic() + SECONDS_TO_FOLLOW
        with psycopg.connect(self.url, autocommit=True) as connection:
            while time.monotonic() < end:
                row = connection.execute(FOLLOWERS).fetchone()
                if row is not None and row[0] == 1:
                    return
                time.sleep(0.02)
        raise TimeoutError("the standby does not follow")


def _run(name: str, *words: str | Path) -> None:
    done = subprocess.run(
        unprivileged(name, *words), env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise OSError(f"{name}: {done.stderr.strip()}")
