"""The back end as a process: its start, its port, its end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from api_client.transport import Transport
from onestop.process import BackEndProcess, CannotStart, Running

SECONDS = 15


@pytest.fixture
def process(own: Running) -> Iterator[BackEndProcess]:
    process = BackEndProcess(own)
    yield process
    process.stop()


def test_it_listens_on_this_machine_alone(process: BackEndProcess) -> None:
    listening = [
        line.laddr.ip
        for line in psutil.Process(process.pid).net_connections("inet")
        if line.status == psutil.CONN_LISTEN
    ]
    assert listening == ["127.0.0.1"]


def test_a_taken_port_is_one_clear_sentence(process: BackEndProcess, own: Running) -> None:
    port = urlsplit(process.address).port
    assert port is not None
    with pytest.raises(CannotStart, match=f"127.0.0.1:{port} is taken: another program listens"):
        BackEndProcess(replace(own, port=port))
    assert process.is_alive


def test_sigterm_ends_it_in_good_order(process: BackEndProcess, own: Running) -> None:
    os.kill(process.pid, signal.SIGTERM)
    gone = psutil.Process(process.pid)
    gone.wait(SECONDS)
    assert process.stop() == 0
    assert "ended by SIGTERM" in own.log_file.read_text()
    # A log that was merged into the file shows that the store was closed.
    assert not (own.folder / "onestop.db-wal").exists()


def test_it_comes_back_to_its_port_after_a_kill(process: BackEndProcess, own: Running) -> None:
    port = urlsplit(process.address).port
    assert port is not None
    transport = Transport()
    assert transport.exchange("GET", f"{process.address}/readyz", {}).status == 200
    process.kill()
    with BackEndProcess(replace(own, port=port)) as again:
        assert transport.exchange("GET", f"{again.address}/readyz", {}).status == 200
    transport.close()


def test_a_second_one_leaves_the_store_to_the_first(
    process: BackEndProcess, own: Running, tmp_path: Path
) -> None:
    with pytest.raises(CannotStart, match=f"another back end is using the store in {own.folder}"):
        BackEndProcess(replace(own, log_file=tmp_path / "second.txt"))
    assert process.is_alive
    process.kill()
    with BackEndProcess(own) as again:
        assert again.is_alive


def test_it_says_so_with_exit_code_1(process: BackEndProcess, own: Running) -> None:
    assert process.is_alive
    files = (own.folder, own.catalogue_file)
    names = ("--folder", "--catalogue")
    words = [word for pair in zip(names, map(str, files), strict=True) for word in pair]
    command = [sys.executable, "-m", "onestop", "--port", "0", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 1
    assert done.stderr == f"onestop: another back end is using the store in {own.folder}\n"


def test_a_hall_that_is_not_in_the_catalogue_is_said(own: Running) -> None:
    with pytest.raises(CannotStart, match="the catalogue has no hall moon"):
        BackEndProcess(replace(own, hall="moon"))


def test_it_ends_with_the_program_that_started_it(own: Running) -> None:
    parent_code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from onestop.process import BackEndProcess, Running\n"
        "folder, catalogue, log = map(Path, sys.argv[1:])\n"
        "process = BackEndProcess(Running(folder, catalogue, log))\n"
        "print(process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    files = (own.folder, own.catalogue_file, own.log_file)
    with subprocess.Popen(
        [sys.executable, "-c", parent_code, *map(str, files)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    with suppress(psutil.NoSuchProcess):
        child.wait(SECONDS)
    assert not child.is_running()


@pytest.mark.parametrize(
    ("text", "said"), [("", "holds no key"), ("K1 310115 key", "holds no key")]
)
def test_a_bad_key_of_its_own_kiosk_is_one_clear_sentence(
    own: Running, tmp_path: Path, text: str, said: str
) -> None:
    bad = tmp_path / "bad-key"
    bad.write_text(text)
    with pytest.raises(CannotStart, match=said):
        BackEndProcess(replace(own, own_kiosk="310115/K1", own_key=bad))


def test_a_catalogue_that_no_kiosk_could_read_is_not_published(
    own: Running, tmp_path: Path
) -> None:
    bad = tmp_path / "package.json"
    bad.write_text("{}")
    with pytest.raises(CannotStart, match="is no catalogue package"):
        BackEndProcess(replace(own, catalogue_file=bad))
