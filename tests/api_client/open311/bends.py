"""What a GeoReport server says, and how it may bend the specification."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Said:
    """One answer: plain data under the name of its XML root, or bytes as they are."""

    status: int
    root: str = ""
    value: Any = None
    raw: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: dict[str, str]
    form: list[tuple[str, str]]
    headers: dict[str, str]


def error(status: int, code: object = None) -> Said:
    told = {"code": status if code is None else code, "description": "no"}
    return Said(status, "errors", [told])


def page(status: int = 200) -> Said:
    body = b"<!DOCTYPE html><html><body>Please sign in to the free Wi-Fi</body></html>"
    return Said(status, raw=body, headers=(("Content-Type", "text/html"),))


@dataclass
class Bends:
    """How it differs from the specification; as it stands here, it does not."""

    formats: tuple[str, ...] = ("json", "xml")
    content_type: str = ""
    begins_with: bytes = b""
    namespace: str = ""
    number: Callable[[int], object] = str
    taken: Callable[[dict[str, Any]], Said] | None = None
    listed: Callable[[list[dict[str, Any]]], object] | None = None
    record: Callable[[dict[str, Any]], dict[str, Any]] = dict
    definition: Said = field(default_factory=lambda: error(404))
    metadata: object = False
    kind: object = "realtime"
    unknown: Said = field(default_factory=lambda: error(404))
    written: Callable[[datetime], object] = datetime.isoformat
    cut: int = 1000
    first_page: int | None = None
    last_page_repeats: bool = False
    refuses_unknown: bool = False
    newest_first: bool = True
    dates: str = "read"
    hides_closed: bool = False
    token_asked: int | None = None
    token_unknown: Said = field(default_factory=lambda: Said(200, "service_requests", []))
    drops: str = ""
    instead: dict[str, Said] = field(default_factory=dict)
