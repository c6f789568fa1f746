"""Taking a matter back, until it is accepted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import AppointmentStatus, Case, CaseStatus, Submission, Withdrawal
from api_client.transport import Reply
from onestop.guesses import OF_A_REFERENCE
from onestop.process import Running
from onestop.routes.withdrawals import WHILE_KEEPING, WITHOUT_PROOF, is_free_to_withdraw
from onestop.store import Found, Key, Place

if TYPE_CHECKING:
    from tests.onestop.conftest import Book, Caller, Decide

ProblemOf = Callable[[Reply], str]
HANDED_IN = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
NOW = HANDED_IN + timedelta(minutes=1)
LATER = HANDED_IN + timedelta(hours=1)


def withdraw(
    kiosk: "Caller", reference: str, phone_tail: str = "", withdrawn_at: datetime = NOW
) -> Reply:
    withdrawal = Withdrawal(reference=reference, withdrawn_at=withdrawn_at, phone_tail=phone_tail)
    body = msgspec.json.encode(withdrawal)
    return kiosk.call("POST", f"/v1/cases/{reference}/withdrawal", body)


CASE_OF = "SELECT case_json FROM matter WHERE reference = ?"
CHANGE_CASE_OF = "UPDATE matter SET case_json = ? WHERE reference = ?"


@pytest.fixture
def long_ago(running: Running) -> Callable[[str], None]:
    """Makes a case an hour old, in the store itself."""

    def long_ago(reference: str) -> None:
        moment = datetime.now(UTC) - timedelta(hours=1)
        with Place(running.folder, running.database).changing() as tables:
            (found,) = tables.execute(CASE_OF, (reference,)).fetchall()
            case = msgspec.json.decode(found[0], type=Case)
            older = msgspec.structs.replace(case, received_at=moment)
            tables.execute(CHANGE_CASE_OF, (msgspec.json.encode(older), reference))

    return long_ago


def test_the_kiosk_that_handed_in_needs_no_proof_at_first(
    kiosk: "Caller", submission: Submission
) -> None:
    kiosk.put("submissions", submission)
    reply = withdraw(kiosk, submission.reference)
    case = reply.read_as(Case)
    assert (reply.status, case.status) == (200, CaseStatus.WITHDRAWN)
    assert [step.name.zh for step in case.steps] == ["收件", "撤回"]
    assert kiosk.call("GET", f"/v1/cases/{submission.reference}").read_as(Case) == case


def test_what_was_taken_back_in_time_is_taken_back_however_long_the_line_was_dead(
    kiosk: "Caller", submission: Submission, long_ago: Callable[[str], None]
) -> None:
    kiosk.put("submissions", submission)
    long_ago(submission.reference)
    reply = withdraw(kiosk, submission.reference)
    assert (reply.status, reply.read_as(Case).status) == (200, CaseStatus.WITHDRAWN)


def test_withdrawn_again_it_stays_withdrawn_also_when_asked_late(
    kiosk: "Caller", submission: Submission
) -> None:
    kiosk.put("submissions", submission)
    first = withdraw(kiosk, submission.reference).read_as(Case)
    again = withdraw(kiosk, submission.reference, withdrawn_at=LATER)
    assert (again.status, again.read_as(Case).steps[1:]) == (200, first.steps[1:])


def test_later_the_phones_last_digits_are_needed(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    replies = [withdraw(kiosk, submission.reference, tail, LATER) for tail in ("", "0000")]
    replies.append(withdraw(kiosk, submission.reference, "0000"))
    assert [(reply.status, problem(reply)) for reply in replies] == [(422, "wrong-phone")] * 3
    reply = withdraw(kiosk, submission.reference, "5678", LATER)
    assert (reply.status, reply.read_as(Case).status) == (200, CaseStatus.WITHDRAWN)


def test_another_kiosk_always_needs_them(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    refused = [withdraw(other_kiosk, submission.reference, tail) for tail in ("", "0000")]
    assert [(reply.status, problem(reply)) for reply in refused] == [(404, "unknown-case")] * 2
    reply = withdraw(other_kiosk, submission.reference, "5678")
    assert (reply.status, reply.read_as(Case).status) == (200, CaseStatus.WITHDRAWN)


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("tail", ["", "0000"])
def test_guessing_ends_after_a_few_tries_and_tells_nothing(  # noqa: PLR0913 - each by its name
    kiosk: "Caller",
    other_kiosk: "Caller",
    submission: Submission,
    problem: ProblemOf,
    tail: str,
    *,
    is_there: bool,
) -> None:
    named = msgspec.structs.replace(submission, reference=f"GUESS-{is_there}-{tail}")
    if is_there:
        kiosk.put("submissions", named)
    for _ in range(OF_A_REFERENCE[0].most):
        assert problem(withdraw(other_kiosk, named.reference, tail)) == "unknown-case"
    reply = withdraw(other_kiosk, named.reference, "5678")
    assert (reply.status, problem(reply)) == (429, "too-many-tries")


@pytest.mark.parametrize("phone_tail", ["", "5678"])
def test_a_reference_that_nobody_knows_is_said(
    kiosk: "Caller", problem: ProblemOf, phone_tail: str
) -> None:
    reply = withdraw(kiosk, "NOT-THERE", phone_tail)
    assert (reply.status, problem(reply)) == (404, "unknown-case")


@pytest.mark.parametrize("phone_tail", ["567", "56789", "abcd", "５６７８"])
def test_four_digits_or_none_are_the_contracts_shape(
    other_kiosk: "Caller", problem: ProblemOf, phone_tail: str
) -> None:
    reply = withdraw(other_kiosk, "NOT-THERE", phone_tail)
    assert (reply.status, problem(reply)) == (400, "malformed")


@pytest.mark.parametrize(
    "decided",
    [
        (CaseStatus.ACCEPTED,),
        (CaseStatus.DECLINED,),
        (CaseStatus.ACCEPTED, CaseStatus.CONCLUDED),
        (CaseStatus.ACCEPTED, CaseStatus.CORRECTION_NEEDED),
    ],
)
def test_once_accepted_or_ended_it_is_too_late(
    kiosk: "Caller",
    submission: Submission,
    decide: "Decide",
    problem: ProblemOf,
    decided: tuple[CaseStatus, ...],
) -> None:
    named = msgspec.structs.replace(submission, reference=f"LATE-{'-'.join(decided)}")
    kiosk.put("submissions", named)
    for status in decided:
        is_asked = status is CaseStatus.CORRECTION_NEEDED
        decide(named.reference, status, needed="照片" if is_asked else "")
    reply = withdraw(kiosk, named.reference)
    assert (reply.status, problem(reply)) == (409, "too-late")


def test_while_papers_are_asked_for_it_can_be_withdrawn(
    kiosk: "Caller", submission: Submission, decide: "Decide"
) -> None:
    kiosk.put("submissions", submission)
    decide(submission.reference, CaseStatus.CORRECTION_NEEDED, needed="照片")
    case = withdraw(kiosk, submission.reference).read_as(Case)
    assert (case.status, case.needed) == (CaseStatus.WITHDRAWN, "")


def test_its_appointment_is_cancelled_and_the_slot_free_again(
    kiosk: "Caller", submission: Submission, book: "Book"
) -> None:
    slot = book.free_slot()
    venue = msgspec.structs.replace(submission, service_code=book.service)
    kiosk.put("submissions", venue)
    assert book.put(kiosk, venue.reference, slot).status == 201
    assert not book.is_free(slot)
    case = withdraw(kiosk, venue.reference).read_as(Case)
    assert case.appointment is not None
    assert case.appointment.status is AppointmentStatus.CANCELLED
    assert book.is_free(slot)


@pytest.mark.parametrize(
    ("status", "late", "phone_tail", "is_free"),
    [
        (CaseStatus.RECEIVED, WITHOUT_PROOF, "", True),
        (CaseStatus.RECEIVED, -WITHOUT_PROOF, "", True),
        (CaseStatus.RECEIVED, WITHOUT_PROOF + WHILE_KEEPING, "", True),
        (CaseStatus.RECEIVED, WITHOUT_PROOF + WHILE_KEEPING + timedelta(seconds=1), "", False),
        (CaseStatus.RECEIVED, timedelta(days=-1), "", False),
        (CaseStatus.RECEIVED, WITHOUT_PROOF, "0000", False),
        (CaseStatus.WITHDRAWN, timedelta(days=1), "0000", True),
        (CaseStatus.ACCEPTED, timedelta(days=1), "", False),
    ],
)
def test_ten_minutes_are_free_by_the_kiosks_own_clock(
    submission: Submission, status: CaseStatus, late: timedelta, phone_tail: str, *, is_free: bool
) -> None:
    case = Case(reference="R", case_number="1", status=status, service_code="s", received_at=LATER)
    own = Found(Key("310115", "K1", "R"), submission, case)
    asked = Withdrawal(reference="R", withdrawn_at=HANDED_IN + late, phone_tail=phone_tail)
    assert is_free_to_withdraw(own, asked) is is_free
