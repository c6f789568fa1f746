"""An authority that speaks GeoReport v2: it makes a second one of what is sent again.

What it has can be listed. It answers a moment after it has taken something, as one far away does,
so that a kiosk is often killed in between.
"""

import json
import random
import re
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.faults.crash.authority import Arrived
from tests.faults.crash.orders import Orders

MOST_SECONDS_TO_ANSWER = 0.03
BEARS = re.compile(r"\[(.+?)\] ")
SAYS_KIND = re.compile(r"^kind: (.+)$", re.MULTILINE)
SERVICE = {"service_code": "001", "service_name": "Meals", "type": "realtime", "metadata": False}
Request = dict[str, Any]


class Street:
    """Answers in threads of this process; nobody kills it."""

    name = "open311"

    def __init__(self, folder: Path, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - how long an answer takes
        self._taken: list[Request] = []
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self._orders = Orders(
            folder=str(folder / "kiosk"),
            authority="street",
            address=f"http://127.0.0.1:{self._server.server_port}/v2",
            seed=seed,
        )

    @property
    def orders(self) -> Orders:
        return self._orders

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def troubles(self) -> list[str]:
        return []

    def arrived(self) -> list[Arrived]:
        with self._lock:
            return [_as_arrived(each["description"]) for each in self._taken]

    def answer(self, method: str, path: str, form: dict[str, str]) -> list[Request]:
        match method, path:
            case "POST", "/v2/requests.json":
                return [{"service_request_id": self._take(form), "service_notice": ""}]
            case "GET", "/v2/requests.json":
                return self._listed(form)
            case _:
                return [SERVICE]

    def _take(self, form: dict[str, str]) -> str:
        with self._lock:
            number = str(len(self._taken) + 1)
            self._taken.append(
                {
                    "service_request_id": number,
                    "status": "open",
                    "service_code": form["service_code"],
                    "description": form["description"],
                    "requested_datetime": datetime.now(UTC).isoformat(),
                }
            )
            pause = self._draw.uniform(0, MOST_SECONDS_TO_ANSWER)
        time.sleep(pause)
        return number

    def _listed(self, asked: dict[str, str]) -> list[Request]:
        """All on one page; what is behind the last page is empty."""
        if asked.get("page", "1") != "1":
            return []
        start, end = asked.get("start_date", ""), asked.get("end_date", "~")
        with self._lock:
            return [
                each
                for each in self._taken
                if start <= each["requested_datetime"] <= end
                and asked.get("status", each["status"]) == each["status"]
                and asked.get("service_code", each["service_code"]) == each["service_code"]
            ]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Whoever called was killed before it had its answer."""


def _handler(street: Street) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) == length:  # else whoever called was killed in the middle of it
                self._answer(body.decode())

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self, form: str) -> None:
            asked = {name: values[-1] for name, values in parse_qs(form).items()}
            answer = street.answer(self.command, urlsplit(self.path).path, asked)
            body = json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def _as_arrived(description: str) -> Arrived:
    bears, kind = BEARS.match(description), SAYS_KIND.search(description)
    return Arrived(kind[1] if kind else "", bears[1] if bears else "", None)
