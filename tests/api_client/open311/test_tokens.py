"""Tokens in place of numbers: received is not delivered, and never sent again."""

from collections.abc import Callable

import pytest

from api_client.contract import (
    Submission,
)
from api_client.errors import Unreachable
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Said, page
from tests.api_client.open311.georeport import NOW, GeoReport

StartClient = Callable[..., Open311Client]
HOME = "桂花弄九号三楼"


def test_a_token_becomes_a_number(
    client: Open311Client, server: GeoReport, paused: list[float], message: Submission
) -> None:
    server.bend.token_asked = 2
    case = client.send(message)
    assert case is not None
    assert case.case_number == "1"
    assert paused == [0.0, 1.0]


@pytest.mark.parametrize(
    "unknown",
    [
        Said(404, "errors", []),
        Said(200, "service_requests", []),
        Said(200, "service_requests", [{"token": "t1", "service_request_id": None}]),
        page(),
        Said(500),
    ],
)
def test_received_under_a_token_is_not_delivered_and_never_sent_again(
    client: Open311Client, server: GeoReport, unknown: Said, message: Submission
) -> None:
    server.bend.token_asked, server.bend.token_unknown = 6, unknown
    with pytest.raises(Unreachable, match="no number yet") as raised:
        client.send(message)
    assert raised.value.may_have_arrived
    server.bend.instead["GET requests"] = Said(200, "service_requests", [])
    with pytest.raises(Unreachable, match="no number yet") as raised:
        client.find(message, NOW)
    assert raised.value.may_have_arrived
    case = client.send(message)
    assert case is not None
    assert case.case_number == "1"
    assert len(server.posts) == 1


def test_a_token_tells_the_number_also_when_looked_for(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    server.bend.token_asked = 4
    with pytest.raises(Unreachable):
        client.send(message)
    case = client.find(message, NOW)
    assert case is not None
    assert case.case_number == "1"
