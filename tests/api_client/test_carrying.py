"""What becomes of one parcel: an answer that is lost, a person who must look, a no that is one."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from api_client.adapter import Ability
from api_client.contract import Case, Message
from api_client.courier import Courier
from api_client.errors import Reason, Refused
from api_client.news import Booked, MayHaveArrived, News, NotBooked, NotTakenBack, TakenBack
from api_client.outbox import Delivery, Lane, Outbox
from tests.api_client.model_authority import ModelAuthority, Mood

if TYPE_CHECKING:
    from tests.api_client.conftest import Clock, Make

LANE = Lane("onestop")
FINDS = frozenset({Ability.TAKE_AGAIN})
TELLS_NOTHING = frozenset({Ability.TAKE_AGAIN, Ability.FIND})
Carry = Callable[[ModelAuthority], int]


@pytest.fixture
def carry(outbox: Outbox, told: list[News], clock: "Clock") -> Carry:
    """One round to that authority."""
    return lambda authority: Courier(outbox, authority, told.append, LANE, clock=clock).run_once()


def state(outbox: Outbox, reference: str = "R-1") -> Delivery:
    tracking = outbox.find(reference)
    assert tracking is not None
    return tracking.state


def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    carry: Carry, outbox: Outbox, clock: "Clock", make: "Make"
) -> None:
    authority = ModelAuthority(FINDS)
    outbox.put(make.submission("R-1"), clock())
    authority.mood = Mood.ANSWER_LOST
    assert carry(authority) == 0
    authority.mood = Mood.WELL
    clock.pass_by(600)
    assert carry(authority) == 1
    assert authority.arrived["submission", "R-1", 0] == 1
    assert state(outbox) is Delivery.SENT


def test_what_is_not_found_is_sent_again_only_after_it_had_time_to_arrive(
    carry: Carry, outbox: Outbox, clock: "Clock", make: "Make"
) -> None:
    authority = ModelAuthority(FINDS)
    outbox.put(make.submission("R-1"), clock())
    authority.mood = Mood.STUMBLES
    assert carry(authority) == 0
    authority.mood = Mood.WELL
    clock.pass_by(10)
    assert carry(authority) == 0
    assert authority.arrived.total() == 0
    clock.pass_by(120)
    assert carry(authority) == 1
    assert authority.arrived["submission", "R-1", 0] == 1


@pytest.mark.parametrize("mood", [Mood.ANSWER_LOST, Mood.ANSWER_GARBLED, Mood.STUMBLES])
def test_what_cannot_be_looked_for_is_left_to_a_person(  # noqa: PLR0913 - its fixtures
    carry: Carry, outbox: Outbox, told: list[News], clock: "Clock", *, make: "Make", mood: Mood
) -> None:
    authority = ModelAuthority(TELLS_NOTHING)
    outbox.put(make.submission("R-1"), clock())
    authority.mood = mood
    assert carry(authority) == 0
    authority.mood = Mood.WELL
    clock.pass_by(86_400)
    assert carry(authority) == 0
    assert state(outbox) is Delivery.UNCERTAIN
    assert told == [MayHaveArrived("R-1")]
    assert outbox.shelf.retry("R-1", clock(), is_not_there=True) == 1
    assert carry(authority) == 1


@pytest.mark.parametrize("mood", [Mood.NO_LINE, Mood.BUSY, Mood.ADMITS_NOBODY])
def test_what_has_certainly_not_arrived_is_simply_sent_later(
    carry: Carry, outbox: Outbox, clock: "Clock", make: "Make", mood: Mood
) -> None:
    authority = ModelAuthority(TELLS_NOTHING)
    outbox.put(make.submission("R-1"), clock())
    authority.mood = mood
    assert carry(authority) == 0
    authority.mood = Mood.WELL
    clock.pass_by(86_400)
    assert carry(authority) == 1


def test_a_wrong_certificate_is_told_to_staff_once_an_hour(
    carry: Carry, outbox: Outbox, clock: "Clock", make: "Make", caplog: pytest.LogCaptureFixture
) -> None:
    authority = ModelAuthority()
    outbox.put(make.submission("R-1"), clock())
    authority.mood = Mood.WRONG_CERTIFICATE
    with caplog.at_level(logging.ERROR, "staff"):
        for _ in range(8):
            carry(authority)
            clock.pass_by(900)
    told = [record for record in caplog.records if record.name == "staff"]
    assert [record.levelname for record in told] == ["ERROR", "ERROR"]
    assert "wrong name" in told[0].getMessage()
    assert authority.calls > 2


class SaysNo(ModelAuthority):
    """Takes matters, and says no to what follows."""

    reason = Reason.SLOT_TAKEN

    def send(self, message: Message) -> Case | None:
        if message.reference in self._status:
            raise Refused("no", self.reason)
        return super().send(message)


@pytest.mark.parametrize("reason", [Reason.SLOT_TAKEN, Reason.TOO_LATE, Reason.WRONG_PHONE])
def test_a_no_to_what_follows_is_told_and_ends_it(  # noqa: PLR0913 - its fixtures
    carry: Carry, outbox: Outbox, told: list[News], clock: "Clock", *, make: "Make", reason: Reason
) -> None:
    authority = SaysNo()
    authority.reason = reason
    outbox.put(make.submission("R-1"), clock())
    carry(authority)
    outbox.put(make.appointment("R-1"), clock())
    outbox.put(make.withdrawal("R-1", "5678"), clock())
    carry(authority)
    assert told[1:] == [NotBooked("R-1", reason), NotTakenBack("R-1", reason)]
    assert outbox.rounds.undelivered() == 0
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert [leg.reason for leg in (*tracking.appointment, *tracking.withdrawal)] == [reason] * 2


def test_a_yes_to_what_follows_is_told_with_the_case(
    carry: Carry, outbox: Outbox, told: list[News], clock: "Clock", make: "Make"
) -> None:
    authority = ModelAuthority()
    outbox.put(make.submission("R-1"), clock())
    carry(authority)
    outbox.put(make.appointment("R-1"), clock())
    outbox.take_back("R-1", clock())
    carry(authority)
    case = authority.case("R-1")
    assert [type(news) for news in told[1:]] == [Booked, TakenBack]
    assert told[2] == TakenBack("R-1", case)


class Stumbles(ModelAuthority):
    """A fault of ours: the line breaks over one message."""

    def send(self, message: Message) -> Case | None:
        if message.reference == "R-1":
            raise UnicodeEncodeError("ascii", "王秀英", 0, 1, "no")
        return super().send(message)


def test_a_parcel_that_we_stumble_over_holds_up_no_other_and_its_words_are_not_logged(
    carry: Carry,
    outbox: Outbox,
    clock: "Clock",
    make: "Make",
    caplog: pytest.LogCaptureFixture,
) -> None:
    for number in (1, 2):
        outbox.put(make.submission(f"R-{number}"), clock())
    assert carry(Stumbles()) == 1
    assert (state(outbox, "R-1"), state(outbox, "R-2")) == (Delivery.KEPT, Delivery.SENT)
    assert "UnicodeEncodeError" in caplog.text
    assert "王" not in caplog.text


def test_a_withdrawal_that_was_promised_without_digits_is_not_ended_for_want_of_them(
    carry: Carry, outbox: Outbox, told: list[News], clock: "Clock", make: "Make"
) -> None:
    authority = SaysNo()
    authority.reason = Reason.WRONG_PHONE
    outbox.put(make.submission("R-1"), clock())
    carry(authority)
    outbox.take_back("R-1", clock())
    carry(authority)
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert [leg.state for leg in tracking.withdrawal] == [Delivery.REFUSED]
    assert told[1:] == [NotTakenBack("R-1", Reason.WRONG_PHONE)]


def test_what_was_sent_by_a_clock_that_ran_ahead_is_left_to_a_person(
    carry: Carry, outbox: Outbox, clock: "Clock", make: "Make"
) -> None:
    authority = ModelAuthority(FINDS)
    clock.pass_by(3 * 86_400)
    outbox.put(make.submission("R-1"), clock())
    authority.mood = Mood.STUMBLES
    carry(authority)
    authority.mood = Mood.WELL
    clock.pass_by(-2 * 86_400)
    assert carry(authority) == 0
    assert authority.arrived.total() == 0
    assert state(outbox) is Delivery.UNCERTAIN


def test_what_was_taken_back_while_it_waited_in_a_round_is_not_sent(
    carry: Carry, outbox: Outbox, told: list[News], clock: "Clock", make: "Make"
) -> None:
    authority = ModelAuthority()
    for number in (1, 2):
        outbox.put(make.submission(f"R-{number}"), clock())
    parcels = outbox.rounds.claim(LANE, clock(), most=9)
    outbox.take_back("R-2", clock())
    assert outbox.rounds.let_go(parcels, clock()) == parcels[1:]
    assert carry(authority) == 1
    assert authority.arrived["submission", "R-2", 0] == 0
    assert state(outbox, "R-2") is Delivery.TAKEN_BACK
    assert told[-1].reference == "R-1"
