"""Asking the reference back end: cases, the contract's document, its health."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Answer, Case, Helper, Submission
from api_client.contract.phones import phone_tails
from api_client.transport import Reply
from onestop.document import document
from onestop.guesses import MOST_WRONG, SECONDS, Guesses

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

ProblemOf = Callable[[Reply], str]
DOCUMENT = Path("docs/openapi.json")


def test_the_kiosk_that_handed_in_may_ask(kiosk: "Caller", submission: Submission) -> None:
    case = kiosk.put("submissions", submission).read_as(Case)
    asked = kiosk.call("GET", f"/v1/cases/{submission.reference}").read_as(Case)
    assert msgspec.structs.replace(asked, waiting=None) == case


def test_another_kiosk_needs_the_phones_last_digits(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    case = kiosk.put("submissions", submission).read_as(Case)
    path = f"/v1/cases/{submission.reference}"
    assert problem(other_kiosk.call("GET", path)) == "unknown-case"
    assert problem(other_kiosk.call("GET", f"{path}?phone_tail=0000")) == "unknown-case"
    for odd in ("567", "5678%0A", "%D9%A5678"):
        assert problem(other_kiosk.call("GET", f"{path}?phone_tail={odd}")) == "malformed"
    asked = other_kiosk.call("GET", f"{path}?phone_tail=5678").read_as(Case)
    assert msgspec.structs.replace(asked, waiting=None) == case


def test_an_identity_numbers_last_digits_are_no_phones(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    reply = other_kiosk.call("GET", f"/v1/cases/{submission.reference}?phone_tail=1234")
    assert problem(reply) == "unknown-case"


def test_guessing_the_phone_ends_after_a_few_tries(
    kiosk: "Caller", other_kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    path = f"/v1/cases/{submission.reference}?phone_tail="
    for guess in range(MOST_WRONG):
        assert problem(other_kiosk.call("GET", f"{path}{guess:04d}")) == "unknown-case"
    reply = other_kiosk.call("GET", f"{path}5678")
    assert (reply.status, problem(reply)) == (429, "too-many-tries")
    assert 0 < (reply.retry_after or 0) <= SECONDS


def test_guesses_are_forgiven_after_an_hour() -> None:
    moments = [0.0]
    guesses = Guesses(lambda: moments[0])
    for _ in range(MOST_WRONG):
        guesses.was_wrong("R")
    assert guesses.wait_for("R") == SECONDS
    moments[0] = SECONDS
    assert guesses.wait_for("R") == 0


@pytest.mark.parametrize(
    ("written", "tails"),
    [
        ("13812345678", {"5678"}),
        ("+86 138-1234-5678", {"5678"}),
        ("021-58881234", {"1234"}),
        ("58881234", {"1234"}),
        ("310101194801011234", set()),
        ("1948-01-01", set()),
        ("12345", set()),
    ],
)
def test_a_phone_is_known_by_its_form(
    submission: Submission, written: str, tails: set[str]
) -> None:
    answered = Submission(
        **{
            **{name: getattr(submission, name) for name in submission.__struct_fields__},
            "answers": (Answer(field="any", value=written),),
        }
    )
    assert phone_tails(answered) == tails


def test_the_helpers_phone_counts_too(submission: Submission) -> None:
    helped = Submission(
        **{
            **{name: getattr(submission, name) for name in submission.__struct_fields__},
            "helper": Helper(name="小王", phone="13900001111"),
        }
    )
    assert phone_tails(helped) == {"5678", "1111"}


def test_the_document_in_the_docs_is_the_one_that_is_served(kiosk: "Caller") -> None:
    assert document() == DOCUMENT.read_bytes()
    assert kiosk.unsigned("GET", "/openapi.json").body == DOCUMENT.read_bytes()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_needs_no_signature(kiosk: "Caller", path: str) -> None:
    reply = kiosk.unsigned("GET", path)
    assert (reply.status, reply.body) == (200, b'{"status":"ok"}')
