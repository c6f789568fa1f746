"""Slips on their way to the printer, so that a printer that hangs never holds up a receipt.

1. `put` notes the slip and returns at once.
2. The queue's own thread draws it as wide as the paper is, and prints it.
3. `tell` hears, on that thread, whether the slip lies in the tray.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread

from kiosk.devices.printer import Printer, PrinterFailed
from kiosk.events import SlipFailed, SlipPrinted

Draw = Callable[[int], bytes]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    reference: str
    draw: Draw


class PrintQueue:
    """Prints slips one after another; every slip that was put is answered for exactly once."""

    def __init__(self, printer: Printer, tell: Callable[[SlipPrinted | SlipFailed], None]) -> None:
        """`tell` is called on the queue's thread."""
        self._printer = printer
        self._tell = tell
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._is_closed = Event()
        # A daemon: a printer that hangs must not keep the kiosk from being switched off.
        self._worker = Thread(target=self._work, name="print-queue", daemon=True)
        self._worker.start()

    def put(self, reference: str, draw: Draw) -> None:
        """Print soon. `draw` makes the PNG for a paper of so many dots; it runs on the thread."""
        if self._is_closed.is_set():
            self._tell(SlipFailed(reference))
            return
        self._jobs.put(_Job(reference, draw))

    def close(self, patience: float = 5.0) -> None:
        """Print what was put, waiting at most `patience` seconds for it; take nothing more."""
        if not self._is_closed.is_set():
            self._is_closed.set()
            self._jobs.put(None)
        self._worker.join(patience)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._tell(self._outcome(job))

    def _outcome(self, job: _Job) -> SlipPrinted | SlipFailed:
        try:
            self._printer.print(job.draw(self._printer.width_dots))
        except PrinterFailed as failure:
            logger.warning("slip %s was not printed: %s", job.reference, failure)
            return SlipFailed(job.reference)
        except Exception:  # our own bug in one slip must not cost the hall its printer
            logger.exception("slip %s was not printed", job.reference)
            return SlipFailed(job.reference)
        return SlipPrinted(job.reference)
