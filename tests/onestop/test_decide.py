"""An operator moves a case on from the console, while the back end runs or does not."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Case, CaseStatus, Submission
from onestop.decide import main
from onestop.kiosks import Kiosk
from onestop.process import Running
from onestop.store import Place

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(running: Running, capsys: pytest.CaptureFixture[str]) -> Said:
    """The exit code, and what it says on standard output and on standard error."""

    of_the_running_one = Place(running.folder, running.database)

    def said(*words: str, place: Place = of_the_running_one) -> tuple[int, str, str]:
        code = main([f"--folder={place.folder}", f"--database={place.database}", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def standing(kiosk: "Caller", reference: str) -> Case:
    return kiosk.call("GET", f"/v1/cases/{reference}").read_as(Case)


def test_a_running_back_end_tells_what_was_decided(
    kiosk: "Caller", submission: Submission, said: Said
) -> None:
    number = kiosk.put("submissions", submission).read_as(Case).case_number
    words = ("accepted", "--promised-by", "2026-12-31", "--opinion", "材料齐全")
    code, out, err = said(submission.reference, *words)
    assert (code, out) == (0, f"{submission.reference} ({number}) is accepted now\n")
    assert not err
    case = standing(kiosk, submission.reference)
    assert case.promised_by == datetime.fromisoformat("2026-12-31T23:59:59+08:00")
    assert (case.status, case.steps[-1].opinion) == (CaseStatus.ACCEPTED, "材料齐全")


def test_it_is_a_command_of_its_own(
    kiosk: "Caller", submission: Submission, running: Running
) -> None:
    kiosk.put("submissions", submission)
    where = (f"--folder={running.folder}", f"--database={running.database}")
    command = [sys.executable, "-m", "onestop.decide", *where]
    words = [submission.reference, "correction-needed", "--needed", "体检报告"]
    subprocess.run([*command, *words], check=True, capture_output=True)
    assert standing(kiosk, submission.reference).needed == "体检报告"


async def test_it_works_while_no_back_end_runs(
    place: Place, submission: Submission, said: Said
) -> None:
    store = place.open()
    await store.take(Kiosk("K1", "310115"), submission, NOW)
    store.close()
    assert said(submission.reference, "declined", place=place)[0] == 0
    again = place.open()
    case = await again.case(Kiosk("K1", "310115"), submission.reference)
    again.close()
    assert case is not None
    assert case.status is CaseStatus.DECLINED


def test_an_impossible_move_is_one_clear_sentence(
    kiosk: "Caller", submission: Submission, said: Said
) -> None:
    kiosk.put("submissions", submission)
    code, out, err = said(submission.reference, "concluded")
    assert (code, out) == (1, "")
    assert err == (
        f"onestop: {submission.reference} is received: it can become accepted,"
        " correction-needed, declined, but not concluded\n"
    )
    assert standing(kiosk, submission.reference).status is CaseStatus.RECEIVED


def test_a_reference_that_nobody_handed_in_is_said(kiosk: "Caller", said: Said) -> None:
    assert kiosk.call("GET", "/healthz").status == 200
    code, _, err = said("NOT-THERE", "accepted")
    assert (code, err) == (1, "onestop: there is no case NOT-THERE of any kiosk\n")


def test_of_several_kiosks_one_must_be_named(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission, said: Said
) -> None:
    for each in (kiosk, other_kiosk):
        each.put("submissions", submission)
    reference = submission.reference
    code, _, err = said(reference, "accepted")
    names = "310115/K1, 310115/K2"
    assert (code, err) == (
        1,
        f"onestop: several kiosks have handed in {reference}, so name one: {names}\n",
    )
    assert said(reference, "accepted", "--kiosk", "K2")[0] == 0
    assert said(reference, "declined", "--kiosk", "310115/K1")[0] == 0
    assert said(reference, "accepted", "--kiosk", "K3")[2].endswith("of kiosk K3\n")
    assert standing(kiosk, reference).status is CaseStatus.DECLINED
    assert standing(other_kiosk, reference).status is CaseStatus.ACCEPTED


def test_without_a_store_nothing_is_made(tmp_path: Path, said: Said) -> None:
    code, _, err = said("R", "accepted", place=Place(tmp_path))
    assert (code, err) == (1, f"onestop: there is no store in {tmp_path}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_said(tmp_path: Path, said: Said) -> None:
    (tmp_path / "onestop.db").write_bytes(b"no database at all" * 1000)
    code, _, err = said("R", "accepted", place=Place(tmp_path))
    assert code == 1
    assert err == f"onestop: {tmp_path / 'onestop.db'} cannot be used: file is not a database\n"


def test_a_store_of_an_older_version_is_left_to_the_back_end(
    tmp_path: Path, said: Said, version_1: Callable[[Path], None]
) -> None:
    version_1(tmp_path)
    code, _, err = said("7KDT-PE9G-ERAH", "accepted", place=Place(tmp_path))
    assert code == 1
    assert err.endswith("is not of version 3: start the back end once\n")


@pytest.mark.parametrize(
    "words",
    [("R",), ("R", "withdrawn"), ("R", "received"), ("R", "accepted", "--promised-by", "soon")],
)
def test_wrong_use_is_told_apart(said: Said, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        said(*words)
    assert ended.value.code == 2


def test_decisions_and_hand_ins_wait_for_each_other(
    kiosk: "Caller", submission: Submission, said: Said
) -> None:
    references = [f"BUSY-{number}" for number in range(30)]

    def hand_in() -> None:
        for reference in references:
            named = msgspec.structs.replace(submission, reference=reference)
            assert kiosk.put("submissions", named).status == 201

    kiosk.put("submissions", submission)
    with ThreadPoolExecutor(1) as pool:
        handing_in = pool.submit(hand_in)
        codes = [
            said(submission.reference, *words)[0]
            for _ in range(15)
            for words in (("correction-needed", "--needed", "照片"), ("accepted",))
        ]
        handing_in.result()
    assert set(codes) == {0}
    assert len(standing(kiosk, submission.reference).steps) == 31
