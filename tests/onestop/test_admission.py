"""Who is let in: kiosks that sign, with a clock that is about right, and a body that was signed."""

import http.client
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
import pytest

from api_client.contract import Case, Submission
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import MOST_SKEW_SECONDS, Call
from api_client.contract.signing import Signer
from api_client.transport import Reply
from onestop.kiosks import Kiosk
from tests.onestop.enrolled import wait_until

if TYPE_CHECKING:
    from tests.onestop.conftest import Caller

ProblemOf = Callable[[Reply], str]
Enrol = Callable[..., "list[Caller]"]
UNREADABLE = b"{not json"
DISTRICT = "310115"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer first-kiosks-key"},
        {"Signature-Input": 'kiosk=("@method");created=1;keyid="K1"', "Signature": "kiosk=:AAAA:"},
        {"Signature-Input": "\xff", "Signature": "?"},
    ],
)
def test_without_a_signature_nothing_is_looked_at(
    kiosk: "Caller", problem: ProblemOf, headers: dict[str, str]
) -> None:
    reply = kiosk.unsigned("PUT", "/v1/submissions/R", UNREADABLE, **headers)
    assert (reply.status, problem(reply)) == (401, "not-admitted")
    assert reply.headers["www-authenticate"] == "Signature"
    assert reply.headers["accept-signature"].startswith('kiosk=("@method" "@authority"')


@pytest.mark.parametrize(
    ("name", "key"),
    [("K1", "wrong"), ("K2", "first-kiosks-key"), ("K9", "first-kiosks-key"), ("", "")],
)
def test_a_key_is_good_for_its_own_kiosk_alone(
    kiosk: "Caller", problem: ProblemOf, name: str, key: str
) -> None:
    stranger = replace(kiosk, kiosk=name, key=key or " ")
    reply = stranger.call("PUT", "/v1/submissions/R", UNREADABLE)
    assert (reply.status, problem(reply)) == (401, "not-admitted")


def test_a_signature_is_good_for_its_own_call_alone(kiosk: "Caller", problem: ProblemOf) -> None:
    call = Call("GET", f"{kiosk.address}/v1/cases/R?phone_tail=1234", {})
    headers = Signer(kiosk.kiosk, kiosk.key, kiosk.algorithm).signed(call, None, int(time.time()))
    assert problem(kiosk.sent(call, headers, None)) == "unknown-case"
    for other in (
        replace(call, method="POST"),
        replace(call, url=f"{kiosk.address}/v1/cases/R2?phone_tail=1234"),
        replace(call, url=f"{kiosk.address}/v1/cases/R?phone_tail=1235"),
        replace(call, url=f"{kiosk.address}/v1/cases/R"),
    ):
        assert problem(kiosk.sent(other, headers, None)) in {"not-admitted", "no-such-method"}


@pytest.mark.parametrize("ahead", [-MOST_SKEW_SECONDS - 5, MOST_SKEW_SECONDS + 5])
def test_a_clock_that_is_far_off_is_told_so(
    kiosk: "Caller", problem: ProblemOf, ahead: int
) -> None:
    reply = replace(kiosk, ahead=ahead).call("PUT", "/v1/submissions/R", UNREADABLE)
    assert (reply.status, problem(reply)) == (401, "clock-skew")
    assert "date" in reply.headers


@pytest.mark.parametrize("ahead", [-MOST_SKEW_SECONDS + 60, MOST_SKEW_SECONDS - 60])
def test_a_clock_that_is_a_little_off_will_do(
    kiosk: "Caller", problem: ProblemOf, ahead: int
) -> None:
    reply = replace(kiosk, ahead=ahead).call("GET", "/v1/cases/NOT-THERE")
    assert problem(reply) == "unknown-case"


def test_only_the_right_key_learns_of_the_clock(kiosk: "Caller", problem: ProblemOf) -> None:
    late = replace(kiosk, key="wrong", ahead=-MOST_SKEW_SECONDS - 5)
    assert problem(late.call("GET", "/v1/cases/R")) == "not-admitted"


def test_another_body_than_the_signed_one_is_not_taken(
    kiosk: "Caller", submission: Submission, problem: ProblemOf
) -> None:
    body = msgspec.json.encode(submission)
    call = Call(
        "PUT",
        f"{kiosk.address}/v1/submissions/{submission.reference}",
        {"Content-Type": "application/json"},
    )
    signer = Signer(kiosk.kiosk, kiosk.key, kiosk.algorithm)
    headers = signer.signed(call, body, int(time.time()))
    reply = kiosk.sent(call, headers, body.replace("沈阿婆".encode(), "别人家".encode()))
    assert (reply.status, problem(reply)) == (400, "wrong-digest")
    path = f"/v1/cases/{submission.reference}"
    assert problem(kiosk.call("GET", path)) == "unknown-case"
    assert kiosk.sent(call, headers, body).read_as(Case).reference == submission.reference


def test_a_body_in_parts_must_be_signed_too(kiosk: "Caller", submission: Submission) -> None:
    path = f"/v1/submissions/{submission.reference}"
    call = Call("PUT", kiosk.address + path, {"Content-Type": "application/json"})
    signer = Signer(kiosk.kiosk, kiosk.key, kiosk.algorithm)
    body = msgspec.json.encode(submission)
    unsigned = signer.signed(call, None, int(time.time()))
    signed = signer.signed(call, body, int(time.time()))
    assert [_status(call, headers, body) for headers in (unsigned, signed)] == [401, 201]


def _status(call: Call, headers: dict[str, str], body: bytes) -> int:
    """Of the call with its body sent in two parts, so that no length is told."""
    address = urlsplit(call.url)
    line = http.client.HTTPConnection(address.netloc, timeout=10)
    try:
        parts = iter([body[:10], body[10:]])
        line.request(call.method, address.path, parts, headers, encode_chunked=True)
        return line.getresponse().status
    finally:
        line.close()


def test_a_kiosk_that_is_enrolled_so_signs_with_sm3(
    kiosk: "Caller", problem: ProblemOf, enrolled: Enrol
) -> None:
    sm3 = Algorithm.HMAC_SM3
    (guarded,) = enrolled(Kiosk("K3", DISTRICT), "third-kiosks-key", algorithm=sm3)
    assert problem(guarded.call("GET", "/v1/cases/NOT-THERE")) == "unknown-case"
    for other in (
        replace(guarded, algorithm=Algorithm.HMAC_SHA256),
        replace(kiosk, algorithm=Algorithm.HMAC_SM3),
    ):
        assert problem(other.call("GET", "/v1/cases/NOT-THERE")) == "not-admitted"


def test_a_key_is_good_until_the_next_one_is_used(problem: ProblemOf, enrolled: Enrol) -> None:
    old, new = enrolled(Kiosk("K4", DISTRICT), "old-key", "new-key")

    def said(caller: "Caller") -> str:
        return problem(caller.call("GET", "/v1/cases/NOT-THERE"))

    assert [said(old), said(old), said(new)] == ["unknown-case"] * 3
    wait_until(lambda: said(old) == "not-admitted")
    assert said(new) == "unknown-case"


def test_a_kiosk_may_name_its_district_and_must_where_there_are_two(
    kiosk: "Caller", problem: ProblemOf, enrolled: Enrol
) -> None:
    for district in (DISTRICT, "310104"):
        enrolled(Kiosk("K5", district), f"key-in-{district}")

    def said(name: str, district: str) -> str:
        caller = replace(kiosk, kiosk=name, key=f"key-in-{district}")
        return problem(caller.call("GET", "/v1/cases/NOT-THERE"))

    assert said(f"{DISTRICT}/K5", DISTRICT) == "unknown-case"
    assert said("310104/K5", "310104") == "unknown-case"
    assert said(f"{DISTRICT}/K5", "310104") == "not-admitted"
    assert said("K5", DISTRICT) == said("K5", "310104") == "not-admitted"
    assert problem(replace(kiosk, kiosk=f"{DISTRICT}/K1").call("GET", "/v1/cases/R")) == (
        "unknown-case"
    )
