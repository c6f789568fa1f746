"""Handing in: what is sent, that it is sent once, and what counts as delivered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from api_client.contract import (
    CaseStatus,
    Submission,
)
from api_client.errors import Refused, Unreachable
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Said, page
from tests.api_client.open311.georeport import NOW, GeoReport

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

StartClient = Callable[..., Open311Client]
HOME = "桂花弄九号三楼"


def test_a_submission_comes_back_with_their_number(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    case = client.send(message)
    assert case is not None
    assert (case.reference, case.case_number) == (message.reference, "1")
    assert (case.status, case.service_code) == (CaseStatus.RECEIVED, "meal-delivery")
    assert case.received_at == NOW
    assert len(server.kept) == len(server.posts) == 1


def test_a_consultation_is_a_request_too(
    start: StartClient, server: GeoReport, make: "type[Make]", reference: str
) -> None:
    client = start(services={}, for_questions="099")
    assert client.send(make.consultation(reference)) is not None
    assert dict(server.posts[0].form)["service_code"] == "099"
    with pytest.raises(Refused, match="no service of theirs is set for 'meal-delivery'"):
        client.send(make.submission("R-2"))
    assert len(server.posts) == 1


def test_the_key_stands_in_no_address(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    client.send(message)
    assert all("api_key" not in call.query for call in server.calls)
    assert {call.query.get("jurisdiction_id") for call in server.calls[:-1]} == {"example.cn"}


def test_an_endpoint_that_is_away_is_sent_nothing(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    for away in (page(), Said(503), Said(200, raw=b"?"), Said(200, "services", {"a": 1})):
        server.bend.instead["GET services"] = away
        with pytest.raises(Unreachable, match="nothing was sent") as raised:
            client.send(message)
        assert not raised.value.may_have_arrived
        assert not client.is_up()
    server.close()
    with pytest.raises(Unreachable, match="nothing was sent") as raised:
        client.send(message)
    assert not raised.value.may_have_arrived
    assert server.posts == []


def test_xml_will_do_where_there_is_no_json(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    server.bend.formats = ("xml",)
    case = client.send(message)
    assert case is not None
    assert (case.case_number, server.posts[0].path) == ("1", "/v2/requests.xml")
    assert client.case(message.reference, case_number="1") is not None


def test_a_format_that_is_gone_is_found_out(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    assert client.is_up()
    server.bend.formats = ("xml",)
    assert not client.is_up()
    assert client.send(message) is not None


def test_a_service_that_gives_no_numbers_is_sent_nothing(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    server.bend.kind = "blackbox"
    with pytest.raises(Refused, match="gives no numbers"):
        client.send(message)
    assert server.posts == []
