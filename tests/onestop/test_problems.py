"""What the back end says when it cannot do what was asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Submission
from api_client.contract.problems import ProblemType
from api_client.transport import Reply
from onestop.problems import KNOWN
from onestop.process import Running

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

ProblemOf = Callable[[Reply], str]


def test_every_problem_type_has_words_and_a_status() -> None:
    assert set(KNOWN) == set(ProblemType)


@pytest.mark.parametrize("path", ["/", "/v2/catalogue", "/v1/submissions", "/schema/openapi.json"])
def test_an_address_outside_the_contract(kiosk: "Caller", problem: ProblemOf, path: str) -> None:
    reply = kiosk.call("GET", path)
    assert (reply.status, problem(reply)) == (404, "no-such-route")


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_method_outside_the_contract(kiosk: "Caller", problem: ProblemOf, method: str) -> None:
    reply = kiosk.call(method, "/v1/submissions/R")
    assert (reply.status, problem(reply)) == (405, "no-such-method")
    assert "PUT" in reply.headers["allow"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body[:-1],
        lambda _: b"",
        lambda _: b"\xff\xfe",
        lambda body: body.decode().encode("gbk"),
        lambda _: b"[" * 100_000,
        lambda body: body[:-1] + b',"more":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        lambda body: body.replace(b'"submission"', b'"rating"'),
        lambda body: body.replace(b'"language":"zh_CN",', b""),
        lambda body: body.replace(b"2026-01-15T09:30:00Z", b"yesterday"),
        lambda body: body.replace(b"2026-01-15T09:30:00Z", b"2026-01-15T09:30:00"),
    ],
)
def test_a_body_of_another_shape_is_malformed_and_never_quoted(
    kiosk: "Caller",
    submission: Submission,
    problem: ProblemOf,
    running: Running,
    spoil: Callable[[bytes], bytes],
) -> None:
    body = spoil(msgspec.json.encode(submission))
    assert body != msgspec.json.encode(submission)
    reply = kiosk.call("PUT", f"/v1/submissions/{submission.reference}", body)
    assert (reply.status, problem(reply)) == (400, "malformed")
    assert "沈阿婆".encode() not in reply.body
    assert "Traceback" not in running.log_file.read_text("utf-8")


def test_address_and_body_must_name_the_same_reference(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    reply = kiosk.call("PUT", "/v1/submissions/OTHER", msgspec.json.encode(submission))
    assert (reply.status, problem(reply)) == (400, "other-reference")


@pytest.mark.parametrize("reference", ["a%20b", "x" * 65, "%E6%B2%88", "a.b"])
def test_a_reference_is_made_of_letters_digits_and_dashes(
    kiosk: "Caller", submission: Submission, problem: ProblemOf, reference: str
) -> None:
    reply = kiosk.call("PUT", f"/v1/submissions/{reference}", msgspec.json.encode(submission))
    assert (reply.status, problem(reply)) == (400, "malformed")


def test_a_body_beyond_measure_is_not_read(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    body = msgspec.json.encode(submission) + b" " * 1_000_001
    reply = kiosk.call("PUT", f"/v1/submissions/{submission.reference}", body)
    assert (reply.status, problem(reply)) == (413, "too-large")


def test_the_log_tells_routes_and_no_residents(
    kiosk: "Caller", submission: Submission, running: Running
) -> None:
    kiosk.put("submissions", submission)
    kiosk.call("GET", f"/v1/cases/{submission.reference}?phone_tail=5678")
    log = running.log_file.read_text("utf-8")
    assert "K1 PUT /v1/submissions/{reference" in log
    assert "K1 GET /v1/cases/{reference" in log
    for private in ("phone_tail", "沈阿婆", "138 1234 5678", "310101194801011234"):
        assert private not in log
