"""Two people publish at the console, from the proofreader to the edition."""

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from api_client.contract.verifying import verified
from kiosk.__main__ import main
from kiosk.catalogue import load
from kiosk.catalogue.reading import SHIPPED
from onestop.publishing.press import Press

Captured = pytest.CaptureFixture[str]


@dataclass(frozen=True, slots=True)
class Office:
    """A console with a press, and what it said last."""

    folder: Path
    said: Captured

    @property
    def press(self) -> Press:
        return Press(self.folder / "data" / "onestop" / "press")

    def run(self, *words: str) -> str:
        """What it prints; it must be done."""
        code = self.code(*words)
        told = self.said.readouterr()
        assert code == 0, told.err
        return told.out

    def fails(self, *words: str) -> str:
        """What it says on standard error; it must fail."""
        assert self.code(*words) == 1
        return self.said.readouterr().err

    def code(self, *words: str) -> int:
        config = str(self.folder / "kiosk.toml")
        return main(["--config", config, "onestop", "publish", *words])

    def key(self, name: str) -> str:
        return str(self.folder / f"{name}.key")


@pytest.fixture
def office(tmp_path: Path, capsys: Captured) -> Office:
    (tmp_path / "kiosk.toml").write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n')
    office = Office(tmp_path, capsys)
    office.press.folder.mkdir(parents=True)
    with (office.press.folder / "trusted.keys").open("w") as trusted:
        for name in ("wang", "li"):
            trusted.write(office.run("key", name, "--out", office.key(name)))
    return office


Edit = Callable[[str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """The shipped catalogue under another version, without its last sports service."""

    def edit(version: str) -> Path:
        folder = Path(shutil.copytree(SHIPPED, tmp_path / version))
        cover, sports = folder / "package.json", folder / "fields" / "sports.json"
        cover.write_text(json.dumps(json.loads(cover.read_text("utf-8")) | {"version": version}))
        field = json.loads(sports.read_text("utf-8"))
        sports.write_text(json.dumps(field | {"services": field["services"][:-1]}))
        return folder

    return edit


def proposed(told: str) -> str:
    """The draft's id, from the last line."""
    return told.splitlines()[-1].partition(" ")[0]


def published(office: Office, source: Path, *wish: str) -> str:
    draft = proposed(office.run("propose", str(source), "--as", office.key("wang"), *wish))
    return office.run("release", draft, "--as", office.key("li"))


def test_a_catalogue_goes_from_its_folder_to_an_edition(office: Office, edited: Edit) -> None:
    told = office.run("propose", str(SHIPPED), "--as", office.key("wang"), "--district", "310104")
    draft = proposed(told)
    assert "edition 1, version 2026-11-22, from" in told
    assert f"release {draft} --as KEYFILE" in told
    assert f"{draft}\tdraft\t" in office.run("list")
    assert office.fails("release", draft, "--as", office.key("wang")) == (
        "kiosk: wang has proposed it: a second person has to release it.\n"
    )
    said = office.run("release", draft, "--as", office.key("li"))
    assert said == "edition 1, version 2026-11-22, is published\n"
    edition, package = verified(office.press.published(1), office.press.trusted())
    assert (edition.district, package) == ("310104", load().package())

    new = edited("2027-01-01")
    told = office.run(
        "propose",
        str(new),
        "--as",
        office.key("li"),
        "--area",
        "310104013",
        "--effective",
        "2027-01-01",
    )
    assert "2027-01-01\twithdrawn\tsp-" in told
    assert "from 2027-01-01, for all kiosks in 310104013." in told
    office.run("release", proposed(told), "--as", office.key("wang"))
    listed = office.run("list").splitlines()
    assert listed[0] == "2\tedition\t2027-01-01\t2027-01-01\tfor all kiosks in 310104013"
    assert office.run("changes").startswith("2027-01-01\twithdrawn\tsp-")
    assert office.run("changes", "--since", "2") == ""


def test_what_the_proofreader_finds_is_not_proposed(office: Office, edited: Edit) -> None:
    folder = edited("2027-01-01")
    field = json.loads((folder / "fields" / "health.json").read_text("utf-8"))
    field["services"][0]["standard"] = None
    (folder / "fields" / "health.json").write_text(json.dumps(field), "utf-8")
    said = office.fails("propose", str(folder), "--as", office.key("wang"))
    assert "standard is missing" in said
    assert said.endswith("kiosk: nothing is proposed before this is put right.\n")
    assert office.run("list") == ""


def test_a_package_in_one_file_can_be_proposed(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "package.json"
    file.write_bytes(msgspec.json.encode(load().package()))
    assert "edition 1, version 2026-11-22, is published" in published(office, file)
    file.write_text("{")
    assert "is no package" in office.fails("propose", str(file), "--as", office.key("wang"))
    file.unlink()
    assert "cannot be read" in office.fails("propose", str(file), "--as", office.key("wang"))


def test_an_edition_is_widened_and_rolled_back(office: Office, edited: Edit) -> None:
    published(office, SHIPPED)
    published(office, edited("2027-01-01"), "--percent", "5")
    told = office.run("widen", "2", "--percent", "50", "--as", office.key("li"))
    assert "edition 3, version 2027-01-01" in told
    assert "for 50 % of the kiosks" in told
    office.run("release", proposed(told), "--as", office.key("wang"))
    told = office.run("widen", "3", "--area", "310104", "--as", office.key("li"))
    assert "for all kiosks in 310104 and 50 % of the others" in told
    told = office.run("rollback", "1", "--as", office.key("li"))
    assert "edition 4, version 2026-11-22" in told
    assert "\tnew\tsp-" in told
    second = proposed(told)
    said = office.run("release", second, "--as", office.key("wang"))
    assert "4-" in said
    assert "was proposed beside it and is of no use now: propose it again" in said
    assert verified(office.press.published(4), office.press.trusted())[1] == load().package()


def test_who_is_not_trusted_publishes_nothing(office: Office) -> None:
    office.run("key", "zhou", "--out", office.key("zhou"))
    said = office.fails("propose", str(SHIPPED), "--as", office.key("zhou"))
    assert "is not among the trusted ones of this press" in said


def test_a_machines_keys_are_not_a_persons(office: Office) -> None:
    said = office.fails("key", "this-machine-1")
    assert "is what a machine calls its own key" in said
    path = office.press.folder / "trusted.keys"
    path.write_text(path.read_text().replace("wang ", "this-machine-1 "))
    said = office.fails("propose", str(SHIPPED), "--as", office.key("wang"))
    assert "a person publishes with a key of their own" in said


def test_another_press_can_be_named(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(office.press.folder, other)
    office.run("propose", str(SHIPPED), "--as", office.key("wang"), "--press", str(other))
    assert office.run("list") == ""
    assert "\tdraft\t" in office.run("list", "--press", str(other))


def in_terminal(words: list[str], typed: tuple[str, ...]) -> tuple[int, str]:
    """Runs the command in a terminal of its own; types an answer at each question."""
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "kiosk", *words]
    program = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, start_new_session=True)
    os.close(end)
    said, answers = "", list(typed)
    while part := _read(terminal):
        said += part
        if said.rstrip("\r\n").endswith(": ") and answers:
            os.write(terminal, f"{answers.pop(0)}\n".encode())
    os.close(terminal)
    return program.wait(), said


def _read(terminal: int) -> str:
    """ "" when the other end is closed, which Linux tells by an error."""
    try:
        return os.read(terminal, 4096).decode("utf-8", "replace")
    except OSError:
        return ""


def test_a_key_with_a_passphrase_is_sealed_and_asks_for_it(office: Office) -> None:
    config = ["--config", str(office.folder / "kiosk.toml"), "onestop", "publish"]
    make = [*config, "key", "zhou", "--passphrase", "--out", office.key("zhou")]
    code, said = in_terminal(make, ("open sesame", "open barley"))
    assert (code, "the two passphrases are not the same" in said) == (1, True)
    code, said = in_terminal(make, ("open sesame", "open sesame"))
    assert code == 0
    assert "open sesame" not in said
    assert b"ENCRYPTED" in Path(office.key("zhou")).read_bytes()
    trusted = next(line for line in said.splitlines() if line.startswith("zhou "))
    with (office.press.folder / "trusted.keys").open("a") as file:
        file.write(f"{trusted}\n")
    propose = [*config, "propose", str(SHIPPED), "--as", office.key("zhou")]
    code, said = in_terminal(propose, ("open barley",))
    assert (code, "its passphrase is another" in said) == (1, True)
    code, said = in_terminal(propose, ("open sesame",))
    assert (code, "is proposed: edition 1" in said) == (0, True)
