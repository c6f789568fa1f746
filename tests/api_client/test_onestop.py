"""The client: delivered means a case number for our reference, and nothing else does."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace as changed

from api_client.authority_clock import AuthorityClock
from api_client.contract import Case, CaseStatus, Published, PublishedDelta
from api_client.contract.problems import ProblemType
from api_client.errors import (
    NotAdmitted,
    OneStopError,
    Refused,
    Unintelligible,
    Unreachable,
)
from api_client.onestop import OneStopClient
from api_client.transport import Transport
from onestop.process import BackEndProcess

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, Make, OddServer, Say

StartOdd = Callable[["Answering"], "OddServer"]
PAGE = b"<html>Please sign in to the free Wi-Fi</html>"


def without_queue(case: Case | None) -> Case | None:
    """The case as it was answered when it was handed in: its place in the queue changes."""
    return None if case is None else changed(case, waiting=None)


def test_a_submission_comes_back_as_a_case(client: OneStopClient, make: "Make") -> None:
    case = client.send(make.submission("CL-1"))
    assert case is not None
    assert (case.reference, case.status) == ("CL-1", CaseStatus.RECEIVED)
    assert client.send(make.submission("CL-1")) == case
    assert without_queue(client.case("CL-1")) == case


def test_a_consultation_comes_back_as_a_case(client: OneStopClient, make: "Make") -> None:
    case = client.send(make.consultation("CL-2"))
    assert case is not None
    assert case.reference == "CL-2"


def test_ratings_and_help_calls_have_no_case(client: OneStopClient, make: "Make") -> None:
    client.send(make.submission("CL-3"))
    assert client.send(make.rating("CL-3")) is None
    assert client.send(make.help_call("CL-3")) is None


def test_an_unknown_case_is_none(client: OneStopClient) -> None:
    assert client.case("NOT-THERE") is None


def test_another_kiosks_case_is_found_with_the_phone(client: OneStopClient, make: "Make") -> None:
    case = client.send(make.submission("CL-4"))
    assert without_queue(client.case("CL-4", phone_tail="5678")) == case


def test_the_newest_edition_is_fetched_once(client: OneStopClient) -> None:
    first = client.catalogue()
    assert first is not None
    assert isinstance(first.content, Published)
    assert '"version":"2026-01-01"' in first.content.edition
    assert client.catalogue(etag=first.etag) is None
    assert client.catalogue(etag='"older"') == first


def test_for_whoever_has_an_edition_only_what_is_otherwise_is_fetched(
    client: OneStopClient,
) -> None:
    same = client.catalogue(since=1)
    assert same is not None
    assert isinstance(same.content, PublishedDelta)
    assert same.content.since == 1


def test_the_authority_is_up(client: OneStopClient) -> None:
    assert client.is_up()


def test_other_content_is_refused(client: OneStopClient, make: "Make") -> None:
    client.send(make.submission("CL-5"))
    with pytest.raises(Refused, match="other-content"):
        client.send(make.consultation("CL-5"))


def test_a_wrong_key_is_not_admitted(
    back_end: BackEndProcess, transport: Transport, make: "Make"
) -> None:
    client = OneStopClient(back_end.address, "K1", "wrong", transport)
    with pytest.raises(NotAdmitted):
        client.send(make.submission("CL-6"))


def test_a_clock_that_is_hours_off_is_put_right_by_the_authority(
    back_end: BackEndProcess, make: "Make"
) -> None:
    transport = Transport(authority_clock=AuthorityClock(lambda: time.time() - 7200))
    client = OneStopClient(back_end.address, "K1", "the-kiosks-own-key", transport)
    case = client.send(make.submission("CL-8"))
    client.close()
    assert case is not None
    assert transport.authority_clock.offset == pytest.approx(7200, abs=60)


def test_a_kiosk_may_sign_with_sm3(
    back_end: BackEndProcess, transport: Transport, make: "Make"
) -> None:
    address, key = back_end.address, "the-kiosks-own-key"
    client = OneStopClient(address, "K3", key, transport, algorithm="hmac-sm3")
    assert client.send(make.submission("CL-9")) is not None


def test_a_wrong_address_makes_no_case_unknown(
    back_end: BackEndProcess, transport: Transport
) -> None:
    client = OneStopClient(back_end.address + "/elsewhere", "K1", "the-kiosks-own-key", transport)
    with pytest.raises(Unreachable, match="no such address"):
        client.case("CL-7")


def said(say: "Say", what: str) -> bytes:
    """Everything a server may answer that is not a delivery."""
    case = say.case("R-1")
    return {
        "portal": say.http(200, PAGE, kind="text/html"),
        "portal's refusal": say.http(400, PAGE, kind="text/html"),
        "redirect": say.http(302, b"", "Location: http://portal.example/"),
        "in progress": say.problem(409, "Retry-After: 3"),
        "too many": say.problem(429, "Retry-After: 60"),
        "own fault": say.problem(500),
        "gateway": say.http(502, PAGE, kind="text/html"),
        "no content": b"HTTP/1.1 204 -\r\n\r\n",
        "accepted": case.replace(b" 201 ", b" 202 "),
        "empty": say.http(200, b""),
        "null": say.http(200, b"null"),
        "no number": say.http(200, say.case("R-1").partition(b"\r\n\r\n")[2]).replace(
            b"310115-20260115-R-1", b"                   "
        ),
        "other reference": say.case("R-2"),
        "malformed": say.problem(400),
        "other content": say.problem(422),
        "gone": say.problem(404),
        "no such method": say.problem(405),
        "unknown case": say.problem(404, kind=ProblemType.UNKNOWN_CASE),
        "no key": say.problem(401),
        "not this kiosk": say.http(403, PAGE, kind="text/html"),
    }[what]


@pytest.fixture
def saying(odd: StartOdd, transport: Transport, say: "Say") -> Callable[[str], OneStopClient]:
    """A client of a server that always says this."""

    def client(what: str) -> OneStopClient:
        server = odd(lambda _: iter([said(say, what)]))
        return OneStopClient(server.address, "K1", "key", transport)

    return client


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("portal", Unreachable),
        ("portal's refusal", Unreachable),
        ("redirect", Unreachable),
        ("in progress", Unreachable),
        ("too many", Unreachable),
        ("own fault", Unreachable),
        ("gateway", Unreachable),
        ("no content", Unintelligible),
        ("accepted", Unintelligible),
        ("empty", Unintelligible),
        ("null", Unintelligible),
        ("no number", Unintelligible),
        ("other reference", Unintelligible),
        ("malformed", Refused),
        ("other content", Refused),
        ("gone", Unreachable),
        ("no such method", Unreachable),
        ("unknown case", Refused),
        ("no key", NotAdmitted),
        ("not this kiosk", NotAdmitted),
    ],
)
def test_nothing_but_a_case_counts_as_delivered(
    saying: Callable[[str], OneStopClient], make: "Make", what: str, error: type
) -> None:
    client = saying(what)
    with pytest.raises(OneStopError) as raised:
        client.send(make.submission("R-1"))
    assert raised.type is error
    assert make.private not in str(raised.value)


def test_the_odd_servers_case_would_count(
    odd: StartOdd, transport: Transport, make: "Make", say: "Say"
) -> None:
    server = odd(lambda _: iter([say.case("R-1")]))
    case = OneStopClient(server.address, "K1", "key", transport).send(make.submission("R-1"))
    assert case is not None


def test_a_page_is_no_sign_of_life(odd: StartOdd, transport: Transport, say: "Say") -> None:
    server = odd(lambda _: iter([say.http(200, PAGE, kind="text/html")]))
    assert not OneStopClient(server.address, "K1", "key", transport).is_up()


@pytest.mark.parametrize(
    "endpoint", ["http://onestop.example", "http://10.0.0.1:80", "ftp://127.0.0.1", "127.0.0.1", ""]
)
def test_answers_never_cross_a_network_in_the_clear(endpoint: str, transport: Transport) -> None:
    with pytest.raises(ValueError, match="https"):
        OneStopClient(endpoint, "K1", "key", transport)


@pytest.mark.parametrize(
    "endpoint", ["https://onestop.example/api", "http://127.0.0.1:8021", "http://[::1]:8021"]
)
def test_encrypted_or_on_this_machine_will_do(endpoint: str, transport: Transport) -> None:
    assert OneStopClient(endpoint, "K1", "key", transport)


@pytest.mark.parametrize("text", ["", "two\nlines", "钥匙", " blank "])
def test_the_key_and_the_kiosks_id_must_fit_into_a_header(text: str, transport: Transport) -> None:
    with pytest.raises(ValueError, match="the key and the kiosk's id"):
        OneStopClient("https://onestop.example", "K1", text, transport)
    with pytest.raises(ValueError, match="the key and the kiosk's id"):
        OneStopClient("https://onestop.example", text, "key", transport)


@pytest.mark.parametrize("rest", ["/接口", "/?a=1", "/#a", "/a b"])
def test_an_endpoint_is_signed_as_it_is_written(rest: str, transport: Transport) -> None:
    with pytest.raises(ValueError, match="in ASCII, without"):
        OneStopClient(f"https://onestop.example{rest}", "K1", "key", transport)
