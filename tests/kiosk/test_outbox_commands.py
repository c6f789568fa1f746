"""Staff at the console: what waits, why, and what they can do about it."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

from api_client.contract import Answer, Submission
from api_client.errors import Reason
from api_client.outbox import Delivery, Lane, Outbox, Tracking
from kiosk import reference as references
from kiosk.__main__ import main
from kiosk.commands.hand_off import open_outbox
from kiosk.settings import Settings, load

LANE = Lane("onestop")
NAME = "沈阿婆"
PNG = b"\x89PNG\r\n\x1a\n" + b"a scanned card"


@dataclass(frozen=True, slots=True)
class Console:
    """One kiosk's console, and its outbox past it."""

    file: Path
    settings: Settings
    reference: str

    def run(self, *words: str) -> int:
        return main(["--config", str(self.file), *words])

    def tracking(self) -> Tracking:
        with self.outbox() as outbox:
            found = outbox.find(self.reference)
        assert found is not None
        return found

    def outbox(self) -> Outbox:
        return open_outbox(self.settings)

    def carried(self, act: Callable[[Outbox], None]) -> None:
        with self.outbox() as outbox:
            act(outbox)


@pytest.fixture
def console(tmp_path: Path) -> Console:
    """With one application that waits."""
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[kiosk]\ndata_folder = "{tmp_path / "data"}"\n')
    settings = load(file)
    reference = references.mint("TRY", random.Random(1))  # noqa: S311 - the same each time
    now = datetime.now(UTC)
    submission = Submission(
        reference=reference,
        service_code="el-meals",
        catalogue_version="1",
        language="zh_CN",
        handed_in_at=now,
        answers=(Answer(field="name", value=NAME),),
    )
    with open_outbox(settings) as outbox:
        outbox.put(submission, now)
    return Console(file, settings, reference)


def refuse(outbox: Outbox) -> None:
    (parcel,) = outbox.rounds.claim(LANE, datetime.now(UTC), most=9)
    outbox.rounds.refused(parcel, "refused (422 other)", datetime.now(UTC), Reason.OTHER)


def lose_the_answer(outbox: Outbox) -> None:
    (parcel,) = outbox.rounds.claim(LANE, datetime.now(UTC), most=9)
    outbox.rounds.uncertain(parcel, "the answer was lost", datetime.now(UTC))


def test_what_waits_is_listed_with_its_reason_and_without_its_answers(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.carried(refuse)
    with console.outbox() as outbox:
        outbox.endpoints.failed("onestop", 60, "no line", datetime.now(UTC))
    assert console.run("outbox", "list") == 0
    printed = capsys.readouterr().out
    assert console.reference in printed
    assert "refused, tried 1×: refused (422 other)" in printed
    assert "endpoint onestop: failed 1× in a row" in printed
    assert "1 message waits" in printed
    assert NAME not in printed


def test_one_reference_is_shown_and_its_answers_only_when_asked_for(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    assert console.run("outbox", "show", console.reference.lower()) == 0
    assert NAME not in capsys.readouterr().out
    assert console.run("outbox", "show", console.reference, "--answers") == 0
    assert f"name: {NAME}" in capsys.readouterr().out
    log = (console.settings.data_folder / "kiosk.log").read_text("utf-8")
    assert f"the answers of {console.reference} were shown" in log
    assert NAME not in log


def test_what_was_held_goes_on_when_it_is_retried(console: Console) -> None:
    assert console.run("outbox", "hold", console.reference) == 0
    assert console.tracking().state is Delivery.HELD
    assert console.run("outbox", "retry", console.reference) == 0
    assert console.tracking().state is Delivery.KEPT


def test_what_may_have_arrived_is_not_sent_again_before_a_person_has_looked(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.carried(lose_the_answer)
    assert console.run("outbox", "retry", console.reference) == 2
    assert "Look it up at the office first" in capsys.readouterr().err
    assert console.tracking().state is Delivery.UNCERTAIN
    assert console.run("outbox", "retry", console.reference, "--not-there") == 0
    assert console.tracking().state is Delivery.KEPT


def test_what_a_person_found_at_the_office_is_done_here(console: Console) -> None:
    console.carried(lose_the_answer)
    assert console.run("outbox", "retry", console.reference, "--arrived", "310-7") == 0
    tracking = console.tracking()
    assert tracking.state is Delivery.SENT
    assert tracking.case is not None
    assert tracking.case.case_number == "310-7"
    assert console.run("outbox", "retry", console.reference) == 1


def test_an_export_opens_with_its_key_alone_and_erases_nothing(
    console: Console, tmp_path: Path
) -> None:
    identity, out = x25519.Identity.generate(), tmp_path / "waiting.age"
    words = ("outbox", "export", str(out), "--recipient", str(identity.to_public()))
    assert console.run(*words) == 0
    sealed = out.read_bytes()
    assert NAME.encode() not in sealed
    (line,) = pyrage.decrypt(sealed, [identity]).splitlines()
    assert json.loads(line)["answers"] == [{"field": "name", "value": NAME}]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [x25519.Identity.generate()])
    assert out.stat().st_mode & 0o077 == 0
    assert console.tracking().state is Delivery.KEPT
    assert console.run(*words) == 1
    assert out.read_bytes() == sealed


def test_a_wrong_recipient_is_said(
    console: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "waiting.age"
    assert console.run("outbox", "export", str(out), "--recipient", "nobody") == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not out.exists()


def test_papers_join_their_matter_with_numbers_of_their_own(
    console: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card, note = tmp_path / "card.png", tmp_path / "note.txt"
    card.write_bytes(PNG)
    note.write_text("no picture")
    assert console.run("attach", console.reference, str(card)) == 0
    assert console.run("attach", console.reference, str(card), "--correction") == 0
    assert "as paper 2 of" in capsys.readouterr().out
    assert console.run("attach", console.reference, str(card), str(note)) == 1
    assert "note.txt is no JPEG or PNG picture and no PDF" in capsys.readouterr().err
    with console.outbox() as outbox:
        kinds = [item.kind for item in outbox.shelf.items()]
    assert kinds == ["submission", "attachment", "attachment"]


@pytest.mark.parametrize("words", ["outbox show", "outbox hold", "outbox retry", "attach"])
def test_a_reference_of_nobody_and_a_mistyped_one_are_said(
    console: Console, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card.png"
    card.write_bytes(PNG)
    files = (str(card),) if words == "attach" else ()
    other = references.mint("TRY", random.Random(2))  # noqa: S311 - another one
    assert console.run(*words.split(), other, *files) == 1
    assert other in capsys.readouterr().err
    assert console.run(*words.split(), "7KDT", *files) == 2
    assert "compare it with the slip" in capsys.readouterr().err


def test_a_new_key_opens_what_the_old_one_sealed(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    key = console.settings.data_folder / "outbox.key"
    before = key.read_bytes()
    assert console.run("vault", "rotate") == 0
    assert "1 rows are sealed with a new key" in capsys.readouterr().out
    assert (len(key.read_bytes()), key.read_bytes() == before) == (32, False)
    with console.outbox() as outbox:
        assert len(outbox.shelf.messages()) == 1
    key.write_bytes(before)
    assert console.run("outbox", "list") == 1
    assert "sealed with another key: put that key back" in capsys.readouterr().err
    assert console.settings.data_folder.joinpath("outbox.db").exists()


def test_the_key_is_not_changed_under_a_running_kiosk(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    key = console.settings.data_folder / "outbox.key"
    before = key.read_bytes()
    with console.outbox():
        assert console.run("vault", "rotate") == 1
        assert key.read_bytes() == before
    assert "stop that one first" in capsys.readouterr().err
    assert console.run("vault", "rotate") == 0
    with console.outbox() as outbox:
        assert len(outbox.shelf.messages()) == 1
