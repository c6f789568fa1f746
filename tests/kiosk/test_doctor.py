import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.doctor import (
    DoesNotWork,
    Finding,
    Probe,
    State,
    disk,
    examine,
    fonts,
    is_well,
    report,
    screen,
    terminal,
)
from kiosk.front_end import ScreenProbe
from kiosk.settings import Settings, load


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def settings(folder: Path, **overrides: str | int) -> Settings:
    file = folder / "kiosk.toml"
    file.write_text(f'[kiosk]\ndata_folder = "{folder / "data"}"\n', "utf-8")
    return load(file, {key.replace("__", "."): value for key, value in overrides.items()})


def found(subject: str, findings: tuple[Finding, ...]) -> Finding:
    return next(finding for finding in findings if finding.subject == subject)


def fail() -> str:
    raise DoesNotWork("no sound device")


def test_what_works_is_told_without_advice(tmp_path: Path) -> None:
    probe = Probe("sound", lambda: "the loudspeaker plays.", "Plug it in.")
    assert examine(settings(tmp_path), [probe])[0] == Finding(
        "sound", State.WORKS, "the loudspeaker plays."
    )


def test_a_failing_trial_is_told_with_what_to_do(tmp_path: Path) -> None:
    findings = examine(settings(tmp_path), [Probe("sound", fail, "Plug it in.")])
    assert findings[0] == Finding(
        "sound", State.MIND, "does not work: no sound device.", "Plug it in."
    )
    assert is_well(findings)


def test_what_the_kiosk_needs_decides_whether_it_can_serve(tmp_path: Path) -> None:
    probe = Probe("catalogue", fail, "Install it again.", is_needed=True)
    findings = examine(settings(tmp_path), [probe])
    assert found("catalogue", findings).state is State.FAILS
    assert not is_well(findings)
    assert report(findings).endswith("The kiosk cannot serve people yet.")


def test_an_error_of_the_system_is_a_finding_too(tmp_path: Path) -> None:
    missing = tmp_path / "missing.ttf"
    findings = examine(settings(tmp_path), [Probe("fonts", fonts([missing]), "Install again.")])
    assert findings[0].state is State.MIND
    assert "No such file" in findings[0].sentence


def test_a_font_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.ttf"
    file.write_bytes(b"<html>")
    with pytest.raises(DoesNotWork, match=r"broken\.ttf is no font"):
        fonts([file])()
    file.write_bytes(b"\x00\x01\x00\x00 and so on")
    assert fonts([file])() == "all are there: broken.ttf."


def test_the_data_folder_is_made_and_tried(tmp_path: Path) -> None:
    finding = disk(tmp_path / "new" / "data")
    assert finding.state in {State.WORKS, State.MIND}
    assert "MB are free" in finding.sentence
    assert list((tmp_path / "new" / "data").iterdir()) == []


def test_a_data_folder_that_cannot_be_written_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    finding = disk(tmp_path / "file" / "data")
    assert finding.state is State.FAILS
    assert "cannot be written" in finding.sentence
    assert "data_folder" in finding.advice


def test_an_embedded_service_needs_no_network(tmp_path: Path) -> None:
    finding = found("network", examine(settings(tmp_path), []))
    assert (finding.state, finding.advice) == (State.WORKS, "")


def test_an_endpoint_that_answers_works(tmp_path: Path, listener: int) -> None:
    endpoint = f"http://127.0.0.1:{listener}"
    finding = found(
        "network",
        examine(settings(tmp_path, onestop__endpoint=endpoint, onestop__key_file="/k"), []),
    )
    assert finding == Finding("network", State.WORKS, f"127.0.0.1 answers on port {listener}.")


def test_an_endpoint_that_is_away_is_minded_but_the_kiosk_serves(
    tmp_path: Path, closed_port: int
) -> None:
    endpoint = f"http://127.0.0.1:{closed_port}"
    findings = examine(settings(tmp_path, onestop__endpoint=endpoint, onestop__key_file="/k"), [])
    finding = found("network", findings)
    assert finding.state is State.MIND
    assert "kept and handed in later" in finding.advice
    assert is_well(findings)


def test_a_printer_that_answers_works(tmp_path: Path, listener: int) -> None:
    chosen = settings(
        tmp_path, printer__kind="network", printer__host="127.0.0.1", printer__port=listener
    )
    assert found("printer", examine(chosen, [])).state is State.WORKS


def test_a_printer_that_is_off_is_told_with_what_to_do(tmp_path: Path, closed_port: int) -> None:
    chosen = settings(
        tmp_path, printer__kind="network", printer__host="127.0.0.1", printer__port=closed_port
    )
    finding = found("printer", examine(chosen, []))
    assert finding.state is State.MIND
    assert "switched on" in finding.advice


@pytest.mark.parametrize(
    ("name", "state"), [("printer", State.WORKS), ("none", State.MIND), (".", State.MIND)]
)
def test_a_printer_that_is_a_file_must_be_there(tmp_path: Path, name: str, state: State) -> None:
    (tmp_path / "printer").touch()
    chosen = settings(tmp_path, printer__kind="file", printer__path=str(tmp_path / name))
    assert found("printer", examine(chosen, [])).state is state


def test_no_printer_is_something_to_mind(tmp_path: Path) -> None:
    assert found("printer", examine(settings(tmp_path), [])).state is State.MIND


def test_the_screen_is_told_as_its_probe_saw_it() -> None:
    assert screen(lambda: ScreenProbe(can_draw=True, detail="Mesa"))() == (
        "a window can be drawn: Mesa."
    )
    with pytest.raises(DoesNotWork, match="no display"):
        screen(lambda: ScreenProbe(can_draw=False, detail="no display"))()


def test_a_terminal_without_chinese_is_told() -> None:
    assert terminal("utf-8")() == "it takes Chinese, as utf-8."
    with pytest.raises(DoesNotWork, match="its encoding, ascii, has no Chinese"):
        terminal("ascii")()


def test_the_report_sets_the_subjects_in_a_column(tmp_path: Path) -> None:
    told = report(examine(settings(tmp_path), [Probe("sound", fail, "Plug it in.")]))
    lines = told.splitlines()
    assert lines[0] == "sound    mind   does not work: no sound device."
    assert lines[1] == "                → Plug it in."
    assert lines[-1] == "The kiosk can serve people."
