"""Two kiosks with one identity, as after a cloned disk, hand in the same reference."""

import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from api_client import news
from api_client.contract import Answer
from api_client.courier import Courier
from api_client.errors import Reason
from api_client.outbox import Delivery, Lane, Outbox
from api_client.routes import ONESTOP
from tests.api_client.conftest import NOW, Clock
from tests.faults.crash.kinds import digest, submission
from tests.faults.crash.onestop_authority import OneStopAuthority
from tests.faults.crash.parts import line, opened

REFERENCE = "TRY-7KD4-M9XA"
REFUSED = "PUT /v1/submissions/{reference} 422 "  # as the back end logs it
FIRST_S = submission(REFERENCE)
SECOND_S = msgspec.structs.replace(
    FIRST_S, answers=(*FIRST_S.answers, Answer(field="note", value="somebody else's"))
)


@pytest.fixture
def back_end(tmp_path: Path) -> Iterator[OneStopAuthority]:
    with closing(OneStopAuthority(tmp_path / "onestop", seed=1)) as back_end:
        back_end.start()
        yield back_end


@pytest.fixture
def kiosks(back_end: OneStopAuthority, tmp_path: Path) -> Iterator[tuple[Outbox, Outbox]]:
    """Each has a disk of its own, and the id and key of both."""
    first, second = (
        msgspec.structs.replace(back_end.orders, folder=str(tmp_path / name))
        for name in ("first", "second")
    )
    with opened(first) as one, opened(second) as other:
        yield one, other


def rounds(
    outbox: Outbox, back_end: OneStopAuthority, clock: Clock, many: int = 1
) -> tuple[int, list[news.News]]:
    """Round after round, a day apart: how many were delivered, and what was told."""
    told: list[news.News] = []
    with closing(line(back_end.orders)) as client:
        courier = Courier(outbox, client, told.append, Lane(ONESTOP), clock=clock)
        delivered = 0
        for _ in range(many):
            delivered += courier.run_once()
            clock.pass_by(timedelta(days=1).total_seconds())
    return delivered, told


def test_the_second_content_is_refused_told_to_staff_and_kept(
    kiosks: tuple[Outbox, Outbox], back_end: OneStopAuthority, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = kiosks
    first.put(FIRST_S, NOW)
    assert rounds(first, back_end, Clock(NOW))[0] == 1
    second.put(SECOND_S, NOW)
    second.put(submission("TRY-OF-ITS-OWN"), NOW)
    with caplog.at_level(logging.ERROR, "staff"):
        delivered, told = rounds(second, back_end, Clock(NOW))
    assert (delivered, told[0]) == (1, news.Refused(REFERENCE)), "the other one was not held up"
    (to_staff,) = [record.getMessage() for record in caplog.records if record.name == "staff"]
    assert to_staff.startswith(f"{REFERENCE} is put before a person: refused (422 ")
    assert "somebody else's" not in caplog.text
    (item,) = second.shelf.items()
    assert (item.leg.state, item.leg.reason) == (Delivery.REFUSED, Reason.OTHER_CONTENT)
    assert second.shelf.messages() == [SECOND_S]
    arrived = {each.reference: each.digest for each in back_end.arrived()}
    assert arrived[REFERENCE] == digest(FIRST_S)
    assert len(arrived) == 2


def test_what_was_refused_is_not_sent_again_until_a_person_says_so(
    kiosks: tuple[Outbox, Outbox], back_end: OneStopAuthority
) -> None:
    first, second = kiosks
    first.put(FIRST_S, NOW)
    rounds(first, back_end, Clock(NOW))
    second.put(SECOND_S, NOW)
    clock = Clock(NOW)
    assert rounds(second, back_end, clock, many=10)[0] == 0
    assert back_end.log.count(REFUSED) == 1
    second.shelf.retry(REFERENCE, clock())
    assert rounds(second, back_end, clock, many=10)[0] == 0
    assert back_end.log.count(REFUSED) == 2
    assert second.shelf.messages() == [SECOND_S]


def test_the_same_content_from_both_is_one_case(
    kiosks: tuple[Outbox, Outbox], back_end: OneStopAuthority
) -> None:
    for kiosk in kiosks:
        kiosk.put(FIRST_S, NOW)
        assert rounds(kiosk, back_end, Clock(NOW))[0] == 1
    assert len(back_end.arrived()) == 1
