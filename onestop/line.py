"""One open line to a kiosk, on which calls come and are answered."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BESIDE = 65_536


class Line(HttpToolsProtocol):
    """Ends when a head, or whatever else is no body, goes on without end.

    The parser itself keeps as much of it as comes, and nothing was signed yet.
    """

    _beside = 0

    def data_received(self, data: bytes) -> None:
        self._beside += len(data)
        super().data_received(data)
        if self._beside > MOST_BESIDE and not self.transport.is_closing():
            self.send_400_response("Too much that is no body.")

    def on_headers_complete(self) -> None:
        self._beside = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._beside = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._beside = 0
        super().on_message_complete()
