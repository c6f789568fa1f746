"""Makes plain data of what a GeoReport server answered, be it JSON or XML, whatever it calls it.

Content decides, since servers send JSON as text/html and XML from an address that ends in .json.
XML becomes what the same server would say in JSON (Spark convention): a container of one kind of
thing is a list, an element with children a dictionary, a namespace is left out.
"""

from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml.ElementTree import fromstring

from api_client.errors import Unintelligible, Unreachable
from api_client.transport import Reply

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]

ACCEPTED_TYPES = "application/json, text/xml, application/xml"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LISTS = frozenset(
    {
        "services",
        "service_requests",
        "requests",
        "attributes",
        "values",
        "errors",
        "endpoints",
        "formats",
    }
)
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<body")
_DEEPEST = 20


def read(reply: Reply) -> Plain:
    """What it says, as plain data.

    Raises Unreachable when it is a page, since then a portal or proxy answered; Unintelligible when
    it is neither JSON nor XML.
    """
    body = reply.body.strip().removeprefix(_BYTE_ORDER_MARK).strip()
    if body[:20].lower().startswith(_PAGE_BEGINS):
        raise _a_page_came(reply)
    if body.startswith(b"<"):
        return _from_xml(body, reply)
    try:
        value: Plain = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # msgspec's own words may quote what was sent.
        if "html" in reply.headers.get("content-type", "").lower():
            raise _a_page_came(reply) from None
        raise Unintelligible(f"the answer is neither JSON nor XML ({reply.status})") from None
    return value


def text_of(value: Plain) -> str:
    """A field's text, also where a number stands for it; "" for nothing and for anything else."""
    match value:
        case str():
            return value.strip()
        case bool() | None | list() | dict():
            return ""
        case int() | float():
            return str(value)


def is_true(value: Plain) -> bool:
    """Whether a flag is set, however it is written."""
    return value is True or text_of(value).lower() in {"true", "1", "yes", "y"}


def is_false(value: Plain) -> bool:
    """Whether a flag is expressly not set, however it is written."""
    return value is False or text_of(value).lower() in {"false", "0", "no", "n"}


def _from_xml(body: bytes, reply: Reply) -> Plain:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError, LookupError):
        # ValueError: what defusedxml forbids, and an encoding that it does not know.
        if "html" in reply.headers.get("content-type", "").lower():
            raise _a_page_came(reply) from None
        raise Unintelligible(f"the answer is no XML that can be read ({reply.status})") from None
    if _name(root) == "html":
        raise _a_page_came(reply)
    return _plain(root, 0)


def _plain(element: Element, depth: int) -> Plain:
    if depth > _DEEPEST:
        raise Unintelligible("the answer's XML is nested without end")
    if _name(element) in _LISTS:
        return [_plain(child, depth + 1) for child in element]
    if len(element) == 0:
        return (element.text or "").strip() or None
    return {_name(child): _plain(child, depth + 1) for child in reversed(element)}


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _a_page_came(reply: Reply) -> Unreachable:
    return Unreachable(f"a page came in place of the authority's answer ({reply.status})")
