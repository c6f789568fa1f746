"""Bytes from a terminal, a pipe or a serial line, put together to lines."""

from typing import Final

MOST_BYTES: Final = 65_536
"""What is kept of one line; what is beyond it is dropped until the line ends."""


class LineBuffer:
    """Ends a line at a carriage return, a line feed or both, as the sender has it."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._begun = bytearray()
        self._is_after_return = False

    def fed(self, chunk: bytes) -> list[str]:
        """The lines that this chunk completes."""
        if self._is_after_return and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        self._is_after_return = chunk.endswith(b"\r")
        *ends, rest = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        lines = []
        for end in ends:
            self._keep(end)
            lines.append(self.rest())
        self._keep(rest)
        return lines

    def rest(self) -> str:
        """What was begun, as a line; the buffer is empty then."""
        line = self._begun.decode(self._encoding, errors="replace")
        self._begun.clear()
        return line

    def _keep(self, part: bytes) -> None:
        self._begun += part[: MOST_BYTES - len(self._begun)]
