"""A kiosk is set up by a one-time code, at a real back end on loopback."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from api_client.contract import KioskHealth
from api_client.heart import Heart
from api_client.outbox import Outbox
from kiosk.__main__ import main
from kiosk.commands.back_end import BackEnd
from kiosk.commands.hand_off import onestop_line, open_outbox
from kiosk.commands.heartbeat import acts
from kiosk.commands.key_file import enrolled_key
from kiosk.commands.vitals import Vitals
from kiosk.settings import Settings, load
from onestop.process import BackEndProcess, Running
from onestop.store import Place, kiosks
from onestop.store.fleet import Seen, seen
from onestop.store.kiosks import KioskName
from tests.onestop.sample_catalogue import PACKAGE

PLACE = ("--district", "310104", "--area", "310104013001", "--hall", "default")
NAME = KioskName("310104", "XH2")


@dataclass(frozen=True, slots=True)
class Site:
    """A back end, and a machine that is to become a kiosk."""

    address: str
    store: Place
    machine: Path

    def operator(self, *words: str) -> int:
        return main(["onestop", "kiosk", *words, "--folder", str(self.store.folder)])

    def enrol(self, code: str, *words: str) -> int:
        return main(["enrol", self.address, code, "--key-file", str(self.key_file), *words])

    @property
    def key_file(self) -> Path:
        return self.machine / "deep" / "onestop.key"

    def keys(self) -> list[str]:
        with self.store.changing() as tables:
            return [key.secret for key in kiosks.keys_of(tables, NAME)]

    def seen(self) -> Seen:
        with self.store.changing() as tables:
            return next(each for each in seen(tables) if each.kiosk.id == "XH2")


@pytest.fixture(scope="module")
def back_end(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Place]]:
    folder = tmp_path_factory.mktemp("back-end")
    catalogue = folder / "package.json"
    catalogue.write_bytes(msgspec.json.encode(PACKAGE))
    place = Place(folder / "store")
    with BackEndProcess(Running(place.folder, catalogue, folder / "log.txt")) as process:
        yield process.address, place


@pytest.fixture
def site(back_end: tuple[str, Place], tmp_path: Path) -> Site:
    """The kiosk XH2 is taken out of the store before each test."""
    address, place = back_end
    with place.changing() as tables:
        for table in ("enrolment", "heartbeat", "instruction", "kiosk_key", "kiosk"):
            tables.execute(f"DELETE FROM {table} WHERE kiosk = 'XH2'")  # noqa: S608 - our own names
        kiosks.changed(tables, NAME)
    return Site(address, place, tmp_path)


@pytest.fixture
def code(site: Site, capsys: pytest.CaptureFixture[str]) -> str:
    assert site.operator("add", "XH2", *PLACE) == 0
    return capsys.readouterr().out.split()[0]


def settings_of(site: Site, printed: str) -> Settings:
    """With the settings that were printed, as they are."""
    file = site.machine / "kiosk.toml"
    data = f'data_folder = "{site.machine / "data"}"'
    file.write_text(printed.replace("[kiosk]\n", f"[kiosk]\n{data}\n"))
    return load(file)


def test_what_enrol_prints_makes_a_kiosk_that_is_heard(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.enrol(code) == 0
    settings = settings_of(site, capsys.readouterr().out)
    assert (settings.kiosk_id, settings.key_id) == ("XH2", "310104/XH2")
    assert (settings.hall, settings.area) == ("default", "310104013001")
    assert site.key_file.stat().st_mode & 0o777 == 0o600
    with open_outbox(settings) as outbox:
        heart_of(settings, outbox).beat()
    found = site.seen()
    assert found.heartbeat is not None
    assert found.heartbeat.health is KioskHealth.WELL


def heart_of(
    settings: Settings, outbox: Outbox, fetched: Callable[[], None] | None = None
) -> Heart:
    """As `kiosk run` begins it, without its thread."""
    hand_off = BackEnd(settings.onestop.endpoint, enrolled_key(settings.onestop.key_file))
    client = onestop_line(settings, hand_off)
    vitals = Vitals(settings, outbox, "2026-01-01", has_printer=False)
    does = acts(settings, client.endpoint, vitals, fetched or (lambda: None))
    return Heart(client.heartbeat, vitals.heartbeat, does, random.Random(1))  # noqa: S311 - pauses


def test_told_to_enrol_again_it_has_a_new_key_in_its_file(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.enrol(code)
    settings = settings_of(site, capsys.readouterr().out)
    (old,) = site.keys()
    site.operator("tell", "XH2", "enrol-again")
    with open_outbox(settings) as outbox:
        own = heart_of(settings, outbox)
        own.beat()
        assert site.keys() == [old, enrolled_key(site.key_file)]
        own.beat()
        own.beat()
        assert len(site.keys()) == 2
        # The next start.
        heart_of(settings, outbox).beat()
    assert site.keys() == [enrolled_key(site.key_file)] != [old]


def test_told_to_send_a_report_it_does(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.enrol(code)
    settings = settings_of(site, capsys.readouterr().out)
    site.operator("tell", "XH2", "send-report")
    with open_outbox(settings) as outbox:
        own = heart_of(settings, outbox)
        own.beat()
        own.beat()
    assert site.operator("report", "XH2") == 0
    assert "catalogue 2026-01-01" in capsys.readouterr().out


def test_told_to_fetch_the_catalogue_it_asks_for_it_once(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.enrol(code)
    settings = settings_of(site, capsys.readouterr().out)
    site.operator("tell", "XH2", "fetch-catalogue")
    asked: list[str] = []
    with open_outbox(settings) as outbox:
        own = heart_of(settings, outbox, lambda: asked.append("now"))
        for _ in range(3):
            own.beat()
    assert asked == ["now"]


def test_enrolled_again_with_the_same_settings_it_says_that_nothing_is_to_be_written(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.enrol(code)
    settings_of(site, capsys.readouterr().out)
    site.operator("code", "XH2")
    again = capsys.readouterr().out.split()[0]
    assert site.enrol(again, "--config", str(site.machine / "kiosk.toml")) == 0
    told = capsys.readouterr()
    assert not told.out
    assert "the settings say the rest already" in told.err


def test_a_code_that_will_not_do_is_said_in_a_sentence(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    misread = code[:-1] + ("A" if code[-1] != "A" else "C")
    for typed, exit_code, says in (
        (code[:-1], 2, "that is no code"),
        (misread, 2, "that is no code"),
        ("7KDT-PE9G-ERAH", 1, "the code is wrong, was used, or is older than 24 hours"),
    ):
        assert site.enrol(typed) == exit_code
        assert says in capsys.readouterr().err
    assert not site.key_file.exists()


def test_where_the_key_cannot_be_kept_the_code_stays_good(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.machine / "deep").write_text("a file in the way")
    assert site.enrol(code) == 1
    assert "deep" in capsys.readouterr().err
    (site.machine / "deep").unlink()
    assert site.enrol(code) == 0


def test_a_key_crosses_no_network_in_the_clear(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["enrol", "http://onestop.example.cn", code, "--key-file", str(site.key_file)]) == 1
    assert "https://" in capsys.readouterr().err


def test_a_back_end_that_is_away_is_said(
    site: Site, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["enrol", "http://127.0.0.1:1", code, "--key-file", str(site.key_file)]
    assert main(words) == 1
    assert "no line to 127.0.0.1:1" in capsys.readouterr().err
