"""Looking for what may have arrived: found where it is, none only where that is certain."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from api_client.contract import Case, CaseStatus, Submission
from api_client.errors import NotAdmitted, OneStopError, Unintelligible, Unreachable
from api_client.open311 import Open311Client
from tests.api_client.open311.bends import Said, error, page
from tests.api_client.open311.georeport import NOW, GeoReport

StartClient = Callable[..., Open311Client]
Find = Callable[..., Case | None]
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MOST_QUESTIONS = 70


@pytest.fixture
def text(reference: str) -> str:
    """How our description begins."""
    return f"[{reference}] meal-delivery\nname: x"


@pytest.fixture
def find(client: Open311Client, message: Submission) -> Find:
    def find(since: datetime = NOW - HOUR) -> Case | None:
        return client.find(message, since)

    return find


def fill(server: GeoReport, how_many: int, apart: timedelta = MINUTE) -> None:
    """Others' requests, the last one now."""
    for number in range(how_many):
        server.keep(f"a hole in the road {number}", apart * number)


def test_it_is_found_in_the_list_of_its_service(
    find: Find, server: GeoReport, text: str, reference: str
) -> None:
    fill(server, 5)
    server.keep(text, 30 * MINUTE, status="closed", status_notes="Duplicate request.")
    case = find()
    assert case is not None
    assert (case.reference, case.case_number) == (reference, "6")
    assert (case.service_code, case.status) == ("meal-delivery", CaseStatus.DECLINED)
    asked = [call.query for call in server.calls if call.path == "/v2/requests.json"]
    assert asked == [
        {
            "jurisdiction_id": "example.cn",
            "service_code": "001",
            "start_date": "2026-01-15T08:21:00Z",
            "end_date": "2026-01-15T09:41:00Z",
        }
    ]


def test_none_is_said_when_it_is_not_there(find: Find, server: GeoReport) -> None:
    assert find() is None
    fill(server, 30)
    assert find() is None
    assert server.posts == []


def test_what_staff_moved_to_another_service_is_found(
    find: Find, server: GeoReport, text: str
) -> None:
    server.keep(text, MINUTE, service_code="777")
    assert find() is not None


def test_what_is_closed_is_found_where_closed_ones_are_hidden(
    find: Find, server: GeoReport, text: str
) -> None:
    server.keep(text, MINUTE, status="closed")
    server.bend.hides_closed = True
    assert find() is not None


@pytest.mark.parametrize("dates", ["ignored", "inverted", "local"])
def test_it_is_found_where_dates_are_misread(
    find: Find, server: GeoReport, text: str, dates: str
) -> None:
    fill(server, 3)
    server.keep(text, 5 * MINUTE)
    server.bend.dates = dates
    assert find() is not None


def test_none_is_not_said_where_dates_are_misread(find: Find, server: GeoReport) -> None:
    server.keep("a hole", 5 * MINUTE)
    server.bend.dates = "inverted"
    with pytest.raises(Unintelligible, match="not listed for the dates"):
        find()


PAGING = {
    "pages from 1": {"first_page": 1},
    "pages from 0": {"first_page": 0},
    "last page repeats": {"first_page": 1, "last_page_repeats": True},
    "pages ignored": {},
    "pages refused": {"refuses_unknown": True},
    "oldest first": {"newest_first": False},
    "dates ignored": {"first_page": 1, "dates": "ignored"},
}


@pytest.mark.parametrize("how", PAGING.values(), ids=PAGING.keys())
@pytest.mark.parametrize("there", [False, True])
def test_a_list_that_is_cut_off_is_gone_through(
    find: Find,
    server: GeoReport,
    text: str,
    how: dict[str, object],
    *,
    there: bool,
) -> None:
    fill(server, 57)
    if there:
        server.keep(text, 31 * MINUTE)
    server.bend.cut = 20
    for name, value in how.items():
        setattr(server.bend, name, value)
    assert (find() is not None) is there
    assert len(server.calls) < MOST_QUESTIONS


@pytest.mark.parametrize("dates", ["ignored", "read"])
def test_none_is_not_said_where_a_list_stays_cut_off(
    find: Find, server: GeoReport, dates: str
) -> None:
    fill(server, 57, timedelta(0))
    server.bend.cut, server.bend.dates = 20, dates
    with pytest.raises(Unintelligible, match=r"cut off|too long"):
        find()
    assert len(server.calls) < MOST_QUESTIONS


def test_the_earliest_of_two_is_the_case(
    find: Find, server: GeoReport, text: str, reference: str, caplog: pytest.LogCaptureFixture
) -> None:
    for minutes in (3, 9, 5):
        server.keep(text, minutes * MINUTE)
    with caplog.at_level(logging.WARNING):
        case = find()
    assert case is not None
    assert case.case_number == "2"
    assert f"{reference} is there 3 times; the earliest, 2, is its case" in caplog.text


def test_what_was_found_stands_though_the_rest_is_not_told(
    find: Find, server: GeoReport, text: str
) -> None:
    server.keep(text, MINUTE)
    fill(server, 20)
    server.bend.cut, server.bend.dates = 15, "ignored"
    assert find() is not None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (page(), Unreachable),
        (page(404), Unreachable),
        (error(400), Unreachable),
        (error(403), NotAdmitted),
        (Said(500), Unreachable),
        (Said(503), Unreachable),
        (Said(302), Unreachable),
        (Said(204, raw=b""), Unintelligible),
        (Said(200, raw=b""), Unintelligible),
        (Said(200, raw=b"{}"), Unintelligible),
        (Said(200, raw=b"null"), Unintelligible),
        (Said(200, raw=b'{"count": 0, "next": "?page=2", "results": []}'), Unintelligible),
        (Said(200, raw=b'[{"service_request_id": "1"'), Unintelligible),
        (Said(200, raw=b'[{"code": 500, "description": "no"}]'), Unintelligible),
        (Said(200, raw=b'[{"service_request_id": null, "description": "x"}]'), Unintelligible),
    ],
)
def test_anything_odd_is_no_none(
    find: Find, server: GeoReport, said: Said, kind: type[OneStopError]
) -> None:
    server.bend.instead["GET requests"] = said
    with pytest.raises(kind):
        find()


@pytest.mark.parametrize("hidden", [None, ""])
def test_none_is_not_said_where_descriptions_are_hidden(
    find: Find, server: GeoReport, hidden: str | None
) -> None:
    kept = server.keep("x", MINUTE)
    kept["description"] = hidden
    with pytest.raises(Unintelligible, match="without their description"):
        find()
    kept["requested_datetime"] = NOW - timedelta(hours=3)
    assert find() is None


def test_none_is_not_said_where_the_reference_stands_in_other_words(
    find: Find, server: GeoReport, reference: str
) -> None:
    server.keep(f"({reference}) meal-delivery", MINUTE)
    with pytest.raises(Unintelligible, match="not as we wrote it"):
        find()


def test_none_is_not_said_where_requests_are_listed_later(
    find: Find, server: GeoReport, text: str
) -> None:
    server.bend.kind = "batch"
    with pytest.raises(Unintelligible, match="listed later"):
        find()
    server.keep(text, MINUTE)
    assert find() is not None


def test_clocks_may_differ_by_some_minutes(find: Find, server: GeoReport, text: str) -> None:
    server.keep(text, -5 * MINUTE)
    assert find(NOW) is not None
    server.kept.clear()
    server.keep(text, 5 * MINUTE)
    assert find(NOW) is not None


def test_a_service_that_is_no_longer_set_is_looked_for_all_the_same(
    start: StartClient, server: GeoReport, text: str, message: Submission
) -> None:
    server.keep(text, MINUTE)
    client = start(services={})
    case = client.find(message, NOW - HOUR)
    assert case is not None
    assert case.service_code == "meal-delivery"


def test_a_search_ends_before_the_courier_is_missed(
    start: StartClient, server: GeoReport, message: Submission
) -> None:
    times = iter([NOW, NOW, NOW + 2 * MINUTE])
    client = start(clock=lambda: next(times))
    with pytest.raises(Unreachable, match="takes too long"):
        client.find(message, NOW)
    assert len(server.calls) == 2
