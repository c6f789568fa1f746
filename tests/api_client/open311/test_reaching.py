"""Reaching an endpoint: which addresses will do, and what a discovery address leads to."""

from collections.abc import Callable
from typing import Any

import pytest

from api_client import trust
from api_client.contract import Submission
from api_client.errors import NotAdmitted, Unreachable
from api_client.open311 import Open311Client, Open311Settings
from tests.api_client.open311.bends import Said, page
from tests.api_client.open311.georeport import GeoReport

StartClient = Callable[..., Open311Client]


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://open311.example/v2", True),
        ("http://127.0.0.1:8021", True),
        ("http://[::1]:8021", True),
        ("http://localhost/v2", True),
        ("http://open311.example/v2", False),
        ("http://10.0.0.1:80", False),
        ("http://localhost.example/", False),
        ("ftp://127.0.0.1", False),
        ("https://", False),
        ("https:///v2", False),
        ("http://[::1", False),
        ("127.0.0.1", False),
        ("", False),
    ],
)
def test_answers_never_cross_a_network_in_the_clear(url: str, *, is_safe: bool) -> None:
    assert trust.is_safe(url) is is_safe


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"endpoint": "http://open311.example"}, "https"),
        ({"endpoint": ""}, "either"),
        ({"discovery": "https://example.cn/discovery.json"}, "either"),
        ({"endpoint": "", "discovery": "http://example.cn/discovery.json"}, "https"),
        ({"hall_address": " "}, "hall's address"),
        ({"hall_latitude": 31.2}, "both"),
        ({"hall_longitude": 121.5}, "both"),
        ({"hall_latitude": 121.5, "hall_longitude": 31.2}, "latitude"),
        ({"hall_latitude": 31.2, "hall_longitude": 181.0}, "longitude"),
        ({"needs_position": True}, "needs_position"),
    ],
)
def test_what_cannot_work_is_told_at_the_start(changed: dict[str, Any], why: str) -> None:
    usual: dict[str, Any] = {
        "endpoint": "https://open311.example",
        "services": {},
        "hall_address": "桂花路1号",
    }
    assert Open311Settings(**usual)
    with pytest.raises(ValueError, match=why):
        Open311Settings(**{**usual, **changed})


def test_the_key_is_not_shown(settings: Open311Settings) -> None:
    assert settings.api_key == "a-key"
    assert "a-key" not in repr(settings)


def endpoints(address: str) -> Said:
    v2 = "http://wiki.open311.org/GeoReport_v2"
    told = [
        {"specification": "http://wiki.open311.org/GeoReport_v1", "url": "https://v1.example"},
        {"specification": v2, "url": "http://unsafe.example/v2", "type": "production"},
        {"specification": v2, "url": f"{address}/elsewhere", "type": "test"},
        {"specification": f"{v2}/", "url": f"{address}/", "type": "production"},
    ]
    return Said(200, "discovery", {"changeset": "2026-01-01", "endpoints": told})


@pytest.mark.parametrize("ending", ["", ".json", ".xml"])
@pytest.mark.parametrize("formats", [("json", "xml"), ("xml",)])
def test_a_discovery_address_leads_to_the_endpoint(
    start: StartClient,
    server: GeoReport,
    ending: str,
    formats: tuple[str, ...],
    message: Submission,
) -> None:
    server.bend.formats = formats
    server.bend.instead["GET discovery"] = endpoints(server.address)
    client = start(endpoint="", discovery=f"{server.address}/discovery{ending}")
    assert client.send(message) is not None
    assert client.is_up()
    asked = [call.path for call in server.calls if "discovery" in call.path]
    assert asked == ["/v2/discovery.json", "/v2/discovery.xml"][: 3 - len(formats)]


@pytest.mark.parametrize(
    "said",
    [
        page(),
        Said(404),
        Said(200, raw=b"[]"),
        Said(200, raw=b'{"endpoints": [7, {"url": 7}]}'),
        Said(200, "discovery", {"endpoints": None}),
    ],
)
def test_a_discovery_address_that_leads_nowhere_is_told(
    start: StartClient, server: GeoReport, said: Said, message: Submission
) -> None:
    server.bend.instead["GET discovery"] = said
    client = start(endpoint="", discovery=f"{server.address}/discovery.json")
    with pytest.raises(Unreachable):
        client.send(message)
    assert not client.is_up()
    server.bend.instead["GET discovery"] = endpoints(server.address)
    assert client.is_up()


def test_only_an_endpoint_of_the_wanted_kind_will_do(start: StartClient, server: GeoReport) -> None:
    server.bend.instead["GET discovery"] = endpoints(server.address)
    client = start(endpoint="", discovery=f"{server.address}/discovery.json", wanted="test")
    assert not client.is_up()
    assert server.calls[-1].path == "/v2/elsewhere/services.xml"


def test_a_kiosk_that_is_not_admitted_is_not_told_to_speak_xml(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    server.bend.instead["GET services"] = page(403)
    with pytest.raises(NotAdmitted):
        client.send(message)
    assert [call.path for call in server.calls] == ["/v2/services.json"]
    assert not client.is_up()
