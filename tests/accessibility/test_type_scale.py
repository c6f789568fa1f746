import pytest

from accessibility.preferences import Language, TextSize
from accessibility.type_scale import (
    CAPITAL_PER_EM,
    IDEOGRAPH_PER_EM,
    LINE_SPACING,
    Role,
    Screen,
    font_px,
    height_mm,
    line_px,
    longest_line_px,
)

SCREENS = [
    Screen(1080, 1920, 21.5),
    Screen(1920, 1080, 21.5),
    Screen(1366, 768, 15.6),
    Screen(1280, 800, 10.1),
    Screen(2160, 3840, 32),
]
BANDS = {
    TextSize.SMALL: (4.8, 5.6),
    TextSize.NORMAL: (6.4, 7.1),
    TextSize.LARGE: (8.5, 9.0),
    TextSize.LARGEST: (11.0, 12.0),
}
PER_EM: dict[Language, float] = {"zh_CN": IDEOGRAPH_PER_EM, "en": CAPITAL_PER_EM}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_b01_the_text_of_each_size_has_its_height_on_the_glass(
    screen: Screen, size: TextSize, language: Language
) -> None:
    font = font_px(screen, size, Role.BODY, language)
    least, most = BANDS[size]
    assert least <= screen.mm(font * PER_EM[language]) <= most


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_b01_nothing_is_smaller_than_4_8_mm(screen: Screen, role: Role, language: Language) -> None:
    for size in TextSize:
        assert screen.mm(font_px(screen, size, role, language) * PER_EM[language]) >= 4.8


def test_b01_the_largest_text_is_at_least_30_dp() -> None:
    assert height_mm(TextSize.LARGEST, Role.BODY) >= 30 * 0.159


@pytest.mark.parametrize("role", Role)
def test_a_larger_choice_never_gives_smaller_text(role: Role) -> None:
    heights = [height_mm(size, role) for size in TextSize]
    assert heights == sorted(heights)


def test_titles_and_references_stand_above_the_text_and_notes_do_not() -> None:
    for size in TextSize:
        heights = [height_mm(size, role) for role in (Role.NOTE, Role.BODY, Role.TITLE, Role.LARGE)]
        assert heights == sorted(heights)


def test_one_language_needs_no_more_than_five_fonts() -> None:
    fonts = {font_px(SCREENS[0], size, role) for size in TextSize for role in Role}
    assert len(fonts) <= 5


def test_b03_lines_stand_one_and_a_half_em_apart_and_are_at_most_40_ideographs_long() -> None:
    for font in range(12, 90):
        assert line_px(font) >= LINE_SPACING * font
        assert longest_line_px(font) == 40 * font
    assert LINE_SPACING >= 1.5


def test_the_reference_screen_has_four_pixels_to_the_millimetre() -> None:
    screen = SCREENS[0]
    assert screen.px(20) == pytest.approx(80.68, abs=0.01)
    assert screen.mm(screen.px(20)) == pytest.approx(20)


@pytest.mark.parametrize("extent", [(0, 1920, 21.5), (1080, -1, 21.5), (1080, 1920, 0.0)])
def test_a_screen_without_an_extent_is_refused(extent: tuple[int, int, float]) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        Screen(*extent)
