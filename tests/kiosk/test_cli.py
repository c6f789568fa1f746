import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from api_client.contract import InstructionKind
from api_client.contract.algorithms import Algorithm
from kiosk.cli import (
    Arguments,
    AskCase,
    Command,
    Examine,
    ExitCode,
    Run,
    ShowSettings,
    parse,
)
from kiosk.cli_catalogue import (
    CatalogueCommand,
    CheckCatalogue,
    InstallEdition,
    ListChanges,
    SearchCatalogue,
    ShowStatus,
)
from kiosk.cli_demo import Demo
from kiosk.cli_kiosks import SIGNATURES, WHAT, Enrol, LookAfterKiosks
from kiosk.cli_onestop import At, MigrateOneStop, OneStopCommand, ServeOneStop
from kiosk.cli_staff import StaffCommand


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("run", Run(None)),
        ("run --front-end touch", Run("touch")),
        ("demo", Demo(Path("demo"))),
        ("demo --out pictures", Demo(Path("pictures"))),
        ("demo --fault stall", Demo(Path("demo"), "stall")),
        ("demo --fault list --front-end touch", Demo(Path("demo"), "list", "touch")),
        ("case 7KD4-M9XA-3PTW", AskCase("7KD4-M9XA-3PTW")),
        ("catalogue check", CheckCatalogue()),
        ("catalogue search 助餐 送到家", SearchCatalogue("助餐 送到家", is_json=False)),
        ("catalogue search zc --json", SearchCatalogue("zc", is_json=True)),
        ("catalogue status", ShowStatus()),
        ("catalogue install 7.json", InstallEdition(Path("7.json"))),
        ("catalogue changes", ListChanges(0)),
        ("catalogue changes --since 6", ListChanges(6)),
        (
            "enrol https://a 7KDT-PE9G-ERAH --key-file k",
            Enrol("https://a", "7KDT-PE9G-ERAH", Path("k")),
        ),
        ("onestop kiosk list", LookAfterKiosks(("list",), None, "")),
        (
            "onestop kiosk list --json --district 310104 --folder data",
            LookAfterKiosks(("list", "--district=310104", "--json"), Path("data"), ""),
        ),
        (
            "onestop kiosk restore 310104/XH2 --new-key --database postgresql://d",
            LookAfterKiosks(("restore", "310104/XH2", "--new-key"), None, "postgresql://d"),
        ),
        (
            "onestop kiosk tell XH2 send-report",
            LookAfterKiosks(("tell", "XH2", "send-report"), None, ""),
        ),
        ("onestop serve", ServeOneStop(8080, At())),
        ("onestop serve --port 0 --folder data", ServeOneStop(0, At(Path("data")))),
        (
            "onestop serve --database postgresql:///onestop",
            ServeOneStop(8080, At(None, "postgresql:///onestop")),
        ),
        ("onestop migrate --folder data", MigrateOneStop(At(Path("data")))),
        ("settings", ShowSettings()),
        ("doctor", Examine()),
    ],
)
def test_every_command_is_understood(words: str, command: Command) -> None:
    assert parse(words.split()) == Arguments(command, None)


@pytest.mark.parametrize("words", ["--config hall.toml run", "run --config hall.toml"])
def test_the_settings_file_may_be_named_before_or_after_the_command(words: str) -> None:
    assert parse(words.split()) == Arguments(Run(None), Path("hall.toml"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "COMMAND"),
        ("dance", "dance"),
        ("run --front-end web", "web"),
        ("run --front touch", "--front"),
        ("demo --fault", "--fault"),
        ("demo --front-end auto", "auto"),
        ("catalogue", "PART"),
        ("catalogue search", "TEXT"),
        ("case", "REFERENCE"),
        ("onestop serve --port 65536", "65536 is no port: a number from 0 to 65535"),
        ("onestop serve --port -1", "--port"),
        ("onestop publish", "PART"),
        ("onestop publish propose data", "--as"),
        ("onestop publish widen 6 --as k --percent 101", "a number from 0 to 100"),
        ("onestop publish widen 6 --as k --area Xuhui", "Xuhui is no area code"),
        ("onestop publish rollback 5 --as k --effective May", "May is no day like 2026-12-31"),
    ],
)
def test_what_makes_no_sense_ends_with_2_and_a_sentence(
    words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words.split())
    assert ended.value.code == ExitCode.WRONG_USE
    assert says in capsys.readouterr().err


def test_help_names_every_command_with_an_example_and_the_exit_codes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    told = capsys.readouterr().out
    examples = [line.split()[1:] for line in told.splitlines() if line.startswith("    kiosk ")]
    commands = {type(parse(words).command) for words in examples}
    assert ended.value.code == ExitCode.DONE
    assert commands == {
        Run,
        Demo,
        AskCase,
        Enrol,
        LookAfterKiosks,
        *get_args(OneStopCommand),
        ShowSettings,
        Examine,
        *get_args(CatalogueCommand),
        *get_args(StaffCommand),
    }
    assert "0 done, 1 failed" in told
    assert "2 wrong use" in told


@pytest.mark.parametrize(
    "words",
    ["run", "catalogue search", "onestop serve", "onestop publish key", "doctor", "outbox retry"],
)
def test_each_commands_own_help_gives_an_example(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse([*words.split(), "--help"])
    assert f"example: kiosk {words}" in " ".join(capsys.readouterr().out.split())


def test_understanding_a_command_loads_no_toolkit_voice_or_network() -> None:
    heavy = ("kivy", "textual", "requests", "pyttsx3", "litestar", "sqlite3", "msgspec")
    program = f"""
import sys
from kiosk.cli import parse
parse(["doctor"])
print([name for name in {heavy!r} if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_what_a_back_end_knows_can_be_said() -> None:
    assert tuple(InstructionKind) == WHAT
    assert tuple(Algorithm) == SIGNATURES
