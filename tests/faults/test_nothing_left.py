"""Once it is delivered, nothing that a resident wrote is left on the machine, in no form."""

import logging
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import pytest

from api_client.contract import Attachment
from api_client.courier import Courier
from api_client.outbox import Lane, Outbox
from api_client.routes import ONESTOP
from tests.api_client.conftest import NOW, Clock
from tests.api_client.model_authority import ModelAuthority, Mood
from tests.faults.crash.onestop_authority import OneStopAuthority
from tests.faults.crash.orders import Orders
from tests.faults.crash.parts import opened
from tests.faults.left.kiosk import ANSWERS, application
from tests.faults.left.search import forms, found, in_base64, pieces, sealed_in

MANY = 12
WRITTEN = list(chain.from_iterable(map(forms, ANSWERS)))


class Kiosk:
    """The process of `left/kiosk.py`, a step at a time."""

    def __init__(self, orders: Orders) -> None:
        command = [sys.executable, "-m", "tests.faults.left.kiosk", orders.as_word()]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.wait_for("kept")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def go_on(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def wait_for(self, line: str) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline().decode().strip() == line

    def end(self) -> None:
        self.go_on()
        assert self._process.wait(20) == 0

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def orders(tmp_path: Path) -> Iterator[Orders]:
    with closing(OneStopAuthority(tmp_path / "onestop", seed=1)) as back_end:
        back_end.start()
        yield msgspec.structs.replace(back_end.orders, most=MANY)


def delivered(kiosk: Kiosk, folder: Path) -> list[bytes]:
    """Everything is delivered; returns the sealed bytes that lay there before."""
    sealed = sealed_in(folder / "outbox.db")
    assert len(sealed) == 2 * MANY
    sought = list(chain.from_iterable(map(pieces, sealed)))
    assert found(folder, sought)
    kiosk.go_on()
    kiosk.wait_for("delivered 0")
    return sought


def test_nothing_is_left_after_the_round(orders: Orders) -> None:
    folder = orders.data_folder
    with Kiosk(orders) as kiosk:
        sought = delivered(kiosk, folder)
        kiosk.end()
    assert found(folder, WRITTEN) == []
    assert found(folder, sought) == []
    log = (folder / "kiosk.log").read_text("utf-8")
    assert "R-0 stays kept" in log
    assert "R-0 is delivered" in log


def test_nothing_is_left_with_a_second_connection_open(orders: Orders) -> None:
    folder = orders.data_folder
    with Kiosk(orders) as kiosk, opened(orders) as staff:
        assert len(staff.shelf.messages()) == 2 * MANY
        sought = delivered(kiosk, folder)
        kiosk.end()
        assert found(folder, WRITTEN + sought) == []
        assert staff.shelf.messages() == []


def test_nothing_is_left_after_a_kill_and_a_start(orders: Orders) -> None:
    folder = orders.data_folder
    with Kiosk(orders) as kiosk:
        sought = delivered(kiosk, folder)
    assert found(folder, WRITTEN) == []
    assert "outbox.db-wal" in found(folder, sought), "its log was not brought in yet"
    with opened(orders) as outbox:
        assert found(folder, sought) == []
        assert outbox.find("R-0") is not None
    assert found(folder, WRITTEN + sought) == []


def picture(reference: str, number: int) -> Attachment:
    noise = random.Random(f"{reference}/{number}").randbytes(40_000)  # noqa: S311 - any picture
    return Attachment(
        reference=reference,
        number=number,
        document="photo",
        media_type="image/jpeg",
        content=noise,
        added_at=NOW,
    )


def test_nothing_is_left_of_papers_that_failed_and_were_sent_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, authority, clock = tmp_path / "kiosk", ModelAuthority(), Clock(NOW)
    papers = [picture(f"R-{number}", each) for number in range(4) for each in (1, 2)]
    plain = list(chain.from_iterable(pieces(paper.content) for paper in papers))
    coded = list(chain.from_iterable(in_base64(piece) for piece in plain[::50]))
    with caplog.at_level(logging.DEBUG), kept(folder, papers) as outbox:
        sealed = list(chain.from_iterable(map(pieces, sealed_in(folder / "outbox.db"))))
        assert found(folder, sealed)
        assert found(folder, plain) == []
        for mood in (Mood.ANSWER_LOST, Mood.STUMBLES, Mood.NO_LINE, Mood.WELL, Mood.WELL):
            authority.mood = mood
            for is_heavy in (False, True):
                lane = Lane(ONESTOP, is_heavy=is_heavy)
                Courier(outbox, authority, lambda _: None, lane, clock=clock).run_once()
            clock.pass_by(7200)
            outbox.upkeep.tidy()
        assert outbox.rounds.undelivered() == 0
        assert found(folder, sealed + plain + coded + WRITTEN) == []
    assert found(folder, sealed + plain + coded + WRITTEN) == []
    assert not any(each.decode("utf-8", "replace") in caplog.text for each in WRITTEN)


def kept(folder: Path, papers: list[Attachment]) -> Outbox:
    outbox = opened(
        Orders(folder=str(folder), authority="onestop", address="http://127.0.0.1:1", key="-")
    )
    for reference in sorted({paper.reference for paper in papers}):
        outbox.put(application(reference), NOW)
    for paper in papers:
        outbox.put(paper, NOW)
    return outbox
