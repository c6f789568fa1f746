"""HTTP/1.1 as far as a line has to understand it: heads, and bodies with a length or in chunks."""

from asyncio import IncompleteReadError, LimitOverrunError, StreamReader
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

LONGEST_HEAD = 65_536
LONGEST_BODY = 64_000_000
ENDS_ROW = b"\r\n"
ENDS_HEAD = b"\r\n\r\n"
FRAMING = ("content-length", "transfer-encoding", "connection")


class Garbled(Exception):
    """What came is no HTTP/1.1 that a line understands."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first line and the fields; `raw` is all of it as it came, the blank line included."""

    raw: bytes
    first: str
    fields: Mapping[str, str]

    @property
    def length(self) -> int | None:
        """What Content-Length says. Raises Garbled."""
        text = self.fields.get("content-length")
        if text is None:
            return None
        if not text.isdecimal() or int(text) > LONGEST_BODY:
            raise Garbled("the length of the body is no number, or too large")
        return int(text)

    @property
    def status(self) -> int:
        """Of an answer's head. Raises Garbled."""
        text = self.first.split(" ")[1]
        if not text.isdecimal():
            raise Garbled("the status is no number")
        return int(text)

    @property
    def is_chunked(self) -> bool:
        return self.fields.get("transfer-encoding", "").lower().endswith("chunked")

    @property
    def is_last(self) -> bool:
        """Whether the line ends after this exchange."""
        wishes = self.fields.get("connection", "").lower()
        return "close" in wishes or ("HTTP/1.0" in self.first and "keep-alive" not in wishes)

    def framed(self, length: int | None) -> bytes:
        """The same head for a body of another length; None: it ends where the line ends."""
        rows = self.raw.removesuffix(ENDS_HEAD).split(ENDS_ROW)
        kept = [row for row in rows if _name(row) not in FRAMING]
        ends = b"Connection: close" if length is None else b"Content-Length: %d" % length
        return ENDS_ROW.join([*kept, ends]) + ENDS_HEAD


@dataclass(frozen=True, slots=True)
class Request:
    """A call, whole; `body` is as it came, chunks and all."""

    head: Head
    body: bytes

    @property
    def method(self) -> str:
        return method_of(self.head)

    @property
    def path(self) -> str:
        return path_of(self.head)

    @property
    def raw(self) -> bytes:
        return self.head.raw + self.body


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whole; `raw_head` fits `body`, which is out of its chunks."""

    head: Head
    raw_head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        return self.raw_head + self.body


def method_of(head: Head) -> str:
    return head.first.partition(" ")[0]


def path_of(head: Head) -> str:
    """Without the query, which may hold a part of a telephone number."""
    return head.first.split(" ")[1].partition("?")[0]


async def read_head(reader: StreamReader) -> Head | None:
    """The next head; None where the line has ended. Raises Garbled, EOFError."""
    try:
        raw = await reader.readuntil(ENDS_HEAD)
    except IncompleteReadError as cut:
        if cut.partial:
            raise
        return None
    except LimitOverrunError:
        raise Garbled("the head is too long") from None
    rows = raw.decode("latin-1").split("\r\n")
    if len(rows[0].split(" ")) < len(("PUT", "/path")):
        raise Garbled("the first line is none")
    return Head(raw, rows[0], dict(_fields(rows[1:])))


async def read_request(reader: StreamReader, head: Head) -> Request:
    """The call that begins with this head. Raises Garbled, EOFError."""
    if head.is_chunked:
        raw, _ = await _read_chunks(reader)
        return Request(head, raw)
    return Request(head, await reader.readexactly(head.length or 0))


async def read_answer(reader: StreamReader, method: str) -> Answer:
    """The next final answer, whole. Raises Garbled, EOFError."""
    head = await read_head(reader)
    while head is not None and head.status < HTTPStatus.OK:
        head = await read_head(reader)
    if head is None:
        raise EOFError("the back end hung up")
    if method == "HEAD" or head.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        return Answer(head, head.raw, b"")
    if head.is_chunked:
        _, body = await _read_chunks(reader)
    elif head.length is not None:
        return Answer(head, head.raw, await reader.readexactly(head.length))
    else:
        body = await reader.read(-1)
    return Answer(head, head.framed(len(body)), body)


def _fields(rows: list[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        name, colon, value = row.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _name(row: bytes) -> str:
    return row.partition(b":")[0].decode("latin-1").strip().lower()


async def _read_chunks(reader: StreamReader) -> tuple[bytes, bytes]:
    """The body as it came, and out of its chunks; trailers are kept in the first alone."""
    raw, body = bytearray(), bytearray()
    while True:
        row = await reader.readuntil(ENDS_ROW)
        raw += row
        try:
            size = int(row.partition(b";")[0], 16)
        except ValueError:
            raise Garbled("the size of a chunk is no number") from None
        if size == 0:
            break
        if len(body) + size > LONGEST_BODY:
            raise Garbled("the body is too large")
        chunk = await reader.readexactly(size + len(ENDS_ROW))
        raw += chunk
        body += chunk[:size]
    while (row := await reader.readuntil(ENDS_ROW)) != ENDS_ROW:
        raw += row
    return bytes(raw + ENDS_ROW), bytes(body)
