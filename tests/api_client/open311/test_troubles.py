"""What an answer to a form means: whether it arrived, and who can do something about it."""

import pytest

from api_client.contract import Submission
from api_client.errors import NotAdmitted, OneStopError, Refused, Unintelligible, Unreachable
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Said, error, page
from tests.api_client.open311.georeport import GeoReport

HOME = "桂花弄九号三楼"
ARRIVED = "may have arrived"
Expected = tuple[Said, type[OneStopError], str]


def told(status: int, value: object) -> Said:
    return Said(status, "errors", value)


@pytest.mark.parametrize(
    "expected",
    [
        (Said(301, headers=(("Location", "http://portal.example/"),)), Unreachable, ARRIVED),
        (Said(307), Unreachable, ""),
        (error(400), Refused, ""),
        (told(400, {"code": 400, "detail": "no"}), Refused, ""),
        (told(400, {"errors": [{"code": 400, "description": "no"}]}), Refused, ""),
        (told(400, {"detail": "no"}), Refused, ""),
        (page(400), Refused, ""),
        (error(401), NotAdmitted, ""),
        (error(403), NotAdmitted, ""),
        (page(403), Unreachable, ARRIVED),
        (told(403, {"message": "Forbidden"}), Unreachable, ARRIVED),
        (error(400, 403), NotAdmitted, ""),
        (told(400, [{"code": "401", "description": "no"}]), NotAdmitted, ""),
        (error(404), Refused, ""),
        (page(404), Unreachable, ARRIVED),
        (Said(405), Unreachable, ARRIVED),
        (Said(408), Unreachable, ARRIVED),
        (Said(409), Unreachable, ARRIVED),
        (error(409), Refused, ""),
        (page(413), Refused, ""),
        (error(422), Refused, ""),
        (Said(429, headers=(("Retry-After", "60"),)), Unreachable, ""),
        (Said(503, headers=(("Retry-After", "60"),)), Unreachable, ARRIVED),
        (error(500), Unreachable, ARRIVED),
        (page(502), Unreachable, ARRIVED),
        (page(504), Unreachable, ARRIVED),
        (page(200), Unreachable, ARRIVED),
        (Said(202, "service_requests", [{"service_request_id": 1}]), Unintelligible, ARRIVED),
        (Said(204, raw=b""), Unintelligible, ARRIVED),
        (Said(200, raw=b""), Unintelligible, ARRIVED),
        (Said(200, raw=b"OK"), Unintelligible, ARRIVED),
        (Said(200, raw=b"null"), Unintelligible, ARRIVED),
        (Said(200, raw=b'{"status": "ok"}'), Unintelligible, ARRIVED),
        (Said(200, raw=b"[]"), Unintelligible, ARRIVED),
        (Said(200, raw=b'[{"service_request_id": 7'), Unintelligible, ARRIVED),
        (Said(200, raw=b'[{"service_request_id": 007}]'), Unintelligible, ARRIVED),
        (Said(200, raw=b"<service_requests><request>"), Unintelligible, ARRIVED),
        (error(200, 400), Unintelligible, ARRIVED),
        (Said(200, "service_requests", [{"service_request_id": None}]), Unintelligible, ARRIVED),
        (Said(200, "service_requests", [{"service_request_id": " "}]), Unintelligible, ARRIVED),
        (Said(200, "service_requests", [{"service_request_id": "null"}]), Unintelligible, ARRIVED),
        (
            Said(200, "r", [{"service_request_id": 1}, {"service_request_id": 2}]),
            Unintelligible,
            ARRIVED,
        ),
        (
            Said(200, "r", [{"service_request_id": 1, "description": "[OTHER] meal-delivery"}]),
            Unintelligible,
            ARRIVED,
        ),
    ],
)
def test_only_a_number_counts_as_delivered(
    client: Open311Client, message: Submission, server: GeoReport, expected: Expected
) -> None:
    said, kind, arrived = expected
    server.bend.instead["POST requests"] = said
    with pytest.raises(OneStopError) as raised:
        client.send(message)
    assert raised.type is kind
    if isinstance(raised.value, Unreachable):
        assert raised.value.may_have_arrived is bool(arrived)
        assert raised.value.retry_after == (
            60 if said.headers[:1] and "60" in said.headers[0] else None
        )
    else:
        assert bool(arrived) is isinstance(raised.value, Unintelligible)
    assert len(server.posts) == 1


def test_the_servers_own_words_are_never_passed_on(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    words = [{"code": HOME, "description": HOME}, {"code": "13812345678"}]
    server.bend.instead["POST requests"] = told(400, words)
    with pytest.raises(Refused) as raised:
        client.send(message)
    assert str(raised.value) == "refused (400 ? ?)"


def test_a_code_of_theirs_is_told_to_staff(
    client: Open311Client, server: GeoReport, message: Submission
) -> None:
    codes = [{"code": 40012, "description": "x"}, {"code": "E12", "description": "y"}]
    server.bend.instead["POST requests"] = told(422, codes)
    with pytest.raises(Refused, match=r"^refused \(422 40012 E12\)$"):
        client.send(message)
