"""Every printer prints the very dots it was given, or says truthfully that it did not."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from kiosk.devices.escpos_printer import EscposPrinter, Paper
from kiosk.devices.printer import NARROW_PAPER, WIDE_PAPER, NoPrinter, PaperTray, Printer
from kiosk.devices.printer import PrinterFailed as Failed
from kiosk.devices.printer_line import Patience
from tests.kiosk.devices.thermal_printer import ThermalPrinter, on_file, on_network

HURRIED = Patience(reach=1.0, take=0.3, answer=0.3, settle=0.3)
CALM = Patience(reach=5.0, take=10.0, answer=5.0, settle=5.0)
Made = Callable[[], ThermalPrinter]
WAYS = ["network", "file"]


@contextmanager
def escpos(
    way: str, thermal: ThermalPrinter, width: int = WIDE_PAPER, patience: Patience = CALM
) -> Iterator[EscposPrinter]:
    with ExitStack() as stack:
        if way == "network":
            port = stack.enter_context(on_network(thermal))
            yield EscposPrinter.on_network("127.0.0.1", port, width, patience)
        else:
            path = stack.enter_context(on_file(thermal))
            yield EscposPrinter.on_file(path, width, patience)


def slip(width: int, height: int = 700) -> bytes:
    """Dots of every kind, taller than one fragment."""
    image = Image.new("1", (width, height), 1)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width - 1, height - 1), outline=0, width=3)
    for at in range(0, height, 7):
        draw.line((0, at, width, height - at), fill=0)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def dots(png: bytes) -> bytes:
    with Image.open(BytesIO(png)) as image:
        return image.convert("1").tobytes()


@pytest.mark.parametrize("width", [WIDE_PAPER, NARROW_PAPER])
def test_the_paper_tray_keeps_the_slips_in_order(width: int) -> None:
    tray = PaperTray(width)
    for height in (100, 200):
        tray.print(slip(tray.width_dots, height))
    assert tray.slips == [slip(width, 100), slip(width, 200)]


@pytest.mark.parametrize("width", [WIDE_PAPER, NARROW_PAPER])
@pytest.mark.parametrize("way", WAYS)
def test_the_very_dots_that_were_drawn_come_out(way: str, width: int) -> None:
    thermal = ThermalPrinter()
    with escpos(way, thermal, width) as printer:
        for height in (100, 700):
            printer.print(slip(printer.width_dots, height))
    assert [printed.tobytes() for printed in thermal.slips] == [
        dots(slip(width, 100)),
        dots(slip(width, 700)),
    ]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "made",
    [
        partial(ThermalPrinter, is_mute=True),
        partial(ThermalPrinter, answers_nonsense=True),
        partial(ThermalPrinter, knows_when_done=False),
        partial(ThermalPrinter, is_low=True),
    ],
)
def test_a_printer_that_answers_little_prints_all_the_same(way: str, made: Made) -> None:
    thermal = made()
    patience = Patience(reach=5.0, take=10.0, answer=0.3, settle=0.3)
    with escpos(way, thermal, patience=patience) as printer:
        printer.print(slip(WIDE_PAPER))
    assert len(thermal.slips) == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (partial(ThermalPrinter, has_paper=False), "out of paper"),
        (partial(ThermalPrinter, runs_out=True), "out of paper"),
        (partial(ThermalPrinter, is_cover_open=True), "cover is open"),
        (partial(ThermalPrinter, has_error=True), "reports an error"),
    ],
)
def test_a_printer_that_cannot_print_says_why(way: str, made: Made, sentence: str) -> None:
    thermal = made()
    patience = Patience(reach=5.0, take=10.0, answer=5.0, settle=0.3)
    with (
        escpos(way, thermal, patience=patience) as printer,
        pytest.raises(Failed, match=sentence),
    ):
        printer.print(slip(WIDE_PAPER))
    assert thermal.slips == []


@pytest.mark.parametrize("way", WAYS)
def test_a_printer_that_stopped_is_given_up(way: str) -> None:
    thermal = ThermalPrinter(takes_data=False)
    with (
        escpos(way, thermal, patience=HURRIED) as printer,
        pytest.raises(Failed, match="stopped taking data"),
    ):
        printer.print(slip(WIDE_PAPER, 15_000))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("made", "paper"),
    [
        (partial(ThermalPrinter), Paper.ENOUGH),
        (partial(ThermalPrinter, is_low=True), Paper.LOW),
        (partial(ThermalPrinter, has_paper=False), Paper.OUT),
        (partial(ThermalPrinter, is_mute=True), Paper.UNKNOWN),
        (partial(ThermalPrinter, answers_nonsense=True), Paper.UNKNOWN),
    ],
)
def test_silence_is_never_taken_for_enough_paper(way: str, made: Made, paper: Paper) -> None:
    patience = Patience(reach=5.0, answer=0.3 if paper is Paper.UNKNOWN else 5.0)
    with escpos(way, made(), patience=patience) as printer:
        assert printer.paper() is paper


def test_a_plain_file_takes_slips_one_after_another(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    printer = EscposPrinter.on_file(str(file))
    for height in (100, 200):
        printer.print(slip(WIDE_PAPER, height))
    thermal = ThermalPrinter(is_mute=True)
    thermal.feed(file.read_bytes())
    assert [printed.height for printed in thermal.slips] == [100, 200]
    assert printer.paper() is Paper.UNKNOWN


def test_nothing_is_written_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lp0"
    file.touch()
    EscposPrinter.on_file(str(file)).print(slip(WIDE_PAPER))
    assert capsys.readouterr().out == ""


def refused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def empty_tray() -> PaperTray:
    tray = PaperTray()
    tray.has_paper = False
    return tray


@pytest.mark.parametrize(
    "printer",
    [
        NoPrinter(),
        empty_tray(),
        EscposPrinter.on_network("127.0.0.1", refused_port(), patience=HURRIED),
        EscposPrinter.on_file("/dev/there-is-no-such-printer"),
    ],
)
def test_a_printer_that_is_not_there_fails_with_a_sentence(printer: Printer) -> None:
    with pytest.raises(Failed) as failure:
        printer.print(slip(printer.width_dots))
    assert str(failure.value).endswith(".")
    assert str(failure.value)[0].isupper()


def test_a_mistyped_device_is_not_made_into_a_file(tmp_path: Path) -> None:
    missing = tmp_path / "lp1"
    with pytest.raises(Failed, match="cannot be opened"):
        EscposPrinter.on_file(str(missing)).print(slip(WIDE_PAPER))
    assert not missing.exists()
