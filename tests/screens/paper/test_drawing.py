"""Slips as dots: for the eye, for a camera, and never over the edge."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from kiosk.catalogue import Catalogue
from kiosk.devices.printer import WIDE_PAPER
from kiosk.reference import parse
from screens.paper import qr_text
from screens.paper.raster import png, raster
from screens.paper.receipt import receipt_slip
from screens.paper.slip import Matter, Slip, SlipLine, SlipReference, Weight
from screens.paper.tick_list import tick_list
from tests.screens.paper.sample_slips import (
    KEPT,
    MARGIN,
    NOW,
    REFERENCE,
    WIDTHS,
    english,
    matters,
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", [None, "https://onestop.example.cn/t/4KD7-M9XA-3PTM"])
def test_a_camera_reads_the_reference_back(matter: Matter, width: int, address: str | None) -> None:
    image = raster(receipt_slip(KEPT, matter, address=address), width)
    found = zxingcpp.read_barcodes(image.convert("L"))
    assert [code.text for code in found] == [address or qr_text(REFERENCE)]
    assert parse(found[0].text) == REFERENCE


def longest(catalogue: Catalogue) -> list[Matter]:
    """The services whose names, papers and places need the most room."""
    by_room = sorted(
        matters(catalogue), key=lambda each: len(english(tick_list(each, NOW))), reverse=True
    )
    by_name = sorted(by_room, key=lambda each: len(each.service.name.en), reverse=True)
    return [*by_room[:2], *by_name[:2]]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_reaches_over_the_edge_of_the_paper(catalogue: Catalogue, width: int) -> None:
    for matter in longest(catalogue):
        for slip in (tick_list(matter, NOW), receipt_slip(KEPT, matter)):
            image = raster(slip, width)
            assert (image.mode, image.width) == ("1", width)
            for left in (0, width - MARGIN):
                edge = image.crop((left, 0, left + MARGIN, image.height))
                assert edge.convert("L").getextrema() == (255, 255)


@pytest.mark.parametrize("width", WIDTHS)
def test_narrow_paper_has_every_part_that_wide_paper_has(matter: Matter, width: int) -> None:
    slip = receipt_slip(KEPT, matter)
    whole = raster(slip, width).height
    for at in range(len(slip.parts)):
        without = Slip(slip.parts[:at] + slip.parts[at + 1 :])
        assert raster(without, width).height < whole


@pytest.mark.parametrize("width", WIDTHS)
def test_a_paper_to_bring_has_a_box_before_it(width: int) -> None:
    line = SlipLine("一二三", "-", Weight.TICK)
    ticked = raster(Slip((line,)), width)
    plain = raster(Slip((replace(line, weight=Weight.PLAIN),)), width)
    beginning = (MARGIN, 0, MARGIN + 30, plain.height)
    assert longest_upright(ticked.crop(beginning)) >= 30
    assert longest_upright(plain.crop(beginning)) < 30


def longest_upright(image: Image.Image) -> int:
    """The longest unbroken black line from top to bottom, in dots."""
    longest_run = 0
    for column in range(image.width):
        strip = image.crop((column, 0, column + 1, image.height)).convert("L")
        runs = strip.tobytes().split(b"\xff")
        longest_run = max(longest_run, *(len(run) for run in runs))
    return longest_run


@pytest.mark.parametrize("width", WIDTHS)
def test_the_reference_is_the_largest_writing_on_the_slip(width: int) -> None:
    box = raster(Slip((SlipReference("NNNN-NNNN-NNNN", "DK:NNNN-NNNN-NNNN"),)), width)
    inside = box.crop((40, 40, 200, box.height - 40))
    for weight in set(Weight) - {Weight.TITLE, Weight.TICK}:
        line = raster(Slip((SlipLine("NNNN", "", weight),)), width)
        assert longest_upright(inside) > 1.5 * longest_upright(line)


def test_the_same_slip_is_drawn_the_same_twice(matter: Matter) -> None:
    slip = receipt_slip(KEPT, matter)
    assert png(slip, WIDE_PAPER) == png(slip, WIDE_PAPER)
