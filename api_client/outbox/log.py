"""Reads SQLite's log by itself, because SQLite takes a damaged frame for the log's end.

What stood behind it, acknowledged and durable, would be gone without a word. The format is that of
https://www.sqlite.org/fileformat2.html#the_write_ahead_log.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24
MAGIC = 0x377F0682  # the last bit tells the byte order of the sums
WORD = 0xFFFFFFFF

Sums = tuple[int, int]


def is_broken(log: Path) -> bool:
    """Whether a frame of the log's present round is not as it was written."""
    if not log.is_file():
        return False
    data = log.read_bytes()
    if len(data) <= HEADER_BYTES:
        return False
    magic, _, page_size, _, *salts, first, second = struct.unpack(">8I", data[:HEADER_BYTES])
    order = ">" if magic & 1 else "<"
    sums = _summed(data[: HEADER_BYTES - 8], (0, 0), order)
    if magic & ~1 != MAGIC or sums != (first, second):
        return True
    for frame in _frames(data, page_size):
        _, _, *salts_here, first, second = struct.unpack(">6I", frame[:FRAME_HEADER_BYTES])
        if salts_here != salts:
            # Left over from a round before; or damaged, if frames of this round still follow.
            return _goes_on(data, page_size, frame, salts)
        sums = _summed(frame[:8] + frame[FRAME_HEADER_BYTES:], sums, order)
        if sums != (first, second):
            return True
    return False


def pages(log: Path, page_size: int) -> Iterator[tuple[int, bytes]]:
    """Each page that was written to the log and its number, the oldest first, sound or not."""
    if not log.is_file():
        return
    for frame in _frames(log.read_bytes(), page_size):
        yield int.from_bytes(frame[:4]), frame[FRAME_HEADER_BYTES:]


def _frames(data: bytes, page_size: int) -> Iterator[bytes]:
    size = FRAME_HEADER_BYTES + page_size
    for at in range(HEADER_BYTES, len(data) - size + 1, size):
        yield data[at : at + size]


def _goes_on(data: bytes, page_size: int, stopped_at: bytes, salts: list[int]) -> bool:
    rest = iter(_frames(data, page_size))
    for frame in rest:
        if frame == stopped_at:
            break
    return any(list(struct.unpack(">2I", frame[8:16])) == salts for frame in rest)


def _summed(data: bytes, before: Sums, order: str) -> Sums:
    """SQLite's two running sums over pairs of words."""
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & WORD
        second = (second + two + first) & WORD
    return first, second
