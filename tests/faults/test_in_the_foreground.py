"""`python -m onestop.faults`, as an operator in training starts it."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from onestop.faults import FAULTS
from tests.faults.office import Office

COMMAND = (sys.executable, "-m", "onestop.faults")
FOLDER = Path(__file__).parents[2]
MOST_SECONDS = 15


def said(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_what_befalls_each_call(
    office: Office, ended_by: signal.Signals
) -> None:
    words = ("--to", office.address, "--fault", "duplicate", "--only", "/v1")
    with subprocess.Popen(
        [*COMMAND, *words], cwd=FOLDER, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        begins, _, says = process.stdout.readline().strip().partition(": ")
        assert says == FAULTS[next(name for name in FAULTS if name == "duplicate")].says
        address = begins.removeprefix("listening on ")
        with urlopen(f"{address}/v1/cases/R-1?phone_tail=1234", timeout=MOST_SECONDS) as answer:  # noqa: S310 -- its own address
            assert answer.status == 200
        process.send_signal(ended_by)
        rows = [row.split(" ", 2)[2] for row in process.stdout.read().splitlines()]
        assert process.wait(MOST_SECONDS) == 0
    passed = "passed on: GET /v1/cases/R-1 (200)"
    assert rows == ["struck by duplicate: GET /v1/cases/R-1", passed, passed]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--to", "http://127.0.0.1:1", "--fault", "stal"), "did you mean stall?"),
        (("--to", "https://onestop.example.cn", "--fault", "stall"), "of this machine"),
        (("--to", "http://127.0.0.1:1", "--fault", "refuse", "--first", "1"), "cannot be counted"),
    ],
)
def test_what_makes_no_sense_is_one_clear_line(words: tuple[str, ...], says: str) -> None:
    ended = said(*words)
    assert ended.returncode == 1
    assert ended.stderr.startswith("onestop.faults: ")
    assert says in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_taken_port_is_one_clear_line(office: Office) -> None:
    port = office.address.rpartition(":")[2]
    ended = said("--to", office.address, "--fault", "none", "--port", port)
    assert ended.stderr == (
        f"onestop.faults: 127.0.0.1:{port} is taken: another program listens there\n"
    )


def test_its_help_lists_every_fault_with_its_sentence() -> None:
    told = said("--help").stdout
    for name, fault in FAULTS.items():
        assert f"{name} " in told
        assert fault.says in told
