"""A GeoReport v2 server on loopback that keeps to the specification, and bends where it is told to.

It keeps every call and every request that it took, so that doubles can be counted.
"""

import json
import socket
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.api_client.open311.bends import Bends, Call, Said, error
from tests.api_client.open311.spark import document

NOW = datetime(2026, 1, 15, 9, 31, tzinfo=UTC)


class GeoReport:
    """`bend` may be changed at any time; `calls` and `kept` may be read at any time."""

    def __init__(self) -> None:
        self.bend = Bends()
        self.calls: list[Call] = []
        self.kept: list[dict[str, Any]] = []
        self.now = NOW
        self.first = 1
        self.held = Event()
        self._tokens: dict[str, int] = {}
        geo_report = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                geo_report.serve(self)

            def do_POST(self) -> None:
                geo_report.serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/v2"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def posts(self) -> list[Call]:
        return [call for call in self.calls if call.method == "POST"]

    def close(self) -> None:
        """Once or twice; nobody answers here any more."""
        self.held.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def keep(
        self, description: str, ago: timedelta = timedelta(0), **other: object
    ) -> dict[str, Any]:
        """A request that came in some other way."""
        number = self.first + len(self.kept)
        at = self.now - ago
        kept: dict[str, Any] = {
            "service_request_id": self.bend.number(number),
            "status": "open",
            "status_notes": None,
            "service_name": "Meals",
            "service_code": "001",
            "description": description,
            "requested_datetime": at,
            "updated_datetime": at,
            "expected_datetime": None,
            "address": "1 Lane",
            **other,
        }
        self.kept.append(kept)
        return kept

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", 0))
        body = handler.rfile.read(length).decode()
        parts = urlsplit(handler.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        call = Call(handler.command, parts.path, query, parse_qsl(body), headers)
        self.calls.append(call)
        if call.method == "POST" and self.bend.drops == "before":
            self._hang_up(handler)
            return
        stem, _, form = call.path.removeprefix("/v2/").rpartition(".")
        is_known = form in self.bend.formats and stem
        said = self._answer(call, stem) if is_known else error(404)
        if call.method == "POST" and self.bend.drops == "after":
            self._hang_up(handler)
        elif call.method == "POST" and self.bend.drops == "answer":
            self.held.wait(10)
            self._hang_up(handler)
        else:
            self._say(handler, said, form if form in {"json", "xml"} else "json")

    def _answer(self, call: Call, stem: str) -> Said:  # noqa: PLR0911 - a line a resource
        kind, _, rest = stem.partition("/")
        instead = self.bend.instead.get(f"{call.method} {kind}{'/' if rest else ''}")
        if instead is not None:
            return instead
        if self.bend.refuses_unknown and {"page", "extensions"} & call.query.keys():
            return error(400)
        match call.method, kind, rest:
            case "GET", "services", "":
                service = {"service_code": "001", "service_name": "Meals", "type": self.bend.kind}
                return Said(200, "services", [{**service, "metadata": self.bend.metadata}])
            case "GET", "services", _:
                return self.bend.definition
            case "POST", "requests", "":
                return self._take(dict(call.form))
            case "GET", "requests", "":
                return self._list(call.query)
            case "GET", "requests", number:
                found = [each for each in self.kept if in_a_path(each) == unquote(number)]
                return self._told(found) if found else self.bend.unknown
            case "GET", "tokens", token:
                return self._number_of(token)
            case _:
                return error(404)

    def _take(self, form: dict[str, str]) -> Said:
        kept = self.keep(form.get("description", ""), service_code=form.get("service_code", ""))
        if self.bend.token_asked is not None:
            token = f"t{len(self.kept)}"
            self._tokens[token] = 0
            return Said(200, "service_requests", [{"token": token}])
        if self.bend.taken is not None:
            return self.bend.taken(self._record(kept))
        told = {"service_request_id": kept["service_request_id"], "service_notice": "Soon"}
        return Said(200, "service_requests", [told])

    def _number_of(self, token: str) -> Said:
        self._tokens[token] += 1
        if self._tokens[token] < (self.bend.token_asked or 0):
            return self.bend.token_unknown
        number = self.kept[int(token[1:]) - 1]["service_request_id"]
        return Said(200, "service_requests", [{"token": token, "service_request_id": number}])

    def _list(self, query: dict[str, str]) -> Said:
        bend = self.bend
        found = [each for each in self.kept if self._is_asked_for(each, query)]
        found.sort(key=lambda each: each["requested_datetime"], reverse=bend.newest_first)
        pages = [found[at : at + bend.cut] for at in range(0, len(found), bend.cut)] or [[]]
        number = 0
        if bend.first_page is not None and "page" in query:
            number = max(0, int(query["page"]) - bend.first_page)
        if number >= len(pages):
            return self._told(pages[-1] if bend.last_page_repeats else [])
        return self._told(pages[number])

    def _is_asked_for(self, kept: dict[str, Any], query: dict[str, str]) -> bool:
        is_closed = kept["status"] == "closed"
        return (
            query.get("service_code", kept["service_code"]) == kept["service_code"]
            and query.get("status", kept["status"]) == kept["status"]
            and not (self.bend.hides_closed and is_closed and "status" not in query)
            and self._is_between(kept["requested_datetime"], query)
        )

    def _is_between(self, at: datetime, query: dict[str, str]) -> bool:
        if "start_date" not in query or self.bend.dates == "ignored":
            return True
        start = datetime.fromisoformat(query["start_date"])
        end = datetime.fromisoformat(query["end_date"])
        match self.bend.dates:
            case "inverted":
                return end < at < start
            case "local":
                return start <= at + timedelta(hours=8) <= end
            case _:
                return start <= at <= end

    def _told(self, found: list[dict[str, Any]]) -> Said:
        told = [self._record(each) for each in found]
        return Said(200, "service_requests", self.bend.listed(told) if self.bend.listed else told)

    def _record(self, kept: dict[str, Any]) -> dict[str, Any]:
        dated = {
            name: self.bend.written(value) if isinstance(value, datetime) else value
            for name, value in kept.items()
        }
        return self.bend.record(dated)

    def _say(self, handler: BaseHTTPRequestHandler, said: Said, form: str) -> None:
        if said.raw is not None:
            body, kind = said.raw, "application/json"
        elif form == "json":
            body, kind = json.dumps(said.value, ensure_ascii=False).encode(), "application/json"
        else:
            body, kind = document(said.root, said.value, self.bend.namespace), "text/xml"
        body = self.bend.begins_with + body
        headers = {"Content-Type": self.bend.content_type or kind, **dict(said.headers)}
        handler.send_response(said.status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    @staticmethod
    def _hang_up(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)


def in_a_path(kept: dict[str, Any]) -> str:
    number = kept["service_request_id"]
    return str(int(number) if isinstance(number, float) else number)
