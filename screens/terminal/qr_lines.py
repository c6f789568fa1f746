"""A QR code drawn with half blocks, two modules a character, black on white in every theme."""

from typing import Final

import segno

from screens.terminal.spans import Ink, Line, Span

_QUIET: Final = (4, 2)
"""Modules left free around the code: four by the standard; two are enough on a white ground."""

_BLOCKS: Final = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_lines(data: str, width: int, height: int) -> list[Line] | None:
    """The code; None if it does not fit into so many columns and rows."""
    code = segno.make_qr(data, error="l")
    for quiet in _QUIET:
        across, _ = code.symbol_size(border=quiet)
        if across <= width and (across + 1) // 2 <= height:
            rows = [bytes(row) for row in code.matrix_iter(border=quiet)]
            return [_line(*pair) for pair in _pairs(rows)]
    return None


def _pairs(rows: list[bytes]) -> list[tuple[bytes, bytes]]:
    """Each two rows; a last single one with an empty one."""
    below = [*rows[1:], bytes(len(rows[0]))]
    return list(zip(rows[::2], below[::2], strict=True))


def _line(upper: bytes, lower: bytes) -> Line:
    blocks = (_BLOCKS[(above, below)] for above, below in zip(upper, lower, strict=True))
    return (Span("".join(blocks), Ink.CODE),)
