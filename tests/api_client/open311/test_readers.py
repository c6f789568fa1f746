"""The readers: whatever a server says, it is read or it is a OneStopError."""

import json
from contextlib import suppress
from datetime import timedelta, timezone
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api_client.errors import OneStopError, Unintelligible, Unreachable
from api_client.open311.definitions import Service, attributes, services
from api_client.open311.reading import read
from api_client.open311.records import records
from api_client.open311.troubles import error_codes, raise_unless_answered, raise_unless_taken
from api_client.transport import Reply

SHANGHAI = timezone(timedelta(hours=8))
NAMES = st.sampled_from(
    [
        "service_request_id",
        "token",
        "service_requests",
        "requests",
        "request",
        "service_code",
        "services",
        "service",
        "service_definition",
        "attributes",
        "attribute",
        "code",
        "values",
        "value",
        "key",
        "name",
        "required",
        "variable",
        "metadata",
        "errors",
        "error",
        "description",
        "detail",
        "status",
        "extended_attributes",
        "detailed_status",
        "requested_datetime",
        "other",
    ]
)
SIMPLE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["0", "true", "false", "null", "2026-01-15T09:31:00Z", "0001-01-01", "open"]),
)
PLAIN = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)
BEGINNINGS = st.sampled_from(
    [
        b"",
        b"[",
        b"{",
        b"<",
        b"<?xml version='1.0' encoding='x'?><a/>",
        b"\xef\xbb\xbf<a>",
        b'["\xff',
    ]
)
STATUSES = st.sampled_from([200, 201, 202, 204, 302, 400, 401, 403, 404, 409, 422, 500, 503])


def reply(body: bytes, status: int = 200, kind: str = "application/json") -> Reply:
    return Reply(status, {"content-type": kind}, body)


def as_xml(name: str, value: Any) -> str:  # noqa: ANN401 - anything at all
    if isinstance(value, dict):
        inside = "".join(as_xml(key, each) for key, each in value.items())
    elif isinstance(value, list):
        inside = "".join(as_xml(name, each) for each in value)
    else:
        inside = escape("".join(sign for sign in str(value) if sign.isprintable()))
    return f"<{name}>{inside}</{name}>"


def read_as_everything(answer: Reply) -> None:
    """What is raised here fails the test, unless it is a OneStopError."""
    for check in (raise_unless_answered, raise_unless_taken, error_codes):
        with suppress(OneStopError):
            check(answer)
    with suppress(OneStopError):
        value = read(answer)
        for reader in (services, attributes, lambda each: records(each, SHANGHAI)):
            with suppress(OneStopError):
                reader(value)


@given(PLAIN, STATUSES)
def test_any_json_is_read_or_a_trouble(value: object, status: int) -> None:
    read_as_everything(reply(json.dumps(value).encode(), status))


@given(PLAIN, NAMES, STATUSES)
def test_any_xml_is_read_or_a_trouble(value: object, root: str, status: int) -> None:
    read_as_everything(reply(as_xml(root, value).encode(), status, "text/xml"))


@given(BEGINNINGS, st.binary(max_size=60), STATUSES, st.sampled_from(["text/html", "", "a/json"]))
@example(b"", '["\ud800"]'.encode("utf-8", "surrogatepass"), 200, "")
@example(b'["\\ud800', b'"]', 200, "")
@example("<a>中</a>".encode("utf-16"), b"", 200, "text/xml")
def test_any_bytes_are_read_or_a_trouble(
    begins: bytes, rest: bytes, status: int, kind: str
) -> None:
    read_as_everything(reply(begins + rest, status, kind))


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b"<a>" * 100_000 + b"</a>" * 100_000, b"1" * 5_000],
    ids=["JSON", "XML", "digits"],
)
def test_what_is_nested_without_end_is_a_trouble(body: bytes) -> None:
    read_as_everything(reply(body))
    with pytest.raises(Unintelligible):
        read(reply(body))


PAGES = [
    b"<!DOCTYPE html><title>Sign in</title>",
    b"\xef\xbb\xbf  <HTML><body>Sign in</body></HTML>",
    b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
]


@pytest.mark.parametrize("body", PAGES)
def test_a_page_is_a_page_whatever_it_says_it_is(body: bytes) -> None:
    with pytest.raises(Unreachable, match="page"):
        read(reply(body))


def test_words_as_html_are_a_page() -> None:
    for body in (b"Sign in", b"<p>Sign in<br>"):
        with pytest.raises(Unreachable, match="page"):
            read(reply(body, kind="text/html"))
        with pytest.raises(Unintelligible):
            read(reply(body, kind="text/plain"))


def test_xml_that_opens_files_is_not_read() -> None:
    body = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><service_requests>&x;</service_requests>'
    with pytest.raises(Unintelligible):
        read(reply(body, kind="text/xml"))


def test_json_and_xml_say_the_same() -> None:
    as_json = b'[{"service_request_id": "7", "description": null, "status": "open"}]'
    in_xml = (
        b'<?xml version="1.0"?><g:service_requests xmlns:g="http://wiki.open311.org/GeoReport_v2">'
        b"<g:request><g:service_request_id>7</g:service_request_id><g:description/>"
        b"<!-- no --><g:status>open</g:status></g:request></g:service_requests>"
    )
    assert records(read(reply(as_json)), SHANGHAI) == records(read(reply(in_xml)), SHANGHAI)


def test_definitions_in_other_shapes_are_read() -> None:
    one = {"code": "x", "required": 1, "values": [{"value": {"key": 1, "name": "Soft"}}, "b"]}
    shapes: list[Any] = [
        {"service_definition": {"attributes": [one]}},
        [{"service_code": "1", "attributes": [{"attribute": one}]}],
        [one],
        {"attributes": [one]},
    ]
    for shape in shapes:
        (asked,) = attributes(shape)
        assert (asked.code, asked.is_required) == ("x", True)
        assert asked.choices == {"1": "1", "soft": "1", "b": "b"}
    assert attributes({"service": {"service_code": "1"}}) == ()
    assert attributes(None) == ()
    told: dict[str, Any] = {"service_code": 1, "metadata": "true", "type": "batch"}
    assert services({"services": [{"service": told}]}) == {
        "1": Service(may_have_definition=True, numbers_at_once=False)
    }
