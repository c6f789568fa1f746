import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.servers.postgres import Cluster
from tests.servers.postmaster import CannotStart

HOLDER = """
import sys
from pathlib import Path
from tests.servers.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]), is_durable=False)
cluster.start()
print(cluster.pid, cluster.sockets, flush=True)
sys.stdin.read()
"""


def keep(url: str, *numbers: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer)")
        for number in numbers:
            connection.execute("INSERT INTO kept VALUES (%s)", (number,))


def kept(url: str) -> list[int]:
    with psycopg.connect(url) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM kept ORDER BY 1")]


def shown(url: str, setting: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_setting(%s)", (setting,)).fetchone()
    assert row is not None
    return str(row[0])


def waits_for_standby(asking: psycopg.Connection) -> bool:
    row = asking.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
    return row.fetchone() == (1,)


def has_ended(process: psutil.Process) -> bool:
    """Also when whoever inherited it has not looked yet."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def test_it_runs_from_any_account_and_never_as_root(postgres: Cluster) -> None:
    assert postgres.pid is not None
    assert psutil.Process(postgres.pid).uids().effective != 0
    assert shown(postgres.url, "server_encoding") == "UTF8"


def test_nobody_else_may_enter_where_it_is_reached(postgres: Cluster) -> None:
    assert postgres.sockets.stat().st_mode & 0o077 == 0
    assert shown(postgres.url, "unix_socket_directories") == str(postgres.sockets)
    assert shown(postgres.url, "listen_addresses") == ""


def test_each_database_is_apart(postgres: Cluster) -> None:
    one, other = postgres.database("one"), postgres.database("other")
    keep(one, 1)
    keep(other, 2)
    assert (kept(one), kept(other)) == ([1], [2])


@pytest.mark.parametrize("is_durable", [True, False])
def test_only_a_durable_one_waits_for_the_disk(tmp_path: Path, is_durable: bool) -> None:  # noqa: FBT001 -- pytest's parameter
    with Cluster(tmp_path, is_durable=is_durable) as cluster:
        told = [shown(cluster.url, name) for name in ("fsync", "full_page_writes")]
        assert told == ["on" if is_durable else "off"] * 2
        assert shown(cluster.url, "synchronous_commit") == "on"


def test_a_restart_keeps_rows_and_address(tmp_path: Path) -> None:
    with Cluster(tmp_path, is_durable=False) as cluster:
        url = cluster.database("hall")
        keep(url, 1)
        cluster.restart()
        assert kept(url) == [1]


def test_a_kill_ends_every_process_and_keeps_what_was_committed(tmp_path: Path) -> None:
    with Cluster(tmp_path) as cluster:
        assert cluster.pid is not None
        first = psutil.Process(cluster.pid)
        keep(cluster.url, 1, 2, 3)
        processes = [first, *first.children(recursive=True)]
        cluster.kill()
        assert len(processes) > 1
        assert all(has_ended(each) for each in processes)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(cluster.url)
        cluster.start()
        assert kept(cluster.url) == [1, 2, 3]


def test_a_promoted_standby_has_all_that_was_acknowledged(tmp_path: Path) -> None:
    with Cluster(tmp_path / "primary") as primary:
        keep(primary.url, 1)
        with primary.standby(tmp_path / "standby") as standby:
            keep(primary.url, 2)
            primary.kill()
            standby.promote()
            assert kept(standby.url) == [1, 2]
            keep(standby.url, 3)
            assert kept(standby.url) == [1, 2, 3]


def test_nothing_is_acknowledged_without_the_standby(tmp_path: Path) -> None:
    with Cluster(tmp_path / "primary", is_durable=False) as primary:
        keep(primary.url, 1)
        with primary.standby(tmp_path / "standby") as standby:
            standby.kill()
            with closing(psycopg.connect(primary.url, autocommit=True)) as writing:
                writing.pgconn.send_query(b"INSERT INTO kept VALUES (2)")
                with psycopg.connect(primary.url, autocommit=True) as asking:
                    while not waits_for_standby(asking):
                        pass
                writing.pgconn.consume_input()
                assert writing.pgconn.is_busy()
                primary.kill()


def test_one_that_cannot_start_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with Cluster(tmp_path, is_durable=False) as cluster:
        cluster.stop()
        (tmp_path / "data" / "PG_VERSION").write_text("9\n", "utf-8")
        with pytest.raises(CannotStart, match="incompatible with server"):
            cluster.start()
    assert os.listdir(tmp_path) == ["log.txt"]  # noqa: PTH208 -- names are all that is asked


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        pid, sockets = holder.stdout.readline().decode().split()
        server = psutil.Process(int(pid))
        assert not has_ended(server)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        server.wait(60)
        assert has_ended(server)
    Path(sockets).rmdir()
