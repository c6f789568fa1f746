"""The reference on a slip: its groups below one another in columns, and the QR code."""

from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont

from kiosk.reference import ALPHABET, groups
from screens.fonts import BOLD
from screens.paper.slip import SlipReference

WIDE_ENOUGH: Final = 500

_BLACK, _WHITE = 0, 255
_AIR: Final = 20
_LINE: Final = 4
_CODE: Final = 176
_QUIET: Final = 4
_IN_A_GROUP: Final = 4
# Of its cell: the widest symbol still keeps a little distance from the next.
_FILLS: Final = 0.94
_LEADING: Final = 1.26


def reference_box(part: SlipReference, width: int, edge: int, scale: float) -> Image.Image:
    """A frame as wide as the paper but for its edges; the code stands below on narrow paper."""
    air = round(_AIR * scale)
    inner = width - 2 * (edge + air)
    code = _qr(part.code, _CODE)
    if width < WIDE_ENOUGH:
        symbols = _columns(part.reference, inner)
        height = symbols.height + air + code.height
        code_at = ((width - code.width) // 2, 2 * air + symbols.height + air)
        symbols_at = (edge + air, 2 * air)
    else:
        symbols = _columns(part.reference, inner - code.width)
        height = max(symbols.height, code.height)
        code_at = (width - edge - air - code.width, 2 * air + (height - code.height) // 2)
        symbols_at = (edge + air, 2 * air + (height - symbols.height) // 2)
    box = Image.new("L", (width, height + 3 * air + _LINE), _WHITE)
    frame = (edge, air, width - edge - 1, height + 3 * air)
    ImageDraw.Draw(box).rounded_rectangle(frame, radius=air, outline=_BLACK, width=_LINE)
    box.paste(symbols, symbols_at)
    box.paste(code, code_at)
    return box


def _columns(reference: str, room: int) -> Image.Image:
    """Every symbol in the middle of a cell of its own."""
    cell = room // _IN_A_GROUP
    measured = ImageFont.truetype(BOLD, cell)
    widest = max(measured.getlength(symbol) for symbol in ALPHABET)
    font = ImageFont.truetype(BOLD, int(cell * cell * _FILLS / widest))
    rows = groups(reference)
    advance = round(font.size * _LEADING)
    image = Image.new("L", (room, advance * len(rows)), _WHITE)
    draw = ImageDraw.Draw(image)
    for row, group in enumerate(rows):
        for column, symbol in enumerate(group):
            middle = (cell * column + cell // 2, advance * row + advance // 2)
            draw.text(middle, symbol, font=font, fill=_BLACK, anchor="mm")
    return image


def _qr(text: str, room: int) -> Image.Image:
    """The code with its quiet edge, its squares as large as the room allows."""
    matrix = segno.make_qr(text, error="m").matrix
    side = len(matrix)
    dots = bytes(_BLACK if is_dark else _WHITE for row in matrix for is_dark in row)
    square = room // (side + 2 * _QUIET)
    if square == 0:
        raise ValueError(f"{len(text)} characters do not fit into a code on this paper.")
    whole = (side + 2 * _QUIET) * square
    code = Image.new("L", (whole, whole), _WHITE)
    squares = Image.frombytes("L", (side, side), dots)
    squares = squares.resize((side * square, side * square), Image.Resampling.NEAREST)
    code.paste(squares, (_QUIET * square, _QUIET * square))
    return code
