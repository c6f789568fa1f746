"""Thermal slip printers that speak ESC/POS. The slip goes out as dots, so every character prints.

1. Ask for paper and cover, where the printer can answer.
2. Send the slip and the cut.
3. Where it can answer, wait until it has worked through them, and ask again.
"""

from collections.abc import Callable
from contextlib import closing
from enum import Enum, auto
from io import BytesIO

from kiosk.devices.printer import WIDE_PAPER, PrinterFailed
from kiosk.devices.printer_line import FileLine, Line, NetworkLine, Patience

_RAW_PORT = 9100
# Small printers hold few dots at a time.
_FRAGMENT = 256

# DLE EOT n is answered at once, even without paper; GS r n only after what was sent before it.
_ASK_PAPER, _ASK_STATE, _ASK_WHEN_DONE = b"\x10\x04\x04", b"\x10\x04\x02", b"\x1dr\x01"
_FIXED_BITS, _FIXED = 0b1001_0011, 0b0001_0010
_LOW, _OUT = 0b0000_1100, 0b0110_0000
_COVER_OPEN, _ERROR = 0b0000_0100, 0b0100_0000
_DONE_FIXED_BITS, _DONE_OUT = 0b1001_0000, 0b0000_1100


class Paper(Enum):
    """How much paper there is. A printer that does not answer is UNKNOWN, never ENOUGH."""

    ENOUGH = auto()
    LOW = auto()
    OUT = auto()
    UNKNOWN = auto()


class EscposPrinter:
    """One thermal printer; the line to it is opened for each slip, so it may be switched off."""

    def __init__(
        self,
        open_line: Callable[[], Line],
        width_dots: int = WIDE_PAPER,
        patience: Patience | None = None,
    ) -> None:
        self.width_dots = width_dots
        self._open_line = open_line
        self._patience = patience or Patience()

    @classmethod
    def on_network(
        cls,
        host: str,
        port: int = _RAW_PORT,
        width_dots: int = WIDE_PAPER,
        patience: Patience | None = None,
    ) -> "EscposPrinter":
        patience = patience or Patience()
        return cls(lambda: NetworkLine(host, port, patience), width_dots, patience)

    @classmethod
    def on_file(
        cls, path: str, width_dots: int = WIDE_PAPER, patience: Patience | None = None
    ) -> "EscposPrinter":
        patience = patience or Patience()
        return cls(lambda: FileLine(path, patience), width_dots, patience)

    def print(self, image: bytes) -> None:
        commands = _commands(image, self.width_dots)
        with closing(self._open_line()) as line:
            answers = self._is_ready(line)
            line.send(commands)
            if answers:
                self._wait_until_printed(line)

    def paper(self) -> Paper:
        """How much paper there is now, for the operator. Raises PrinterFailed if unreachable."""
        with closing(self._open_line()) as line:
            return _paper(self._ask(line, _ASK_PAPER, self._patience.answer))

    def _is_ready(self, line: Line) -> bool:
        """Whether the printer answers questions. Raises PrinterFailed if it says it cannot."""
        paper = _paper(self._ask(line, _ASK_PAPER, self._patience.answer))
        if paper is Paper.UNKNOWN:
            return False
        if paper is Paper.OUT:
            raise PrinterFailed("The printer is out of paper.")
        state = self._ask(line, _ASK_STATE, self._patience.answer)
        if _is_answer(state) and state[0] & _COVER_OPEN:
            raise PrinterFailed("The printer's cover is open.")
        if _is_answer(state) and state[0] & _ERROR:
            raise PrinterFailed("The printer reports an error; switch it off and on.")
        return True

    def _wait_until_printed(self, line: Line) -> None:
        """For a printer that has answered before."""
        done = self._ask(line, _ASK_WHEN_DONE, self._patience.settle)
        if len(done) == 1 and not done[0] & _DONE_FIXED_BITS:
            if done[0] & _DONE_OUT:
                raise PrinterFailed("The printer ran out of paper at the end of a slip.")
            return
        if not self._is_ready(line):
            raise PrinterFailed("The printer stopped answering while it printed.")

    def _ask(self, line: Line, question: bytes, seconds: float) -> bytes:
        line.receive(0)  # what it said unasked answers nothing
        line.send(question)
        return line.receive(seconds)


def _is_answer(reply: bytes) -> bool:
    return len(reply) == 1 and reply[0] & _FIXED_BITS == _FIXED


def _paper(reply: bytes) -> Paper:
    if not _is_answer(reply):
        return Paper.UNKNOWN
    if reply[0] & _OUT:
        return Paper.OUT
    return Paper.LOW if reply[0] & _LOW else Paper.ENOUGH


def _commands(image: bytes, width_dots: int) -> bytes:
    """The slip in the printer's language, with a partial cut so that it does not fall down."""
    # Half a second to import; only the printing thread of a kiosk with a printer pays it.
    from escpos.printer import Dummy  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    printer = Dummy()
    # Without a width escpos writes a warning to standard output, where plain pages are shown.
    media = {"width": {"mm": "Unknown", "pixels": width_dots}}
    printer.profile.profile_data = {**printer.profile.profile_data, "media": media}
    printer.hw("INIT")
    with Image.open(BytesIO(image)) as dots:
        printer.image(dots, impl="bitImageRaster", fragment_height=_FRAGMENT)
    printer.cut(mode="PART")
    commands: bytes = printer.output
    return commands
