"""What the visit asks to be printed lies in the tray."""

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from queue import SimpleQueue

import pytest
import zxingcpp
from PIL import Image

from kiosk.catalogue import Catalogue
from kiosk.devices.print_queue import PrintQueue
from kiosk.devices.printer import WIDE_PAPER, PaperTray
from kiosk.events import SlipFailed, SlipPrinted
from kiosk.places import HandedIn, ReadingGuide, Welcome
from screens.paper import qr_text
from screens.paper.press import Press
from screens.paper.raster import png
from screens.paper.receipt import receipt_slip
from screens.paper.tick_list import tick_list
from tests.screens.paper.sample_slips import KEPT, NOW, REFERENCE, WIDTHS, lines, matter_of


@pytest.mark.parametrize("width", WIDTHS)
def test_the_receipt_that_the_visit_asks_for_lies_in_the_tray(
    catalogue: Catalogue, width: int
) -> None:
    told: SimpleQueue[SlipPrinted | SlipFailed] = SimpleQueue()
    tray = PaperTray(width)
    queue = PrintQueue(tray, told.put)
    press = Press(queue, lambda: NOW)
    press.print_slip(HandedIn(KEPT), catalogue)
    assert told.get(timeout=30) == SlipPrinted(REFERENCE)
    queue.close()
    matter = matter_of("el-meals", catalogue)
    assert tray.slips == [png(receipt_slip(KEPT, matter), width)]
    with Image.open(BytesIO(tray.slips[0])) as image:
        assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [
            qr_text(REFERENCE)
        ]


def test_the_tick_list_of_a_guide_is_printed_with_the_day(catalogue: Catalogue) -> None:
    told: SimpleQueue[SlipPrinted | SlipFailed] = SimpleQueue()
    tray = PaperTray()
    queue = PrintQueue(tray, told.put)
    now = datetime(2027, 2, 6, 9, 30, tzinfo=UTC)
    press = Press(queue, lambda: now)
    press.print_slip(ReadingGuide("el-meals", Welcome(), tick_list=REFERENCE), catalogue)
    assert told.get(timeout=30) == SlipPrinted(REFERENCE)
    queue.close()
    slip = tick_list(matter_of("el-meals", catalogue), now)
    assert lines(slip)[-1].english.endswith("09:30")
    assert tray.slips == [png(slip, WIDE_PAPER)]


def test_a_kiosk_that_prints_nothing_never_loads_a_drawing_library() -> None:
    code = "import screens.paper.press, sys; print({'PIL', 'segno', 'escpos'} & set(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "set()"
