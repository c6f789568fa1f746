"""What an answer says that it is, and what can be read from it."""

import pytest

from api_client.contract import Case
from api_client.errors import Unintelligible, Unreachable
from api_client.reply import Reply


@pytest.mark.parametrize(
    ("said", "media_type", "is_json", "is_xml"),
    [
        ("application/json", "application/json", True, False),
        ("Application/JSON; charset=utf-8", "application/json", True, False),
        ("application/problem+json", "application/problem+json", True, False),
        ("text/xml; charset=utf-8", "text/xml", False, True),
        ("application/xml", "application/xml", False, True),
        ("application/atom+xml", "application/atom+xml", False, True),
        ("text/html", "text/html", False, False),
        ("", "", False, False),
    ],
)
def test_an_answer_is_what_it_says(
    said: str, media_type: str, *, is_json: bool, is_xml: bool
) -> None:
    reply = Reply(200, {"content-type": said} if said else {}, b"")
    assert (reply.media_type, reply.is_json, reply.is_xml) == (media_type, is_json, is_xml)


def test_a_page_in_place_of_json_may_hide_that_it_arrived() -> None:
    with pytest.raises(Unreachable) as raised:
        Reply(200, {"content-type": "text/html"}, b"<html>").read_as(Case)
    assert raised.value.may_have_arrived


@pytest.mark.parametrize(
    "body",
    [
        b'{"status": "private words"}',
        '{"reference": "R", "needed": "请补交"}'.encode("gbk"),
        b'{"more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["another shape", "in GBK", "nested without end"],
)
def test_json_that_cannot_be_read_is_unintelligible_and_not_quoted(body: bytes) -> None:
    reply = Reply(200, {"content-type": "application/json"}, body)
    with pytest.raises(Unintelligible) as raised:
        reply.read_as(Case)
    assert "private" not in str(raised.value)
