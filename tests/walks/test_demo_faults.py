"""`kiosk demo --fault`: on a bad line nothing is lost, nothing comes twice, and nobody waits."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.commands.demo import apart
from kiosk.settings import load
from kiosk.settings_hand_off import OneStopSettings
from onestop.faults import FAULTS, FaultName

MOST_SECONDS = 300
AT_THE_BACK_END = re.compile(r"cases (\d+), calls that reached it (\d+)")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n', "utf-8")
    return file


def kiosk(settings: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "--config", str(settings), *words],
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


@pytest.mark.parametrize(
    ("fault", "before"),
    [
        (FaultName.RESET_AFTER, (1, 1)),
        (FaultName.STALL, (0, 0)),
        (FaultName.DUPLICATE, (1, 2)),
        (FaultName.NOT_ADMITTED_401, (0, 0)),
        (FaultName.WRONG_NAME, (0, 0)),
    ],
)
def test_what_is_handed_in_on_a_bad_line_is_told_truly_and_arrives_once(
    settings: Path, tmp_path: Path, fault: FaultName, before: tuple[int, int]
) -> None:
    out = tmp_path / "pictures"
    ended = kiosk(settings, "demo", "--fault", fault, "--out", str(out))
    assert ended.returncode == 0, ended.stderr
    for language in ("zh_CN", "en"):
        told = ended.stdout.split(f"plain, {language}: pages go to ")[1].partition("\nplain, ")[0]
        assert FAULTS[fault].says in told
        bad, good = told.split("The line is put right.")
        cases, calls = map(int, AT_THE_BACK_END.findall(bad)[0])
        # A machine that is slow to look may find that it was tried once more.
        assert (cases, min(calls, before[1])) == before
        assert ("Here: kept" in bad) == (fault is not FaultName.DUPLICATE)
        # By itself after a pause that is drawn by lot, or because staff did not wait for that.
        assert "Here: delivered" in good
        assert "At the back end: cases 1," in good
        shown = re.search(r"case number: (\S+)  reference: (\S+)", good)
        assert shown is not None
        number, reference = shown.groups()
        assert f"{number}\n" in good.partition("Here:")[0], "the resident sees it"
        assert reference in bad
        assert f"case number: {number}" in kiosk(settings, "case", reference).stdout
        pages = {
            file.stem.split("-", 1)[1] for file in (out / f"{fault}-plain-{language}").iterdir()
        }
        assert {"welcome", "receipt", "follow-up", "case"} <= pages


def test_the_faults_are_listed_with_their_sentences(settings: Path) -> None:
    listed = kiosk(settings, "demo", "--fault", "list")
    assert listed.returncode == 0
    for name, fault in FAULTS.items():
        assert re.search(rf"^{name} +{re.escape(fault.says)}$", listed.stdout, re.MULTILINE)


def test_an_unknown_fault_is_wrong_use_and_told_with_the_nearest(settings: Path) -> None:
    ended = kiosk(settings, "demo", "--fault", "redirct")
    assert ended.returncode == 2
    assert ended.stderr == (
        "kiosk: there is no fault redirct; did you mean redirect?"
        " `kiosk demo --fault list` tells of all.\n"
    )


def test_invented_people_reach_no_office(tmp_path: Path) -> None:
    key, real = tmp_path / "key", "https://onestop.example.cn"
    kiosk_of_a_hall = replace(
        load(None, {"kiosk.data_folder": str(tmp_path)}),
        onestop=OneStopSettings(endpoint=real, key_file=key),
        routes={"el-meals": ("open311",)},
    )
    shown = apart(kiosk_of_a_hall)
    assert shown.onestop.is_embedded
    assert (shown.endpoints, shown.routes) == ((), {})
    assert shown.data_folder == tmp_path / "demo"
