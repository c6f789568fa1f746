"""QR codes drawn with half blocks: a camera reads them."""

import zxingcpp
from PIL import Image

from screens.terminal.qr_lines import qr_lines
from screens.terminal.spans import text_of

DATA = "https://doorstep.example/t/K7M24PXT9"
DARK = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
SCALE = 8


def test_the_code_can_be_scanned_from_the_screen() -> None:
    lines = qr_lines(DATA, 78, 18)
    assert lines is not None
    rows = [text_of(line) for line in lines]
    image = Image.new("L", (len(rows[0]), 2 * len(rows)), 255)
    for y, row in enumerate(rows):
        for x, block in enumerate(row):
            for half, is_dark in enumerate(DARK[block]):
                image.putpixel((x, 2 * y + half), 0 if is_dark else 255)
    large = image.resize((image.width * SCALE, image.height * SCALE), Image.Resampling.NEAREST)
    (read,) = zxingcpp.read_barcodes(large)
    assert read.text == DATA


def test_the_standard_quiet_zone_is_kept_where_there_is_room() -> None:
    lines = qr_lines(DATA, 78, 40)
    assert lines is not None
    assert [text_of(line).strip() for line in lines[:2]] == ["", ""]


def test_a_code_that_does_not_fit_is_not_drawn() -> None:
    assert qr_lines(DATA, 30, 40) is None
    assert qr_lines(DATA, 78, 10) is None
