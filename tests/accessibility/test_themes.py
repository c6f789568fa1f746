from dataclasses import astuple
from itertools import combinations

import pytest

from accessibility.preferences import Contrast
from accessibility.themes import (
    LEAST_GRAPHIC_RATIO,
    LEAST_RATIO,
    Palette,
    contrast_ratio,
    palette,
)

BARS = {
    Contrast.WARM: 7,
    Contrast.STRONG: 10,
    Contrast.BLACK_ON_WHITE: 20,
    Contrast.WHITE_ON_BLACK: 20,
}


@pytest.mark.parametrize("contrast", Contrast)
def test_b04_every_text_stands_out_from_every_ground_it_may_stand_on(contrast: Contrast) -> None:
    for text, ground in palette(contrast).text_pairs:
        assert contrast_ratio(text, ground) >= BARS[contrast]


@pytest.mark.parametrize("contrast", Contrast)
def test_b04_key_lines_and_filled_keys_stand_out(contrast: Contrast) -> None:
    for graphic, ground in palette(contrast).graphic_pairs:
        assert contrast_ratio(graphic, ground) >= 3


@pytest.mark.parametrize("contrast", Contrast)
def test_b06_the_focus_ring_stands_out_from_whatever_it_is_drawn_on(contrast: Contrast) -> None:
    colours = palette(contrast)
    grounds = (
        colours.background,
        colours.surface,
        colours.key,
        colours.main_key,
        colours.chosen,
        colours.problem,
        colours.pressed,
    )
    for ground in grounds:
        assert contrast_ratio(colours.focus, ground) >= 3


def test_the_promised_ratios_are_those_of_the_bar() -> None:
    assert LEAST_RATIO == BARS
    assert LEAST_GRAPHIC_RATIO == 3


@pytest.mark.parametrize("contrast", Contrast)
def test_every_text_colour_is_among_the_pairs(contrast: Contrast) -> None:
    paired = {text for text, _ in palette(contrast).text_pairs}
    texts = [name for name in Palette.__slots__ if name == "text" or name.endswith("_text")]
    assert {getattr(palette(contrast), name) for name in texts} == paired


@pytest.mark.parametrize("contrast", Contrast)
def test_colours_are_written_as_six_hexadecimal_digits(contrast: Contrast) -> None:
    for colour in astuple(palette(contrast)):
        assert colour.startswith("#")
        assert len(bytes.fromhex(colour[1:])) == 3


def test_no_two_themes_are_the_same() -> None:
    for one, other in combinations(Contrast, 2):
        assert palette(one) != palette(other)


@pytest.mark.parametrize("contrast", Contrast)
def test_a_pressed_key_looks_unlike_one_at_rest(contrast: Contrast) -> None:
    colours = palette(contrast)
    assert contrast_ratio(colours.pressed, colours.key) >= 3


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FF0000", "#FFFFFF", 4.0),
        ("#0A0A0A", "#000000", 1.06),
    ],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)
