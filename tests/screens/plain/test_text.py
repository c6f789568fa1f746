"""What is read, in which order."""

from pathlib import Path

import pytest

from accessibility.preferences import Language, Preferences
from screens.page import Page, Paragraph, Phrase
from screens.plain.text import lines_of
from tests.screens.sample_pages import ALL_IDS, Sample

GOLDEN = Path(__file__).parent / "golden"


def page_of(page_id: str, language: Language) -> Page:
    return Sample(Preferences(language=language), has_problem=True).page(page_id)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_page_is_read_in_its_golden_order(language: Language) -> None:
    read = "\n\n".join("\n".join(lines_of(page_of(name, language), language)) for name in ALL_IDS)
    assert read + "\n" == (GOLDEN / f"{language}.txt").read_text("utf-8")


def test_the_problem_stands_right_before_what_it_is_about() -> None:
    lines = lines_of(page_of("question:phone", "en"), "en")
    problem = lines.index("! A mobile number has 11 digits.")
    assert lines[problem + 1] == "Telephone number:"


def test_a_sequence_in_a_text_never_reaches_the_terminal() -> None:
    page = page_of("wait", "en")
    spoilt = Page("x", Phrase("A\x1b[2Jb\x07"), page.bars, (Paragraph(Phrase("\x00c\td\u202e")),))
    assert lines_of(spoilt, "en")[1:4] == ["Ab", "3 of 8", "c d"]
