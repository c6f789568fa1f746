"""Asking where a case stands and which times are free: every question gets a true answer."""

from typing import TYPE_CHECKING

import pytest

from api_client.adapter import Ability
from api_client.contract import Case, CaseStatus
from api_client.courier import Courier
from api_client.enquirer import CaseAsked, Enquirer, Question, SlotsAsked
from api_client.errors import Reason, Refused, Unreachable
from api_client.news import CaseFound, CaseUnknown, News, NoAnswer, NoSlots, SlotsFound
from api_client.outbox import Lane, Outbox
from api_client.routes import Routes
from tests.api_client.model_authority import ModelAuthority, Mood

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

TWO = Routes({"meal-delivery": ("onestop", "street")})


@pytest.fixture
def authority() -> ModelAuthority:
    return ModelAuthority()


@pytest.fixture
def street() -> ModelAuthority:
    return ModelAuthority()


def answered(
    question: Question, outbox: Outbox, routes: Routes | None = None, **adapters: ModelAuthority
) -> News:
    told: list[News] = []
    Enquirer(outbox, adapters, routes or Routes(), told.append).answer(question, outbox)
    (news,) = told
    return news


def carry(outbox: Outbox, authority: ModelAuthority, name: str = "onestop") -> int:
    return Courier(outbox, authority, lambda _: None, Lane(name)).run_once()


def test_a_found_case_is_told_and_noted(
    outbox: Outbox, authority: ModelAuthority, make: "Make"
) -> None:
    outbox.put(make.submission("R-1"), make.now)
    assert carry(outbox, authority) == 1
    outbox.put(make.withdrawal("R-1"), make.now)
    authority.send(make.withdrawal("R-1"))
    case = authority.case("R-1")
    assert case is not None
    assert answered(CaseAsked("R-1"), outbox, onestop=authority) == CaseFound("R-1", case)
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.case == case


def test_a_reference_of_nobody_is_unknown(outbox: Outbox, authority: ModelAuthority) -> None:
    assert answered(CaseAsked("R-9"), outbox, onestop=authority) == CaseUnknown("R-9")


def test_what_still_lies_here_is_never_called_unknown(
    outbox: Outbox, authority: ModelAuthority, make: "Make"
) -> None:
    outbox.put(make.submission("R-1"), make.now)
    assert answered(CaseAsked("R-1"), outbox, onestop=authority) == NoAnswer("R-1")


@pytest.mark.parametrize("question", [CaseAsked("R-1"), SlotsAsked("R-1", "meal-delivery")])
def test_without_a_line_a_question_is_told_so(
    outbox: Outbox, authority: ModelAuthority, question: Question
) -> None:
    authority.mood = Mood.NO_LINE
    expected = NoAnswer("R-1") if isinstance(question, CaseAsked) else NoSlots("R-1")
    assert answered(question, outbox, onestop=authority) == expected


def test_each_destination_is_asked_and_the_first_case_told(
    folder_of_two: Outbox, authority: ModelAuthority, street: ModelAuthority, make: "Make"
) -> None:
    outbox = folder_of_two
    outbox.put(make.submission("R-1"), make.now)
    assert carry(outbox, street, "street") == 1
    told = answered(CaseAsked("R-1"), outbox, TWO, onestop=authority, street=street)
    assert isinstance(told, CaseFound)
    assert told.case == street.case("R-1")


def test_times_are_asked_of_an_endpoint_that_can_book(
    outbox: Outbox, authority: ModelAuthority
) -> None:
    asked = SlotsAsked("R-1", "meal-delivery")
    assert isinstance(answered(asked, outbox, onestop=authority), SlotsFound)
    nobody = Routes(cannot={"onestop": frozenset({Ability.BOOK})})
    assert answered(asked, outbox, nobody, onestop=authority) == NoSlots("R-1")


def test_an_endpoint_that_stumbles_is_no_end_of_answers(outbox: Outbox) -> None:
    assert answered(CaseAsked("R-1"), outbox) == NoAnswer("R-1")


class HasBeenGuessedAt(ModelAuthority):
    """Wrong digits were tried too often."""

    def case(
        self, reference: str, *, case_number: str = "", phone_tail: str | None = None
    ) -> Case | None:
        del reference, case_number, phone_tail
        raise Refused("refused", Reason.TOO_MANY_TRIES)


def test_too_many_wrong_digits_are_not_told_as_a_dead_line(outbox: Outbox) -> None:
    told = answered(CaseAsked("R-9", "0000"), outbox, onestop=HasBeenGuessedAt())
    assert told == CaseUnknown("R-9", is_too_often=True)


class IsAway(ModelAuthority):
    """Cannot be asked."""

    def case(
        self, reference: str, *, case_number: str = "", phone_tail: str | None = None
    ) -> Case | None:
        del reference, case_number, phone_tail
        raise Unreachable("no line")


def test_one_office_that_is_away_hides_no_other(
    folder_of_two: Outbox, street: ModelAuthority, make: "Make"
) -> None:
    outbox = folder_of_two
    outbox.put(make.submission("R-1"), make.now)
    assert carry(outbox, street, "street") == 1
    told = answered(CaseAsked("R-1"), outbox, TWO, onestop=IsAway(), street=street)
    assert isinstance(told, CaseFound)


def test_an_old_answer_does_not_turn_an_ended_case_back(
    outbox: Outbox, authority: ModelAuthority, make: "Make"
) -> None:
    outbox.put(make.submission("R-1"), make.now)
    carry(outbox, authority)
    old = authority.case("R-1")
    assert old is not None
    outbox.take_back("R-1", make.now)
    carry(outbox, authority)
    outbox.rounds.note_case(old, "onestop")
    tracking = outbox.find("R-1")
    assert tracking is not None
    assert tracking.case is not None
    assert tracking.case.status is CaseStatus.WITHDRAWN
