"""Answers that are cut, damaged, false or a plain no, seen from the kiosk's end."""

import http.client
import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest

from onestop.faults import Call
from tests.faults.caller import (
    BODY,
    SUBMISSION,
    ask,
    body_of,
    call,
    fields_of,
    opened,
    status_of,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)
NEVER = 3600.0
ENDLESS = 5_000_000


def test_truncate_length_says_more_than_it_gives(begin: Begin, office: Office) -> None:
    said = ask(begin("truncate-length"))
    whole = office.answer_to(SUBMISSION, 1)
    assert int(fields_of(said)["content-length"]) == len(whole)
    assert body_of(said) == whole[: len(whole) // 2]


def test_truncate_bare_does_not_say_how_much_it_should_be(begin: Begin, office: Office) -> None:
    said = ask(begin("truncate-bare"))
    whole = office.answer_to(SUBMISSION, 1)
    assert not {"content-length", "transfer-encoding"} & set(fields_of(said))
    assert fields_of(said)["connection"] == "close"
    assert body_of(said) == whole[: len(whole) // 2]


@pytest.mark.parametrize("path", ["/a", "/chunked", "/bare"])
def test_corrupt_json_is_sound_http_around_no_json(begin: Begin, path: str) -> None:
    said = ask(begin("corrupt-json"), call("GET", path, b"", "Connection: close"))
    assert status_of(said) == 200
    assert fields_of(said)["content-type"] == "application/json"
    assert int(fields_of(said)["content-length"]) == len(body_of(said))
    with pytest.raises(json.JSONDecodeError):
        json.loads(body_of(said))


def test_wrong_json_is_sound_json_without_anything_of_the_answer(begin: Begin) -> None:
    said = ask(begin("wrong-json"))
    assert fields_of(said)["content-type"] == "application/json"
    assert json.loads(body_of(said)) == {"code": 200, "msg": "操作成功", "data": None}


def test_huge_goes_on_for_as_long_as_anybody_reads(begin: Begin) -> None:
    line = begin("huge")
    with opened(line) as mine:
        mine.sendall(call())
        heard = 0
        while heard < ENDLESS:
            heard += len(mine.recv(65_536))
    line.switch("none")
    assert status_of(ask(line)) == 200


def test_portal_is_a_friendly_page(begin: Begin) -> None:
    said = ask(begin("portal"))
    assert status_of(said) == 200
    assert fields_of(said)["content-type"].startswith("text/html")
    assert "Sign in" in body_of(said).decode()


def test_redirect_points_to_the_same_host_where_a_false_case_waits(begin: Begin) -> None:
    line = begin("redirect")
    said = ask(line)
    place = urlsplit(fields_of(said)["location"])
    assert status_of(said) == 302
    assert place.netloc == "kiosk.test"
    assert not line.followed
    followed = ask(line, call("GET", place.path, b"", "Connection: close"))
    assert json.loads(body_of(followed))["reference"] == "R-1"
    assert line.followed == (Call("GET", place.path),)
    assert line.struck == (PUT,)
    assert line.seen == ()


@pytest.mark.parametrize(
    ("name", "status", "kind", "problem"),
    [
        ("storm-500", 500, "application/problem+json", "urn:doorstep:problem:own-fault"),
        ("storm-503", 503, "text/html", ""),
        ("busy-429", 429, "application/problem+json", "about:blank"),
        ("not-admitted-401", 401, "application/problem+json", "urn:doorstep:problem:not-admitted"),
        ("forbidden-403", 403, "text/html", ""),
    ],
)
def test_a_no_is_said_as_such(
    begin: Begin, name: str, status: int, kind: str, problem: str
) -> None:
    now = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    said = ask(begin(name, now=lambda: now))
    assert status_of(said) == status
    assert fields_of(said)["content-type"].startswith(kind)
    assert fields_of(said)["date"] == "Thu, 15 Jan 2026 09:30:00 GMT"
    if problem:
        details = json.loads(body_of(said))
        assert (details["type"], details["status"]) == (problem, status)


def test_a_no_leaves_the_line_open(begin: Begin) -> None:
    line = begin("not-admitted-401")
    kiosk = http.client.HTTPConnection(urlsplit(line.address).netloc, timeout=10)
    for _ in range(3):
        kiosk.request("PUT", SUBMISSION, BODY)
        mine = kiosk.sock
        assert kiosk.getresponse().read()
        assert kiosk.sock is mine
    kiosk.close()


def test_busy_429_says_in_turn_in_seconds_and_as_a_date_when_to_come_back(begin: Begin) -> None:
    line = begin("busy-429")
    first, second, third = (fields_of(ask(line)) for _ in range(3))
    wait = parsedate_to_datetime(second["retry-after"]) - parsedate_to_datetime(second["date"])
    assert first["retry-after"] == third["retry-after"] == "7"
    assert wait.total_seconds() == 7
