"""Asking where a case stands: what the authority says, and unknown only where that is certain."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from api_client.contract import CaseStatus
from api_client.errors import NotAdmitted, OneStopError, Unintelligible, Unreachable
from api_client.open311 import Open311Client
from api_client.open311.statuses import status_of
from tests.api_client.open311.bends import Said, error, page
from tests.api_client.open311.georeport import NOW, GeoReport

if TYPE_CHECKING:
    from api_client.contract import Case

StartClient = Callable[..., Open311Client]
RECEIVED, ACCEPTED = CaseStatus.RECEIVED, CaseStatus.ACCEPTED
CONCLUDED, DECLINED = CaseStatus.CONCLUDED, CaseStatus.DECLINED


@pytest.fixture
def ask(client: Open311Client, reference: str) -> "Callable[[], Case | None]":
    return lambda: client.case(reference, case_number="1")


@pytest.mark.parametrize(
    ("status", "extended", "notes", "meant"),
    [
        ("open", "", "", RECEIVED),
        ("OPEN", "", "accepted by nobody yet", RECEIVED),
        ("", "", "", RECEIVED),
        ("archived", "", "", RECEIVED),
        ("Received", "", "", RECEIVED),
        ("open", "something else", "", RECEIVED),
        ("open", "acknowledged", "", ACCEPTED),
        ("open", "In Progress", "", ACCEPTED),
        ("open", "IN_PROCESS", "", ACCEPTED),
        ("in-progress", "", "", ACCEPTED),
        ("open", "已受理", "", ACCEPTED),
        ("已受理", "", "", ACCEPTED),
        ("open", "待受理", "", RECEIVED),
        ("open", "补正", "", CaseStatus.CORRECTION_NEEDED),
        ("open", "REJECTED", "", DECLINED),
        ("不予受理", "", "", DECLINED),
        ("open", "已撤回", "", CaseStatus.WITHDRAWN),
        ("closed", "", "", CONCLUDED),
        ("closed", "", "Meals begin on Monday.", CONCLUDED),
        ("closed", "accepted", "", CONCLUDED),
        ("closed", "PROCESSED", "", CONCLUDED),
        ("closed", "duplicate", "", DECLINED),
        ("closed", "", "Duplicate request.", DECLINED),
        ("closed", "", "This was rejected: out of the area", DECLINED),
        ("closed", "", "Declined", DECLINED),
        ("closed", "", "invalid address", DECLINED),
        ("closed", "", "It is not a duplicate; done", CONCLUDED),
        ("closed", "", "证件无效，不予受理", DECLINED),
        ("closed", "", "已办结，未驳回", CONCLUDED),
        ("已办结", "", "", CONCLUDED),
    ],
)
def test_only_the_authority_says_where_it_stands(
    status: str, extended: str, notes: str, meant: CaseStatus
) -> None:
    assert status_of(status, extended, notes) is meant


@pytest.mark.parametrize(
    "more",
    [
        {"detailed_status": "IN_PROCESS"},
        {"extended_status": "已受理"},
        {"extended_attributes": {"detailed_status": "accepted"}},
        {"extended_attributes": {"markaspot": {"status_descriptive_name": "In Progress"}}},
        {"status": "acknowledged"},
    ],
)
@pytest.mark.parametrize("formats", [("json",), ("xml",)])
def test_a_more_exact_status_is_found_where_servers_put_it(
    ask: "Callable[[], Case | None]",
    server: GeoReport,
    more: dict[str, object],
    formats: tuple[str, ...],
) -> None:
    server.bend.formats = formats
    server.keep("x", **more)  # type: ignore[arg-type] # a test's own words
    case = ask()
    assert case is not None
    assert case.status is ACCEPTED


def test_what_is_still_needed_is_told(ask: "Callable[[], Case | None]", server: GeoReport) -> None:
    kept = server.keep("x", status_notes="户口簿复印件", extended_status="待补正")
    case = ask()
    assert case is not None
    assert (case.status, case.needed) == (CaseStatus.CORRECTION_NEEDED, "户口簿复印件")
    kept["extended_status"] = "已受理"
    case = ask()
    assert case is not None
    assert (case.status, case.needed) == (ACCEPTED, "")


def test_our_own_service_code_is_known_again(
    start: StartClient, server: GeoReport, reference: str
) -> None:
    client = start(services={"meals": "001", "canteen": "002", "other-meals": "002"})
    server.keep(f"[{reference}] meal-delivery\nname: x", service_code="002")
    server.keep("hidden", service_code="001")
    server.keep("hidden", service_code="002")
    codes = []
    for number in ("1", "2", "3"):
        case = client.case(reference, case_number=number)
        assert case is not None
        codes.append(case.service_code)
    assert codes == ["meal-delivery", "meals", ""]


def test_without_dates_it_is_as_old_as_the_last_change_or_new(
    ask: "Callable[[], Case | None]", server: GeoReport
) -> None:
    before = datetime(2026, 1, 2, tzinfo=UTC)
    kept = server.keep("x", updated_datetime=before)
    server.bend.record = lambda record: {**record, "requested_datetime": "0001-01-01T00:00:00"}
    case = ask()
    assert case is not None
    assert case.received_at == before
    kept["updated_datetime"] = None
    case = ask()
    assert case is not None
    assert case.received_at == NOW


@pytest.mark.parametrize(
    "said",
    [
        Said(200, "service_requests", []),
        Said(200, "r", {"service_requests": []}),
        error(404),
        page(404),
    ],
)
def test_unknown_is_said_where_it_is_certain(
    ask: "Callable[[], Case | None]", server: GeoReport, said: Said
) -> None:
    server.bend.unknown = said
    assert ask() is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (error(400), Unreachable),
        (error(401), NotAdmitted),
        (page(403), NotAdmitted),
        (error(500), Unreachable),
        (page(500), Unreachable),
        (Said(503, headers=(("Retry-After", "5"),)), Unreachable),
        (Said(301), Unreachable),
        (page(200), Unreachable),
        (Said(200, raw=b""), Unintelligible),
        (Said(200, raw=b"null"), Unintelligible),
        (Said(200, raw=b"{}"), Unintelligible),
        (Said(200, raw=b"[null]"), Unintelligible),
        (Said(200, raw=b'[{"code": 404, "description": "no"}]'), Unintelligible),
        (Said(200, "r", [{"service_request_id": "7", "status": "open"}]), Unintelligible),
    ],
)
def test_anything_else_is_no_unknown(
    ask: "Callable[[], Case | None]", server: GeoReport, said: Said, kind: type[OneStopError]
) -> None:
    server.bend.unknown = said
    with pytest.raises(kind):
        ask()


def test_no_json_is_no_unknown_case(ask: "Callable[[], Case | None]", server: GeoReport) -> None:
    server.bend.formats = ("xml",)
    server.keep("x")
    assert ask() is not None


def test_a_server_that_has_moved_away_knows_nothing(
    ask: "Callable[[], Case | None]", server: GeoReport
) -> None:
    server.keep("x")
    assert ask() is not None
    server.bend.formats = ()
    with pytest.raises(Unreachable):
        ask()


def test_a_server_that_refuses_what_it_does_not_know_is_asked_plainly(
    ask: "Callable[[], Case | None]", server: GeoReport
) -> None:
    server.keep("x")
    server.bend.refuses_unknown = True
    assert ask() is not None
    assert [call.query.get("extensions") for call in server.calls[1:]] == ["true", None]


def test_a_wrong_endpoint_knows_nothing_and_says_so(
    start: StartClient, server: GeoReport, reference: str
) -> None:
    client = start(endpoint=f"{server.address}/elsewhere")
    with pytest.raises(Unreachable):
        client.case(reference, case_number="1")


def test_without_their_number_nothing_is_asked(
    client: Open311Client, server: GeoReport, reference: str
) -> None:
    with pytest.raises(Unreachable, match="its own number"):
        client.case(reference, phone_tail="5678")
    assert server.calls == []


def test_the_one_that_was_asked_for_is_picked_out(
    client: Open311Client, server: GeoReport, reference: str
) -> None:
    told = [{"service_request_id": number, "status": "open"} for number in (7, 8, 9)]
    server.bend.unknown = Said(200, "service_requests", told)
    case = client.case(reference, case_number="8")
    assert case is not None
    assert case.case_number == "8"


def test_a_number_with_strokes_is_one_place_in_the_address(
    client: Open311Client, server: GeoReport, reference: str
) -> None:
    server.bend.number = lambda number: f"SR/2026?{number}"
    server.keep("x")
    assert client.case(reference, case_number="SR/2026?1") is not None
    assert server.calls[-1].path == "/v2/requests/SR%2F2026%3F1.json"
