"""What the client asks, word for word, as long as no authority but a script is there to answer."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.adapter import Ability, Adapter, CannotDo
from api_client.authority_clock import AuthorityClock
from api_client.contract import (
    Appointment,
    Attachment,
    Case,
    Message,
    Slot,
    Slots,
    Withdrawal,
)
from api_client.contract.algorithms import Algorithm
from api_client.contract.calls import Call
from api_client.contract.checking import Checker, Signed
from api_client.contract.problems import ProblemType
from api_client.errors import Reason, Refused, Unintelligible, Unreachable
from api_client.onestop import OneStopClient
from api_client.transport import Transport
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Make, Say

NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)
PHOTO = b"\xff\xd8\xff\xe0 a photo"
TOLD = "Thu, 15 Jan 2026 09:00:00 GMT"
Answered = Callable[..., tuple[OneStopClient, ScriptedServer]]


@pytest.fixture
def answered(request: pytest.FixtureRequest, transport: Transport) -> Answered:
    """A client of a server that gives these answers."""

    def start(*answers: bytes) -> tuple[OneStopClient, ScriptedServer]:
        server = ScriptedServer(*([each] for each in answers))
        request.addfinalizer(server.close)
        return OneStopClient(server.address, "K1", "key", transport), server

    return start


def headers_of(server: ScriptedServer, number: int = 0) -> dict[str, str]:
    rows = (row.partition(": ") for row in server.heads[number].split("\r\n") if row)
    return {name.lower(): value for name, _, value in rows}


def signed(server: ScriptedServer, number: int = 0) -> Signed:
    """What the signature of that call says; raises unless it is right."""
    method, target = server.calls[number][1].split(" ")
    call = Call(method, server.address + target, headers_of(server, number))
    return Checker(lambda _, __: (b"key",)).check(call)


def attachment(*, is_correction: bool = False) -> Attachment:
    return Attachment(
        reference="R-1",
        number=2,
        document="id card",
        media_type="image/jpeg",
        content=PHOTO,
        added_at=NOW,
        is_correction=is_correction,
    )


def withdrawal() -> Withdrawal:
    return Withdrawal(reference="R-1", withdrawn_at=NOW, phone_tail="5678")


def appointment() -> Appointment:
    return Appointment(reference="R-1", service_code="meals", slot="S-1", asked_at=NOW)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (withdrawal(), "POST /v1/cases/R-1/withdrawal"),
        (appointment(), "PUT /v1/bookings/R-1"),
        (attachment(), "PUT /v1/submissions/R-1/documents/2?document=id%20card"),
        (attachment(is_correction=True), "POST /v1/cases/R-1/documents?document=id%20card"),
    ],
)
def test_what_belongs_to_a_case_comes_back_as_the_case(
    answered: Answered, say: type["Say"], message: Message, asked: str
) -> None:
    client, server = answered(say.case("R-1"))
    case = client.send(message)
    assert isinstance(case, Case)
    assert server.calls == [(0, asked)]


@pytest.mark.parametrize("what", ["submission", "consultation"])
def test_what_is_handed_in_comes_back_as_a_case(
    answered: Answered, say: type["Say"], make: "Make", what: str
) -> None:
    client, server = answered(say.case("R-1"))
    assert client.send(getattr(make, what)("R-1")) is not None
    assert server.calls == [(0, f"PUT /v1/{what}s/R-1")]


def test_ratings_and_help_calls_come_back_as_themselves(
    answered: Answered, say: type["Say"], make: "Make"
) -> None:
    messages: list[Message] = [make.rating("R-1"), make.help_call("H-1")]
    answers = [say.http(201, msgspec.json.encode(each)) for each in messages]
    client, server = answered(*answers)
    assert [client.send(each) for each in messages] == [None, None]
    assert [asked for _, asked in server.calls] == ["PUT /v1/ratings/R-1", "PUT /v1/help-calls/H-1"]


def test_a_message_goes_as_json_and_a_file_as_it_is(answered: Answered, say: type["Say"]) -> None:
    client, server = answered(say.case("R-1"), say.case("R-1"), say.case("R-1"))
    for message in (withdrawal(), attachment(), attachment(is_correction=True)):
        client.send(message)
    kinds = [headers_of(server, number)["content-type"] for number in range(3)]
    keys = [headers_of(server, number).get("idempotency-key") for number in range(3)]
    assert kinds == ["application/json", "image/jpeg", "image/jpeg"]
    assert keys == [None, None, '"2"']
    assert server.bodies == [msgspec.json.encode(withdrawal()), PHOTO, PHOTO]


def test_every_call_is_signed(answered: Answered, say: type["Say"]) -> None:
    client, server = answered(say.case("R-1"), say.case("R-1"), say.case("R/1?"))
    client.send(attachment())
    client.case("R-1", phone_tail="5678")
    client.case("R/1?")
    assert [signed(server, number).key_id for number in range(3)] == ["K1"] * 3
    assert server.calls[2] == (2, "GET /v1/cases/R%2F1%3F")


def test_a_sign_of_life_needs_no_signature(answered: Answered, say: type["Say"]) -> None:
    client, server = answered(say.http(200, b"{}"))
    assert client.is_up()
    assert "signature" not in headers_of(server)


def test_the_times_that_can_be_booked_are_told(answered: Answered, say: type["Say"]) -> None:
    slot = Slot(id="S-1", starts_at=NOW, ends_at=NOW, is_free=True)
    slots = Slots(service_code="meals", slots=(slot,))
    answer = say.http(200, msgspec.json.encode(slots))
    client, server = answered(answer, answer, say.problem(404, kind=ProblemType.UNKNOWN_SERVICE))
    assert client.slots("meals") == slots
    assert server.calls == [(0, "GET /v1/services/meals/slots")]
    with pytest.raises(Unintelligible, match="another service"):
        client.slots("repairs")
    with pytest.raises(Refused, match="unknown-service"):
        client.slots("repairs")


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (409, ProblemType.SLOT_TAKEN, Reason.SLOT_TAKEN),
        (409, ProblemType.TOO_LATE, Reason.TOO_LATE),
        (422, ProblemType.WRONG_PHONE, Reason.WRONG_PHONE),
        (429, ProblemType.TOO_MANY_TRIES, Reason.TOO_MANY_TRIES),
        (422, ProblemType.OTHER_CONTENT, Reason.OTHER_CONTENT),
        (404, ProblemType.UNKNOWN_SLOT, Reason.OTHER),
        (404, ProblemType.UNKNOWN_CASE, Reason.OTHER),
        (413, ProblemType.TOO_LARGE, Reason.OTHER),
        (415, ProblemType.WRONG_MEDIA_TYPE, Reason.OTHER),
    ],
)
def test_a_refusal_tells_what_a_resident_can_do_something_about(
    answered: Answered, say: type["Say"], status: int, kind: ProblemType, reason: Reason
) -> None:
    client, _ = answered(say.problem(status, kind=kind))
    with pytest.raises(Refused) as raised:
        client.send(appointment())
    assert raised.value.reason is reason


@pytest.mark.parametrize(
    ("status", "kind", "may_have_arrived"),
    [
        (409, ProblemType.IN_PROGRESS, True),
        (500, ProblemType.OWN_FAULT, True),
        (504, "about:blank", True),
        (503, ProblemType.NOT_READY, False),
        (503, "about:blank", True),
        (429, "about:blank", False),
        (404, ProblemType.NO_SUCH_ROUTE, False),
        (400, ProblemType.WRONG_DIGEST, False),
    ],
)
def test_only_what_was_certainly_not_taken_is_said_not_to_have_arrived(
    answered: Answered, say: type["Say"], status: int, kind: str, *, may_have_arrived: bool
) -> None:
    client, _ = answered(say.problem(status, kind=kind))
    with pytest.raises(Unreachable) as raised:
        client.send(appointment())
    assert raised.value.may_have_arrived is may_have_arrived


def test_a_clock_that_was_off_is_put_right_and_the_call_signed_again(
    request: pytest.FixtureRequest, say: type["Say"]
) -> None:
    skewed = say.problem(401, f"Date: {TOLD}", kind=ProblemType.CLOCK_SKEW)
    transport = Transport(authority_clock=AuthorityClock(lambda: 0.0))
    request.addfinalizer(transport.close)
    with ScriptedServer([skewed], [say.case("R-1")]) as server:
        client = OneStopClient(server.address, "K1", "key", transport)
        assert client.send(attachment()) is not None
    told = datetime(2026, 1, 15, 9, tzinfo=UTC).timestamp()
    assert [signed(server, number).created for number in range(2)] == [0, told]
    assert server.bodies == [PHOTO, PHOTO]


def test_an_answer_of_the_last_of_all_days_stops_no_lane(
    answered: Answered, say: type["Say"]
) -> None:
    last = say.problem(503, "Date: Fri, 31 Dec 9999 23:59:59 -2359")
    client, server = answered(last, say.case("R-1"))
    with pytest.raises(Unreachable):
        client.send(withdrawal())
    assert client.send(withdrawal()) is not None
    assert abs(signed(server, 1).created - time.time()) < 3600


def test_a_clock_that_stays_off_is_asked_about_once_more_and_not_again(
    answered: Answered, say: type["Say"]
) -> None:
    skewed = say.problem(401, f"Date: {TOLD}", kind=ProblemType.CLOCK_SKEW)
    client, server = answered(skewed, skewed, say.case("R-1"))
    with pytest.raises(Unreachable, match="clock") as raised:
        client.send(withdrawal())
    assert raised.type is Unreachable
    assert not raised.value.may_have_arrived
    assert len(server.calls) == 2


def test_it_says_what_it_cannot_do(answered: Answered, make: "Make") -> None:
    client, server = answered()
    adapter: Adapter = client
    assert adapter.cannot == {Ability.FIND}
    with pytest.raises(CannotDo):
        adapter.find(make.submission("R-1"), NOW)
    assert server.calls == []


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_it_signs_as_it_is_told(transport: Transport, say: type["Say"], algorithm: str) -> None:
    with ScriptedServer([say.case("R-1")]) as server:
        client = OneStopClient(server.address, "K1", "key", transport, algorithm=algorithm)
        client.send(withdrawal())
    assert f'alg="{algorithm}"' in headers_of(server)["signature-input"]
    assert signed(server).key_id == "K1"


def test_it_signs_in_no_way_that_the_contract_does_not_know(transport: Transport) -> None:
    with pytest.raises(ValueError, match="hmac-sha256 or hmac-sm3, not by hmac-md5"):
        OneStopClient("https://onestop.example", "K1", "key", transport, algorithm="hmac-md5")
