"""The outbox: takes once, keeps, erases what was delivered, forgets nothing else."""

import sqlite3
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from api_client.adapter import Ability
from api_client.contract import Case, CaseStatus, Message
from api_client.errors import Reason
from api_client.outbox import (
    Delivery,
    Lane,
    NobodyTakes,
    Outbox,
    OutboxUnusable,
    Parcel,
    ReferenceTaken,
    Retention,
    TakeBack,
)
from api_client.routes import Routes
from api_client.vault import KeyFile, Vault

if TYPE_CHECKING:
    from tests.api_client.conftest import Clock, Make

LANE = Lane("onestop")
SHANGHAI = timezone(timedelta(hours=8))


def case_of(reference: str, now: datetime, status: CaseStatus = CaseStatus.RECEIVED) -> Case:
    return Case(
        reference=reference,
        case_number=f"310115-20260115-{reference}",
        status=status,
        service_code="meal-delivery",
        received_at=now,
    )


def due(outbox: Outbox, now: datetime, lane: Lane = LANE) -> list[Parcel]:
    """What a courier would carry now; nothing of it is on its way afterwards."""
    parcels = outbox.rounds.claim(lane, now, most=100)
    outbox.rounds.let_go(parcels, now)
    return parcels


def references(outbox: Outbox, now: datetime, lane: Lane = LANE) -> list[str]:
    return [parcel.message.reference for parcel in due(outbox, now, lane)]


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
    assert [parcel.message for parcel in due(outbox, make.now)] == messages


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
    assert outbox.rounds.undelivered() == 1


def test_the_same_again_after_delivery_is_not_taken_twice(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    first = outbox.put(make.submission("R-1"), clock())
    (parcel,) = due(outbox, clock())
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    clock.pass_by(5)
    assert outbox.put(make.submission("R-1"), clock()) == first
    assert due(outbox, clock()) == []


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
    assert outbox.rounds.undelivered() == 2


def test_a_rating_waits_for_its_own_matter(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    outbox.put(make.rating("R-1"), clock())
    assert references(outbox, clock()) == ["R-1"]
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = due(outbox, clock())
    assert parcel.message == make.submission("R-1")
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    (rating,) = due(outbox, clock())
    assert rating.message == make.rating("R-1")


def test_delivery_keeps_the_case_and_erases_the_answers(
    outbox: Outbox, make: "Make", clock: "Clock", folder: Path
) -> None:
    outbox.put(make.submission("R-1"), clock())
    (sealed,) = sealed_in(folder)
    assert sealed in bytes_in(folder)
    assert make.private.encode() not in bytes_in(folder)
    (parcel,) = due(outbox, clock())
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    outbox.upkeep.tidy()
    left = bytes_in(folder)
    assert b"310115-20260115-R-1" not in left
    assert not any(piece in left for piece in (sealed, sealed[16:48], sealed[-32:]))
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (tracking.state, tracking.case) == (Delivery.SENT, case_of("R-1", clock()))
    assert (outbox.rounds.undelivered(), outbox.rounds.oldest_undelivered()) == (0, None)


def test_what_was_refused_is_kept_for_a_person(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    outbox.put(make.submission("R-2"), clock())
    outbox.rounds.refused(due(outbox, clock())[0], "refused (422)", clock(), Reason.OTHER)
    assert references(outbox, clock()) == ["R-2"]
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.state is Delivery.REFUSED
    assert tracking.legs[0].last_problem == "refused (422)"
    assert outbox.rounds.undelivered() == 2
    assert outbox.shelf.retry("R-1", clock()) == 1
    assert due(outbox, clock())[0].message == make.submission("R-1")


def test_a_postponed_parcel_waits_its_time_also_over_a_restart(
    folder: Path, vault: Vault, make: "Make", clock: "Clock"
) -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), clock())
        (parcel,) = outbox.rounds.claim(LANE, clock(), most=9)
        outbox.rounds.postponed(parcel, 60, "no line", clock(), may_be_there=True)
    with Outbox.open(folder, vault) as outbox:
        assert outbox.rounds.next_try(LANE, clock()) == 60
        clock.pass_by(59)
        assert due(outbox, clock()) == []
        clock.pass_by(1)
        (parcel,) = due(outbox, clock())
        assert parcel.tries == 1
        assert parcel.claimed_at == make.now
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert (tracking.legs[0].tries, tracking.legs[0].last_problem) == (1, "no line")


@pytest.mark.parametrize("jump", [-86_400.0, -3600.0, 86_400.0, 370_000_000.0])
def test_a_clock_that_jumps_makes_nothing_stuck_and_nothing_storm(
    outbox: Outbox, make: "Make", clock: "Clock", jump: float
) -> None:
    outbox.put(make.submission("R-1"), clock())
    outbox.rounds.postponed(due(outbox, clock())[0], 60, "no line", clock(), may_be_there=False)
    clock.pass_by(jump)
    assert references(outbox, clock()) == ["R-1"]
    outbox.rounds.postponed(due(outbox, clock())[0], 60, "no line", clock(), may_be_there=False)
    assert references(outbox, clock()) == []
    clock.pass_by(-jump)
    assert outbox.rounds.next_try(LANE, clock()) in {0.0, None} or jump < 0
    clock.pass_by(60)
    assert references(outbox, clock()) == ["R-1"]


def test_the_oldest_undelivered_is_told(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    assert outbox.rounds.oldest_undelivered() is None
    outbox.put(make.submission("R-1"), clock())
    clock.pass_by(60)
    outbox.put(make.submission("R-2"), clock())
    assert (outbox.rounds.undelivered(), outbox.rounds.oldest_undelivered()) == (2, make.now)


def test_news_of_a_case_is_noted_where_it_was_delivered(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    accepted = case_of("R-1", clock(), CaseStatus.ACCEPTED)
    outbox.put(make.submission("R-1"), clock())
    outbox.rounds.note_case(accepted)
    kept = outbox.find("R-1")
    assert kept is not None
    assert kept.case is None
    outbox.rounds.delivered(due(outbox, clock())[0], case_of("R-1", clock()), clock())
    outbox.rounds.note_case(accepted)
    sent = outbox.find("R-1")
    assert sent is not None
    assert sent.case == accepted
    outbox.rounds.note_case(case_of("NOT-THERE", clock()))
    assert outbox.find("NOT-THERE") is None


def test_each_thread_has_a_hold_of_its_own(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    seen: list[str] = []

    def carry() -> None:
        with outbox.for_thread() as mine:
            for parcel in mine.rounds.claim(LANE, clock(), most=9):
                mine.rounds.delivered(parcel, case_of("R-1", clock()), clock())
                seen.append(parcel.message.reference)

    outbox.put(make.submission("R-1"), clock())
    thread = Thread(target=carry)
    thread.start()
    thread.join()
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (seen, tracking.state) == (["R-1"], Delivery.SENT)


TWO = Routes(by_service={"meal-delivery": ("street", "onestop")})


def test_each_destination_is_tracked_by_itself(
    folder: Path, vault: Vault, make: "Make", clock: "Clock"
) -> None:
    with Outbox.open(folder, vault, TWO) as outbox:
        outbox.put(make.submission("R-1"), clock())
        (parcel,) = outbox.rounds.claim(LANE, clock(), most=9)
        outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
        tracking = outbox.find("R-1")
        assert tracking is not None
        assert [(leg.destination, leg.state) for leg in tracking.legs] == [
            ("street", Delivery.KEPT),
            ("onestop", Delivery.SENT),
        ]
        assert tracking.state is Delivery.KEPT
        assert tracking.case == case_of("R-1", clock())
        assert references(outbox, clock(), Lane("street")) == ["R-1"]


def test_what_follows_goes_where_its_matter_went_and_can_be_taken(
    folder: Path, vault: Vault, make: "Make", clock: "Clock"
) -> None:
    routes = Routes(TWO.by_service, {"street": frozenset({Ability.RATE, Ability.WITHDRAW})})
    with Outbox.open(folder, vault, routes) as outbox:
        outbox.put(make.submission("R-1"), clock())
        outbox.put(make.rating("R-1"), clock())
        for lane in (LANE, Lane("street")):
            (parcel,) = due(outbox, clock(), lane)
            outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
        assert references(outbox, clock()) == ["R-1"]
        assert references(outbox, clock(), Lane("street")) == []


def test_what_nobody_can_take_is_not_kept(
    folder: Path, vault: Vault, make: "Make", clock: "Clock"
) -> None:
    routes = Routes(cannot={"onestop": frozenset({Ability.RATE})})
    with Outbox.open(folder, vault, routes) as outbox:
        with pytest.raises(NobodyTakes):
            outbox.put(make.rating("R-1"), clock())
        assert outbox.rounds.undelivered() == 0


def test_an_attachment_waits_for_its_matter_and_holds_up_nothing(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    heavy = Lane("onestop", is_heavy=True)
    outbox.put(make.submission("R-1"), clock())
    for number in (1, 2):
        outbox.put(make.attachment("R-1", number), clock())
    assert (references(outbox, clock()), references(outbox, clock(), heavy)) == (["R-1"], [])
    outbox.rounds.delivered(due(outbox, clock())[0], case_of("R-1", clock()), clock())
    assert references(outbox, clock(), heavy) == ["R-1", "R-1"]


def test_what_was_not_sent_is_taken_back_here(
    outbox: Outbox, make: "Make", clock: "Clock", folder: Path
) -> None:
    outbox.put(make.submission("R-1"), clock())
    outbox.put(make.rating("R-1"), clock())
    assert outbox.take_back("R-1", clock()) is TakeBack.DONE
    assert outbox.take_back("R-1", clock()) is TakeBack.DONE
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.state is Delivery.TAKEN_BACK
    assert (references(outbox, clock()), sealed_in(folder)) == ([], [])


def test_what_may_be_there_is_taken_back_by_asking(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.rounds.claim(LANE, clock(), most=9)
    assert outbox.take_back("R-1", clock(), "5678") is TakeBack.ASKED
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (tracking.state, tracking.withdrawal[0].state) == (Delivery.KEPT, Delivery.KEPT)
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    (withdrawal,) = due(outbox, clock())
    withdrawn = case_of("R-1", clock(), CaseStatus.WITHDRAWN)
    outbox.rounds.delivered(withdrawal, withdrawn, clock())
    after = outbox.find("R-1")
    assert after is not None
    assert after.case == withdrawn


def test_what_is_taken_back_in_part_is_asked_for_only_where_it_may_be(
    folder_of_two: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox, street = folder_of_two, Lane("street")
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.rounds.claim(street, clock(), most=9)
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    assert outbox.take_back("R-1", clock()) is TakeBack.ASKED
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert [leg.state for leg in tracking.legs] == [Delivery.TAKEN_BACK, Delivery.SENT]
    assert [leg.destination for leg in tracking.withdrawal] == ["street"]
    assert references(outbox, clock()) == []
    with pytest.raises(NobodyTakes):
        taken_back(outbox, make, clock())


def taken_back(outbox: Outbox, make: "Make", now: datetime) -> None:
    """A matter that is taken back everywhere, and a rating for it."""
    outbox.put(make.submission("R-2"), now)
    assert outbox.take_back("R-2", now) is TakeBack.DONE
    outbox.put(make.rating("R-2"), now)


def test_a_no_to_a_withdrawal_is_an_answer_and_can_be_tried_again(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.rounds.claim(LANE, clock(), most=9)
    outbox.rounds.delivered(parcel, case_of("R-1", clock()), clock())
    outbox.take_back("R-1", clock(), "0000")
    (asked,) = due(outbox, clock())
    outbox.rounds.delivered(asked, None, clock(), Reason.WRONG_PHONE)
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.withdrawal[0].reason is Reason.WRONG_PHONE
    assert outbox.rounds.undelivered() == 0
    assert outbox.take_back("R-1", clock(), "5678") is TakeBack.ASKED
    assert references(outbox, clock()) == ["R-1"]


def test_what_lies_here_is_taken_back_only_with_digits_that_fit(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    assert outbox.take_back("R-1", clock(), "0000") is TakeBack.WRONG_PHONE
    assert references(outbox, clock()) == ["R-1"]
    assert outbox.take_back("R-1", clock(), "5678") is TakeBack.DONE
    assert references(outbox, clock()) == []


def test_a_claim_is_told_until_it_is_let_go(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    outbox.put(make.submission("R-1"), clock())
    parcels = outbox.rounds.claim(LANE, clock(), most=9)
    claimed = outbox.find("R-1")
    outbox.rounds.let_go(parcels, clock())
    free = outbox.find("R-1")
    assert claimed is not None
    assert free is not None
    assert (claimed.legs[0].may_be_there, free.legs[0].may_be_there) == (True, False)


def test_a_withdrawal_is_heeded_when_its_matter_proves_not_to_have_arrived(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    outbox.put(make.submission("R-1"), clock())
    (parcel,) = outbox.rounds.claim(LANE, clock(), most=9)
    assert outbox.take_back("R-1", clock()) is TakeBack.ASKED
    assert not outbox.rounds.heed_withdrawal(parcel, clock())
    outbox.rounds.postponed(parcel, 1, "no line", clock(), may_be_there=False)
    assert outbox.rounds.heed_withdrawal(parcel, clock())
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert (tracking.state, outbox.rounds.undelivered()) == (Delivery.TAKEN_BACK, 0)


def test_what_staff_hold_back_waits_until_they_let_it_go(
    outbox: Outbox, make: "Make", clock: "Clock"
) -> None:
    for number in (1, 2):
        outbox.put(make.submission(f"R-{number}"), clock())
    assert outbox.shelf.hold("R-1", clock()) == 1
    assert references(outbox, clock()) == ["R-2"]
    assert [item.leg.state for item in outbox.shelf.items()] == [Delivery.HELD, Delivery.KEPT]
    assert outbox.shelf.retry("R-1", clock()) == 1
    assert references(outbox, clock()) == ["R-1", "R-2"]


def test_only_what_is_long_done_is_let_go(outbox: Outbox, make: "Make", clock: "Clock") -> None:
    ended = case_of("R-1", clock(), CaseStatus.CONCLUDED)
    for number, case in ((1, ended), (2, case_of("R-2", clock())), (3, None)):
        outbox.put(make.submission(f"R-{number}"), clock())
        if case:
            outbox.rounds.delivered(due(outbox, clock())[0], case, clock())
    outbox.put(make.rating("R-2"), clock())
    outbox.rounds.delivered(due(outbox, clock())[-1], None, clock())
    retention = Retention(delivered_days=100, ended_days=10)
    clock.pass_by(9 * 86_400)
    assert outbox.upkeep.purge(clock(), retention) == 0
    clock.pass_by(2 * 86_400)
    assert outbox.upkeep.purge(clock(), retention) == 1
    assert outbox.find("R-1") is None
    clock.pass_by(100 * 86_400)
    assert outbox.upkeep.purge(clock(), retention) == 2
    assert (outbox.find("R-2"), references(outbox, clock())) == (None, ["R-3"])


def test_a_breaker_is_stored_and_holds_up_nothing_when_the_clock_jumps(
    folder: Path, vault: Vault, clock: "Clock"
) -> None:
    with Outbox.open(folder, vault) as outbox:
        outbox.endpoints.failed("onestop", 60, "no line", clock())
        outbox.endpoints.failed("onestop", 60, "no line", clock())
    with Outbox.open(folder, vault) as outbox:
        (rest,) = outbox.endpoints.resting()
        assert (rest.failures, rest.left(clock())) == (2, 60)
        clock.pass_by(-86_400)
        assert rest.left(clock()) == 0
        clock.pass_by(86_400 + 60)
        assert rest.left(clock()) == 0
        outbox.endpoints.recovered("onestop")
        assert outbox.endpoints.rest_of("onestop") is None


def test_staff_are_told_of_a_trouble_once_an_hour(outbox: Outbox, clock: "Clock") -> None:
    told = []
    for _ in range(61):
        outbox.endpoints.failed("onestop", 60, "not admitted", clock())
        told.append(outbox.endpoints.is_to_be_told("onestop", clock()))
        clock.pass_by(60)
    assert [at for at, is_told in enumerate(told) if is_told] == [0, 60]


def test_a_new_key_seals_all_that_is_kept(
    folder: Path, vault: Vault, make: "Make", clock: "Clock", tmp_path: Path
) -> None:
    source = KeyFile(tmp_path / "vault.key")
    for number in (1, 2):
        with Outbox.open(folder, vault) as outbox:
            outbox.put(make.submission(f"R-{number}"), clock())
            if number == 1:
                outbox.rounds.delivered(due(outbox, clock())[0], case_of("R-1", clock()), clock())
    before = source.keys()
    with Outbox.open(folder, vault) as outbox:
        assert outbox.upkeep.change_key(source) == 2
    assert len(source.keys()) == len(before)
    assert source.keys() != before
    with Outbox.open(folder, Vault.of(source)) as outbox:
        delivered = outbox.find("R-1")
        assert delivered is not None
        assert delivered.case == case_of("R-1", clock())
        assert [parcel.message for parcel in due(outbox, clock())] == [make.submission("R-2")]
        assert outbox.put(make.submission("R-2"), clock()).reference == "R-2"


def test_a_change_of_the_key_that_was_interrupted_goes_on_from_there(
    folder: Path, vault: Vault, make: "Make", clock: "Clock", tmp_path: Path
) -> None:
    source = KeyFile(tmp_path / "vault.key")
    with Outbox.open(folder, vault) as outbox:
        outbox.put(make.submission("R-1"), clock())
    # The new key was put before the old one, and then the power went.
    new = bytes(range(32))
    source.replace(new + source.keys())
    with Outbox.open(folder, Vault.of(source)) as outbox:
        outbox.put(make.submission("R-2"), clock())
        assert outbox.upkeep.change_key(source) == 2
    assert source.keys() == new
    with Outbox.open(folder, Vault(new)) as outbox:
        assert references(outbox, clock()) == ["R-1", "R-2"]


def test_the_key_is_not_touched_while_somebody_uses_the_outbox(
    folder: Path, vault: Vault, tmp_path: Path
) -> None:
    source = KeyFile(tmp_path / "vault.key")
    before = source.keys()
    with Outbox.open(folder, vault), Outbox.open(folder, vault) as second:
        with pytest.raises(OutboxUnusable, match="stop that one first"):
            second.upkeep.change_key(source)
        assert source.keys() == before
