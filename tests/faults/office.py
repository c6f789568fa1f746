"""A back end that remembers every call it was given and answers each with JSON."""

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Taken:
    """One call as it arrived."""

    method: str
    path: str
    host: str
    body: bytes


class Office:
    """`/chunked` is answered in chunks, `/bare` without a length, `/empty` with nothing at all.

    What begins with `/new/` is created (201) by its first call.
    """

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self._server = _Server(self.taken)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @staticmethod
    def answer_to(path: str, number: int) -> bytes:
        """The body that the number-th call gets."""
        return json.dumps({"path": path, "number": number, "text": "已收件" * 20}).encode()


class _Server(ThreadingHTTPServer):
    def __init__(self, taken: list[Taken]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken = taken

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 -- as above
        """A line that breaks is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = self._unpacked()
        taken = self.server.taken
        is_new = self.path.startswith("/new/") and self.path not in {each.path for each in taken}
        taken.append(Taken(self.command, self.path, self.headers["Host"], body))
        text = Office.answer_to(self.path, len(taken))
        self.send_response(204 if self.path == "/empty" else 201 if is_new else 200)
        self.send_header("Content-Type", "application/json")
        match self.path:
            case "/chunked":
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(text), text))
            case "/bare":
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(text)
            case "/empty":
                self.end_headers()
            case _:
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(b"" if self.command == "HEAD" else text)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815 -- http.server's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 -- http.server's
        """Nobody reads it."""

    def _unpacked(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline() != b"\r\n":
            pass  # trailers
        return body
