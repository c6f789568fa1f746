"""Slip printers, as the rest of the kiosk knows them."""

from typing import Protocol

WIDE_PAPER = 576
NARROW_PAPER = 384


class PrinterFailed(Exception):
    """No slip came out. The message is a sentence for the operator."""


class Printer(Protocol):
    """Prints a slip and says so truthfully."""

    @property
    def width_dots(self) -> int:
        """How many dots fit side by side: 576 on 80 mm paper, 384 on 58 mm."""

    def print(self, image: bytes) -> None:
        """Print a PNG that is as wide as the paper. Raises PrinterFailed.

        Returns once the slip is out, or, where a printer cannot tell, once it took everything.
        """


class PaperTray:
    """A printer in memory, for demonstrations and tests: keeps the slips, newest last."""

    def __init__(self, width_dots: int = WIDE_PAPER) -> None:
        self.width_dots = width_dots
        self.has_paper = True
        self.slips: list[bytes] = []

    def print(self, image: bytes) -> None:
        if not self.has_paper:
            raise PrinterFailed("The paper tray is out of paper.")
        self.slips.append(image)


class NoPrinter:
    """The hall has no printer."""

    width_dots = WIDE_PAPER

    def print(self, image: bytes) -> None:  # noqa: ARG002 -- the protocol's argument
        raise PrinterFailed("This kiosk has no printer.")
