"""The outbox: takes once, keeps, erases what was delivered, forgets nothing else."""

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Case, CaseStatus, Message
from api_client.outbox import Delivery, Outbox, ReferenceTaken
from api_client.vault import Vault

if TYPE_CHECKING:
    from tests.api_client.conftest import Clock, Make

SHANGHAI = timezone(timedelta(hours=8))


def case_of(reference: str, now: datetime, status: CaseStatus = CaseStatus.RECEIVED) -> Case:
    return Case(
        reference=reference,
        case_number=f"310115-20260115-{reference}",
        status=status,
        service_code="meal-delivery",
        received_at=now,
    )


def references(outbox: Outbox, now: datetime) -> list[str]:
    return [parcel.message.reference for parcel in outbox.due(now)]


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def sealed_in(folder: Path) -> list[bytes]:
    """The sealed texts as they lie in the file, read from outside."""
    file = sqlite3.connect(folder / "outbox.db")
    try:
        return [row[0] for row in file.execute("SELECT sealed FROM parcel WHERE sealed NOT NULL")]
    finally:
        file.close()


def test_what_is_taken_is_due_in_the_order_of_taking(outbox: Outbox, make: "Make") -> None:
    messages: list[Message] = [
        make.submission("R-2"),
        make.consultation("R-1"),
        make.help_call("H-1"),
        make.rating("ELSEWHERE"),
    ]
    for message in messages:
        outbox.put(message, make.now)
    assert [parcel.message for parcel in outbox.due(make.now)] == messages


def test_a_receipt_names_the_time_of_taking(outbox: Outbox, make: "Make") -> None:
    local = make.now.astimezone(SHANGHAI)
    receipt = outbox.put(make.submission("R-1"), local)
    assert (receipt.reference, receipt.taken_at) == ("R-1", local)
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.taken_at.isoformat() == "2026-01-15T17:31:00+08:00"


def test_the_same_again_gives_the_same_receipt(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    first = outbox.put(make.submission("R-1"), clock())
    clock.pass_by(5)
    assert outbox.put(make.submission("R-1"), clock()) == first
    assert outbox.undelivered() == 1


def test_the_same_again_after_delivery_is_not_taken_twice(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    first = outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.due(clock())
    outbox.delivered(parcel, case_of("R-1", clock()), clock())
    clock.pass_by(5)
    assert outbox.put(make.submission("R-1"), clock()) == first
    assert outbox.due(clock()) == []


def test_other_content_under_a_kept_reference_is_never_lost_silently(
    outbox: Outbox, make: "Make"
) -> None:
    outbox.put(make.submission("R-1"), make.now)
    with pytest.raises(ReferenceTaken, match="R-1"):
        outbox.put(make.consultation("R-1"), make.now)


def test_a_rating_shares_its_matters_reference(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    before = outbox.find("R-1")
    outbox.put(make.rating("R-1"), clock())
    after = outbox.find("R-1")
    assert before is not None
    assert after is not None
    assert (before.is_rated, after.is_rated) == (False, True)
    assert outbox.undelivered() == 2


def test_a_rating_waits_for_its_own_matter(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    outbox.put(make.rating("R-1"), clock())
    assert references(outbox, clock()) == ["R-1"]
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.due(clock())
    assert parcel.message == make.submission("R-1")
    outbox.delivered(parcel, case_of("R-1", clock()), clock())
    (rating,) = outbox.due(clock())
    assert rating.message == make.rating("R-1")


def test_delivery_keeps_the_case_and_erases_the_answers(
    outbox: Outbox, make: "Make", clock: "Clock", folder: Path
) -> None:
    outbox.put(make.submission("R-1"), clock())
    (sealed,) = sealed_in(folder)
    assert sealed in bytes_in(folder)
    assert make.private.encode() not in bytes_in(folder)
    (parcel,) = outbox.due(clock())
    outbox.delivered(parcel, case_of("R-1", clock()), clock())
    outbox.tidy()
    left = bytes_in(folder)
    assert b"310115-20260115-R-1" in left
    assert not any(piece in left for piece in (sealed, sealed[16:48], sealed[-32:]))
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (tracking.state, tracking.case) == (Delivery.SENT, case_of("R-1", clock()))
    assert (outbox.undelivered(), outbox.oldest_undelivered()) == (0, None)


def test_what_was_refused_is_kept_for_a_person(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    outbox.put(make.submission("R-2"), clock())
    outbox.refused(outbox.due(clock())[0], "refused (422)", clock())
    assert references(outbox, clock()) == ["R-2"]
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (tracking.state, tracking.last_problem) == (Delivery.REFUSED, "refused (422)")
    assert outbox.undelivered() == 2
    assert outbox.put_back("R-1")
    assert not outbox.put_back("R-1")
    assert outbox.due(clock())[0].message == make.submission("R-1")


def test_a_postponed_parcel_waits_its_time_also_over_a_restart(
    folder: Path, vault: Vault, make: "Make", clock: "Clock"
) -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), clock())
        until = clock() + timedelta(seconds=60)
        outbox.postponed(outbox.due(clock())[0], until, "no line", clock())
    with Outbox.open(folder, vault) as outbox:
        assert outbox.next_try() == until
        clock.pass_by(59)
        assert outbox.due(clock()) == []
        clock.pass_by(1)
        (parcel,) = outbox.due(clock())
        assert parcel.tries == 1
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert (tracking.tries, tracking.last_problem) == (1, "no line")


def test_a_pause_that_a_wrong_clock_wrote_holds_nothing(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    clock.pass_by(10 * 365 * 86_400)
    parcel = outbox.due(clock())[0]
    outbox.postponed(parcel, clock() + timedelta(seconds=60), "no line", clock())
    assert references(outbox, make.now) == ["R-1"]


def test_the_oldest_undelivered_is_told(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    assert outbox.oldest_undelivered() is None
    outbox.put(make.submission("R-1"), clock())
    clock.pass_by(60)
    outbox.put(make.submission("R-2"), clock())
    assert (outbox.undelivered(), outbox.oldest_undelivered()) == (2, make.now)


def test_news_of_a_case_is_noted_where_it_was_delivered(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    accepted = case_of("R-1", clock(), CaseStatus.ACCEPTED)
    outbox.put(make.submission("R-1"), clock())
    outbox.note_case("R-1", accepted)
    kept = outbox.find("R-1")
    assert kept is not None
    assert kept.case is None
    outbox.delivered(outbox.due(clock())[0], case_of("R-1", clock()), clock())
    outbox.note_case("R-1", accepted)
    sent = outbox.find("R-1")
    assert sent is not None
    assert sent.case == accepted
    outbox.note_case("NOT-THERE", accepted)
    assert outbox.find("NOT-THERE") is None


def test_each_thread_has_a_hold_of_its_own(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    seen: list[str] = []

    def carry() -> None:
        with outbox.for_thread() as mine:
            for parcel in mine.due(clock()):
                mine.delivered(parcel, case_of("R-1", clock()), clock())
                seen.append(parcel.message.reference)

    outbox.put(make.submission("R-1"), clock())
    thread = Thread(target=carry)
    thread.start()
    thread.join()
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (seen, tracking.state) == (["R-1"], Delivery.SENT)
