"""The kiosk's letters: Noto Sans SC, regular and bold, with mainland shapes for every ideograph."""

import struct
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
REGULAR: Final = FOLDER / "NotoSansSC-Regular.ttf"
BOLD: Final = FOLDER / "NotoSansSC-Bold.ttf"

_UNICODE_TABLES: Final = ((3, 10), (0, 4), (0, 6))
_GROUPED_FORMAT: Final = 12


def missing_glyphs(text: str) -> str:
    """The characters of the text that would be drawn as empty boxes, each once."""
    return "".join(sign for sign in dict.fromkeys(text) if sign != "\n" and not _has(sign))


@cache
def _has(sign: str) -> bool:
    code = ord(sign)
    return all(any(code in run for run in _runs(font)) for font in (REGULAR, BOLD))


@cache
def _runs(font: Path) -> tuple[range, ...]:
    """The runs of characters a font has, from its `cmap` (OpenType 1.9, format 12)."""
    with font.open("rb") as file:
        table = _table(file.read(), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * at)
        (written,) = struct.unpack_from(">H", table, offset)
        if (platform, encoding) in _UNICODE_TABLES and written == _GROUPED_FORMAT:
            (groups,) = struct.unpack_from(">L", table, offset + 12)
            fields = struct.iter_unpack(">LLL", table[offset + 16 : offset + 16 + 12 * groups])
            return tuple(range(first, last + 1) for first, last, _ in fields)
    raise ValueError(f"{font.name} names no characters beyond the basic plane.")


def _table(font: bytes, name: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for at in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * at)
        if tag == name:
            return font[offset : offset + length]
    raise ValueError(f"The font has no table {name!r}.")
