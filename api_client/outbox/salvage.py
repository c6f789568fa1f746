"""Finds the rows of a damaged file in its pages, without SQLite and without touching the file.

Every page that looks like a leaf of a table is read cell by cell, in the file and then in its log;
so a flipped bit costs at most the row it fell on. Whether a row is whole is told by its seal, not
here. The format is that of https://www.sqlite.org/fileformat2.html.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from api_client.outbox import log

PAGE_BYTES = 4096
"""The size of every page that we write."""
FILE_HEADER_BYTES = 100
LEAF_OF_A_TABLE = 13
LEAF_HEADER_BYTES = 8
MOST_BYTES_A_ROW = 64_000_000

Value = str | int | float | bytes | None
INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
REAL, ZERO, ONE, FIRST_BLOB = 7, 8, 9, 12


class Unreadable(Exception):
    """These bytes are no row."""


@dataclass(slots=True)
class _Pages:
    """The newest image of every page by its number: long rows are spread over several."""

    newest: dict[int, bytes] = field(default_factory=dict)


def rows_in(file: Path, width: int) -> Iterator[list[Value]]:
    """The values of every row of `width` columns, an older image before a newer one.

    A column that is the rowid holds it. A row may come several times.
    """
    pages = _Pages()
    for number, page in _images(file):
        pages.newest[number] = page
    for number, page in _images(file):
        yield from _rows_on(page, FILE_HEADER_BYTES if number == 1 else 0, width, pages)


def _images(file: Path) -> Iterator[tuple[int, bytes]]:
    if file.is_file():
        with file.open("rb") as data:
            number = 1
            while page := data.read(PAGE_BYTES):
                yield number, page.ljust(PAGE_BYTES, b"\0")
                number += 1
    yield from log.pages(file.with_name(f"{file.name}-wal"), PAGE_BYTES)


def _rows_on(page: bytes, start: int, width: int, pages: _Pages) -> Iterator[list[Value]]:
    if page[start] != LEAF_OF_A_TABLE:
        return
    cells = min(int.from_bytes(page[start + 3 : start + 5]), PAGE_BYTES // 4)
    for cell in range(cells):
        pointer = start + LEAF_HEADER_BYTES + 2 * cell
        at = int.from_bytes(page[pointer : pointer + 2])
        try:
            yield _row_at(page, at, width, pages)
        except (Unreadable, IndexError, UnicodeDecodeError, struct.error):
            continue


def _row_at(page: bytes, at: int, width: int, pages: _Pages) -> list[Value]:
    size, at = _varint(page, at)
    rowid, at = _varint(page, at)
    if not 0 < size <= MOST_BYTES_A_ROW:
        raise Unreadable
    return _values(_payload(page, at, size, pages), rowid, width)


def _payload(page: bytes, at: int, size: int, pages: _Pages) -> bytes:
    """A row longer than a page goes on in a chain of others."""
    most = PAGE_BYTES - 35
    if size <= most:
        return page[at : at + size]
    least = (PAGE_BYTES - 12) * 32 // 255 - 23
    here = least + (size - least) % (PAGE_BYTES - 4)
    here = here if here <= most else least
    payload = bytearray(page[at : at + here])
    following = int.from_bytes(page[at + here : at + here + 4])
    while len(payload) < size:
        chained = pages.newest.get(following)
        if chained is None:
            raise Unreadable
        payload += chained[4 : 4 + size - len(payload)]
        following = int.from_bytes(chained[:4])
    return bytes(payload)


def _values(payload: bytes, rowid: int, width: int) -> list[Value]:
    header_bytes, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < header_bytes and len(kinds) <= width:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if len(kinds) != width or at != header_bytes:
        raise Unreadable
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise Unreadable
    # An INTEGER PRIMARY KEY is the rowid, and NULL stands in its place.
    values[0] = rowid if values[0] is None else values[0]
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in {ZERO, ONE}:
        return kind - ZERO, at
    if kind in INTEGER_BYTES:
        end = at + INTEGER_BYTES[kind]
        return int.from_bytes(payload[at:end], signed=True), end
    if kind == REAL:
        (real,) = struct.unpack(">d", payload[at : at + 8])
        return real, at + 8
    if kind < FIRST_BLOB:
        raise Unreadable
    end = at + (kind - FIRST_BLOB) // 2
    if end > len(payload):
        raise Unreadable
    content = payload[at:end]
    return (content.decode() if kind % 2 else content), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """SQLite's number of one to nine bytes, and where the next thing begins."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follows
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
