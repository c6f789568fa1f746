"""Servers bend the specification; matters are handed in, asked for and found there all the same."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from api_client.contract import Submission
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Bends, Said, error, page
from tests.api_client.open311.georeport import NOW, GeoReport

SHANGHAI = timezone(timedelta(hours=8))


def bare(record: dict[str, Any]) -> Said:
    return Said(200, "request", {"service_request_id": record["service_request_id"]})


def whole(record: dict[str, Any]) -> Said:
    return Said(201, "service_requests", [record])


def whole_and_bare(record: dict[str, Any]) -> Said:
    return Said(201, "request", record)


def wrapped(record: dict[str, Any]) -> Said:
    return Said(200, "r", {"service_requests": [{"request": record}]})


def without(*names: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda record: {name: value for name, value in record.items() if name not in names}


def more(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "votes": 7, "notes": [{"type": "opened"}], "extended_attributes": {"x": 1.5}}


def escaped(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "description": record["description"].replace("[", "&#91;")}


BENDS = {
    "none": Bends(),
    "XML alone": Bends(formats=("xml",)),
    "XML in a namespace": Bends(formats=("xml",), namespace="http://wiki.open311.org/GeoReport_v2"),
    "XML as HTML": Bends(formats=("xml",), content_type="text/html"),
    "XML with a mark": Bends(formats=("xml",), begins_with=b"\xef\xbb\xbf"),
    "JSON with a mark": Bends(begins_with=b"\xef\xbb\xbf"),
    "JSON after blanks": Bends(begins_with=b"\r\n\r\n"),
    "JSON as text": Bends(content_type="text/plain; charset=utf-8"),
    "JSON as HTML": Bends(content_type="text/html"),
    "JSON as XML": Bends(content_type="text/xml"),
    "numeric numbers": Bends(number=lambda number: number),
    "number 0": Bends(number=lambda number: number - 1),
    "number 0 as text": Bends(number=lambda number: str(number - 1)),
    "floating numbers": Bends(number=float),
    "numbers with strokes": Bends(number=lambda number: f"SR/2026 #{number}"),
    "a bare object": Bends(taken=bare),
    "201 and the whole record": Bends(taken=whole),
    "201 and the whole record, bare": Bends(taken=whole_and_bare),
    "wrapped": Bends(taken=wrapped, listed=lambda told: {"service_requests": told}),
    "wrapped each": Bends(listed=lambda told: [{"request": each} for each in told]),
    "metadata as text": Bends(metadata="false"),
    "metadata, but no definition": Bends(metadata="true"),
    "metadata, and a page": Bends(metadata="true", definition=page(404)),
    "metadata, and an empty answer": Bends(metadata=True, definition=Said(200, raw=b"")),
    "metadata, and nothing in it": Bends(
        metadata=True, definition=Said(200, "service_definition", {})
    ),
    "metadata, and no attributes": Bends(metadata=True, definition=error(400)),
    "no metadata": Bends(metadata=None),
    "no type": Bends(kind=None),
    "flags as text": Bends(
        metadata="True",
        definition=Said(
            200,
            "service_definition",
            {"attributes": [{"code": "x", "required": "false", "variable": "true"}]},
        ),
    ),
    "no service code": Bends(record=without("service_code")),
    "no dates": Bends(record=without("requested_datetime", "updated_datetime")),
    "few fields": Bends(record=without("address", "status_notes", "service_name", "status")),
    "more fields": Bends(record=more),
    "escaped texts": Bends(record=escaped),
    "dates in Z": Bends(written=lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ")),
    "dates with fractions": Bends(written=lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.0000000Z"),
    "dates with blanks": Bends(written=lambda at: f"{at:%Y-%m-%d %H:%M:%S} +0000"),
    "dates in words": Bends(written=lambda at: f"{at:%Y-%m-%d %H:%M:%S} UTC"),
    "dates without a zone": Bends(
        written=lambda at: f"{at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M:%S}"
    ),
    "dates in milliseconds": Bends(written=lambda at: int(at.timestamp() * 1000)),
    "an unknown one is []": Bends(unknown=Said(200, "service_requests", [])),
    "an unknown one is a page": Bends(unknown=page(404)),
}


@pytest.mark.parametrize("bend", BENDS.values(), ids=BENDS.keys())
def test_a_matter_goes_through_all_the_same(
    client: Open311Client, server: GeoReport, message: Submission, bend: Bends
) -> None:
    server.bend = bend
    server.keep("a hole in the road", timedelta(minutes=3))
    assert client.find(message, NOW - timedelta(minutes=1)) is None
    case = client.send(message)
    assert case is not None
    assert case.case_number == str(
        int(number) if isinstance(number := bend.number(2), float) else number
    )
    assert client.find(message, NOW) == case
    asked = client.case(message.reference, case_number=case.case_number)
    assert asked == case
    assert client.case(message.reference, case_number="999") is None
    assert client.is_up()
    assert len(server.posts) == 1


@pytest.mark.parametrize(
    "written",
    [
        lambda at: at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        lambda at: f"{at:%Y-%m-%dT%H:%M:%S}.000000Z",
        lambda at: f"{at:%Y-%m-%d %H:%M:%S} +0000",
        lambda at: f"{at:%Y-%m-%d %H:%M:%S} UTC",
        lambda at: f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        lambda at: at.astimezone(timezone(timedelta(hours=-5))).isoformat(),
    ],
)
def test_a_date_is_the_same_moment_however_it_is_written(
    client: Open311Client, server: GeoReport, reference: str, written: Callable[[datetime], str]
) -> None:
    server.bend.written = written
    server.keep("x", timedelta(days=2), expected_datetime=NOW + timedelta(days=3))
    case = client.case(reference, case_number="1")
    assert case is not None
    assert case.received_at == NOW - timedelta(days=2)
    assert case.promised_by == NOW + timedelta(days=3)
    assert case.promised_by.utcoffset() == timedelta(hours=8)
