"""How a kiosk says it is: nothing of any resident, and never in anybody's way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from api_client.contract import Answer, KioskHealth, PaperState, Submission
from api_client.outbox import Outbox
from api_client.vault import KeyFile, Vault
from kiosk.commands.vitals import Vitals
from kiosk.events import Event, SlipFailed, SlipPrinted, VoiceChanged
from kiosk.settings import Settings, load

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
PRIVATE = "桂花弄九号三楼"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(None, {"kiosk.data_folder": str(tmp_path / "data")})


@pytest.fixture
def outbox(settings: Settings) -> Iterator[Outbox]:
    folder = settings.data_folder
    with Outbox.open(folder, Vault.of(KeyFile(folder / "outbox.key"))) as outbox:
        yield outbox


@pytest.fixture
def vitals(settings: Settings, outbox: Outbox) -> Vitals:
    return Vitals(settings, outbox, "2026-01-01", has_printer=True, clock=lambda: NOW)


def handed_in(outbox: Outbox, at: datetime) -> None:
    outbox.put(
        Submission(
            reference="7KDT-PE9G-ERAH",
            service_code="meal-delivery",
            catalogue_version="2026-01-01",
            language="zh_CN",
            handed_in_at=at,
            answers=(Answer(field="address", value=PRIVATE),),
        ),
        at,
    )


def test_all_is_well(vitals: Vitals) -> None:
    said = vitals.heartbeat()
    assert (said.sent_at, said.health, said.undelivered) == (NOW, KioskHealth.WELL, 0)
    assert (said.paper, said.is_voice_off) == (PaperState.UNKNOWN, False)
    assert said.versions.catalogue == "2026-01-01"
    assert said.versions.program


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (SlipPrinted("R"), (PaperState.PRINTED, False, KioskHealth.WELL)),
        (SlipFailed("R"), (PaperState.FAILED, False, KioskHealth.MIND)),
        (VoiceChanged(is_working=False), (PaperState.UNKNOWN, True, KioskHealth.MIND)),
        (VoiceChanged(is_working=True), (PaperState.UNKNOWN, False, KioskHealth.WELL)),
    ],
)
def test_what_its_devices_tell_is_said_and_handed_on(
    vitals: Vitals, happened: Event, said: tuple[PaperState, bool, KioskHealth]
) -> None:
    told: list[Event] = []
    vitals.noting(told.append)(happened)
    beat = vitals.heartbeat()
    assert told == [happened]
    assert (beat.paper, beat.is_voice_off, beat.health) == said


def test_a_kiosk_that_is_silent_by_choice_is_well(settings: Settings, outbox: Outbox) -> None:
    silent = load(None, {"kiosk.data_folder": str(settings.data_folder), "voice.engine": "silent"})
    said = Vitals(silent, outbox, "", has_printer=False).heartbeat()
    assert (said.is_voice_off, said.health, said.paper) == (True, KioskHealth.WELL, PaperState.NONE)


@pytest.mark.parametrize(
    ("ago", "health"),
    [(timedelta(hours=23), KioskHealth.WELL), (timedelta(hours=25), KioskHealth.MIND)],
)
def test_what_waits_is_counted_and_minded_after_a_day(
    vitals: Vitals, outbox: Outbox, ago: timedelta, health: KioskHealth
) -> None:
    handed_in(outbox, NOW - ago)
    said = vitals.heartbeat()
    assert (said.undelivered, said.oldest_undelivered) == (1, NOW - ago)
    assert said.health is health


def test_with_an_outbox_that_cannot_be_used_it_says_that_it_fails(
    vitals: Vitals, settings: Settings
) -> None:
    file = settings.data_folder / "outbox.db"
    file.rename(file.with_suffix(".elsewhere"))
    file.mkdir()
    assert vitals.heartbeat().health is KioskHealth.FAILS
    assert "the outbox cannot be used" in vitals.report()


def test_a_report_holds_nothing_of_a_resident(vitals: Vitals, outbox: Outbox) -> None:
    handed_in(outbox, NOW)
    report = vitals.report()
    assert "1 messages wait" in report
    assert "disk" in report
    said = report + msgspec.json.encode(vitals.heartbeat()).decode()
    assert PRIVATE not in said
    assert "7KDT" not in said
