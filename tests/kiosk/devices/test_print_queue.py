"""A printer that hangs or fails never holds anybody up, and every slip is answered for."""

import logging
import threading
from queue import SimpleQueue

import pytest

from kiosk.devices.print_queue import PrintQueue
from kiosk.devices.printer import NARROW_PAPER, NoPrinter, PaperTray, PrinterFailed
from kiosk.events import SlipFailed, SlipPrinted

News = SlipPrinted | SlipFailed
WAIT = 10


class StuckPrinter:
    """Holds every slip until it is let go, then fails."""

    width_dots = NARROW_PAPER

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self.may_go_on = threading.Event()

    def print(self, image: bytes) -> None:
        self.has_begun.set()
        self.may_go_on.wait()
        raise PrinterFailed(f"{len(image)} bytes are stuck.")


def drawn(width: int) -> bytes:
    return b"slip as wide as %d" % width


def test_a_slip_is_drawn_for_the_paper_and_printed() -> None:
    told: SimpleQueue[News] = SimpleQueue()
    tray = PaperTray(NARROW_PAPER)
    queue = PrintQueue(tray, told.put)
    queue.put("A", drawn)
    assert told.get(timeout=WAIT) == SlipPrinted("A")
    assert tray.slips == [b"slip as wide as 384"]
    queue.close()


def test_putting_a_slip_returns_while_the_printer_hangs() -> None:
    told: SimpleQueue[News] = SimpleQueue()
    printer = StuckPrinter()
    queue = PrintQueue(printer, told.put)
    queue.put("A", drawn)
    assert printer.has_begun.wait(WAIT)
    queue.put("B", drawn)
    assert told.empty()
    printer.may_go_on.set()
    assert [told.get(timeout=WAIT) for _ in "AB"] == [SlipFailed("A"), SlipFailed("B")]
    queue.close()


def test_closing_does_not_wait_for_a_printer_that_hangs() -> None:
    told: SimpleQueue[News] = SimpleQueue()
    printer = StuckPrinter()
    queue = PrintQueue(printer, told.put)
    queue.put("A", drawn)
    assert printer.has_begun.wait(WAIT)
    queue.close(patience=0)
    assert told.empty()
    printer.may_go_on.set()
    queue.close(patience=WAIT)
    assert told.get(timeout=WAIT) == SlipFailed("A")


def test_closing_prints_what_was_put_and_takes_nothing_more() -> None:
    told: SimpleQueue[News] = SimpleQueue()
    tray = PaperTray()
    queue = PrintQueue(tray, told.put)
    for reference in "ABC":
        queue.put(reference, drawn)
    queue.close(patience=WAIT)
    queue.put("D", drawn)
    assert [told.get(timeout=WAIT) for _ in "ABCD"] == [
        SlipPrinted("A"),
        SlipPrinted("B"),
        SlipPrinted("C"),
        SlipFailed("D"),
    ]
    assert len(tray.slips) == 3


def test_the_next_slip_prints_after_paper_was_put_in() -> None:
    told: SimpleQueue[News] = SimpleQueue()
    tray = PaperTray()
    tray.has_paper = False
    queue = PrintQueue(tray, told.put)
    queue.put("A", drawn)
    assert told.get(timeout=WAIT) == SlipFailed("A")
    tray.has_paper = True
    queue.put("A", drawn)
    assert told.get(timeout=WAIT) == SlipPrinted("A")
    queue.close()


def test_a_slip_that_cannot_be_drawn_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    def undrawable(width: int) -> bytes:
        return b"" * (width // 0)

    told: SimpleQueue[News] = SimpleQueue()
    queue = PrintQueue(PaperTray(), told.put)
    queue.put("A", undrawable)
    queue.put("B", drawn)
    assert [told.get(timeout=WAIT) for _ in "AB"] == [SlipFailed("A"), SlipPrinted("B")]
    assert "slip A was not printed" in caplog.text
    queue.close()


def test_the_log_names_the_reference_and_the_reason(caplog: pytest.LogCaptureFixture) -> None:
    told: SimpleQueue[News] = SimpleQueue()
    with caplog.at_level(logging.WARNING):
        queue = PrintQueue(NoPrinter(), told.put)
        queue.put("A", drawn)
        assert told.get(timeout=WAIT) == SlipFailed("A")
    assert "slip A was not printed: This kiosk has no printer." in caplog.text
    queue.close()
