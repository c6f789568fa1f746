"""Handing in to the reference back end."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as copied
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Answer, Case, CaseStatus, Consultation, HelpCall, Rating, Submission
from api_client.transport import Reply, Transport

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
ProblemOf = Callable[[Reply], str]


def test_a_submission_becomes_a_case(kiosk: "Caller", submission: Submission) -> None:
    reply = kiosk.put("submissions", submission)
    case = reply.read_as(Case)
    assert reply.status == 201
    assert (case.reference, case.status) == (submission.reference, CaseStatus.RECEIVED)
    assert re.fullmatch(r"310115-\d{8}-\d{6}", case.case_number)


def test_the_same_again_finds_the_same_case(kiosk: "Caller", submission: Submission) -> None:
    first = kiosk.put("submissions", submission).read_as(Case)
    again = kiosk.put("submissions", submission)
    assert (again.status, again.read_as(Case)) == (200, first)


def test_other_content_under_a_reference_is_refused(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    other = msgspec.structs.replace(submission, answers=(Answer(field="name", value="别人"),))
    reply = kiosk.put("submissions", other)
    assert (reply.status, problem(reply)) == (422, "other-content")


def test_two_kiosks_may_use_the_same_reference(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission
) -> None:
    first = kiosk.put("submissions", submission).read_as(Case)
    second = other_kiosk.put("submissions", submission)
    assert second.status == 201
    assert second.read_as(Case).case_number != first.case_number


def test_what_a_consultation_asks_becomes_a_case(kiosk: "Caller", submission: Submission) -> None:
    asked = Consultation(
        **{name: getattr(submission, name) for name in submission.__struct_fields__}
    )
    reply = kiosk.put("consultations", asked)
    assert (reply.status, reply.read_as(Case).reference) == (201, asked.reference)


def test_many_at_once_get_one_case_each(
    kiosk: "Caller",
    submission: Submission,
    stored: Callable[[str], list[tuple[object, ...]]],
) -> None:
    def hand_in(number: int) -> Reply:
        own = copied(kiosk, transport=Transport())
        message = msgspec.structs.replace(submission, reference=f"MANY-{number // 2}")
        try:
            return own.put("submissions", message)
        finally:
            own.transport.close()

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(hand_in, range(60)))
    cases = [reply.read_as(Case) for reply in replies]
    assert sorted(reply.status for reply in replies) == [200] * 30 + [201] * 30
    assert all(cases[i] == cases[i + 1] for i in range(0, 60, 2))
    assert len({case.case_number for case in cases}) == 30
    assert stored("SELECT count(*) FROM matter WHERE reference LIKE 'MANY-%'") == [(30,)]


def test_a_rating_stands_once_a_case(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    rating = Rating(reference=submission.reference, score=5, rated_at=NOW)
    worse = Rating(reference=submission.reference, score=1, rated_at=NOW)
    assert [kiosk.put("ratings", rating).status for _ in range(2)] == [201, 200]
    assert problem(kiosk.put("ratings", worse)) == "other-content"


def test_a_rating_of_no_case_is_refused(kiosk: "Caller", problem: ProblemOf) -> None:
    reply = kiosk.put("ratings", Rating(reference="NOT-THERE", score=5, rated_at=NOW))
    assert (reply.status, problem(reply)) == (404, "unknown-case")


@pytest.mark.parametrize("score", [0, 6, 2.5, "best"])
def test_a_rating_is_one_to_five(kiosk: "Caller", problem: ProblemOf, score: object) -> None:
    body = {"kind": "rating", "reference": "R", "score": score, "rated_at": NOW}
    reply = kiosk.call("PUT", "/v1/ratings/R", msgspec.json.encode(body))
    assert (reply.status, problem(reply)) == (400, "malformed")


def test_a_call_for_help_can_be_read_back_by_its_kiosk_alone(
    kiosk: "Caller", other_kiosk: "Caller", problem: ProblemOf
) -> None:
    call = HelpCall(reference="H-1", page="question:phone", language="zh_CN", called_at=NOW)
    assert [kiosk.put("help-calls", call).status for _ in range(2)] == [201, 200]
    assert kiosk.call("GET", "/v1/help-calls/H-1").read_as(HelpCall) == call
    assert problem(other_kiosk.call("GET", "/v1/help-calls/H-1")) == "unknown-help-call"
