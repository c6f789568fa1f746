"""Every page in both languages, at every text size and on terminals of many sizes."""

import re
import unicodedata

import pytest
from rich.cells import cell_len

from accessibility.preferences import Language, Preferences, TextSize
from screens.page import Choose, Enter, Facts, Page, Paragraph, QrCode, Wait
from screens.walk import options_of
from tests.screens.sample_pages import ALL_IDS, Sample
from tests.screens.terminal.conftest import Desk, Open

SIZES = [(80, 24), (200, 60), (40, 12)]


def words_of(page: Page) -> set[str]:
    """Every word, and of Chinese every character, that the page shows."""
    phrases = [page.title, page.bars.where]
    phrases += [phrase for phrase in (page.problem, page.bars.progress, page.foot) if phrase]
    for block in page.body:
        match block:
            case Paragraph(phrase):
                phrases.append(phrase)
            case Facts(rows):
                phrases += [phrase for row in rows for phrase in row]
            case QrCode(caption=caption):
                phrases.append(caption)
    match page.prompt:
        case Choose(options):
            phrases += [option.note for option in options if option.note]
        case Enter(label=phrase) | Wait(phrase):
            phrases.append(phrase)
        case None:
            pass
    phrases += [option.label for option in options_of(page)]
    pattern = re.compile(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+")
    return {word for phrase in phrases for word in pattern.findall(phrase.shown)}


async def check(desk: Desk, size: tuple[int, int]) -> None:
    assert len(desk.rows) == size[1]
    for row in desk.rows:
        assert cell_len(row) == size[0]
    shown = await desk.sheets()
    missing = {word for word in words_of(desk.listener.page) if word not in shown}
    assert missing == set(), desk.listener.page.id


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_every_word_can_be_read(
    language: Language, size: tuple[int, int], opened: Open
) -> None:
    async with opened("welcome", language, size) as desk:
        for page_id in ALL_IDS:
            await desk.show(page_id)
            await check(desk, size)


@pytest.mark.parametrize("text_size", list(TextSize))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
async def test_every_word_can_be_read_at_every_text_size(
    language: Language, text_size: TextSize, opened: Open
) -> None:
    async with opened("welcome", language, (80, 24), text_size) as desk:
        for page_id in ("guide", "question:phone", "receipt", "welcome"):
            await desk.show(page_id)
            await check(desk, (80, 24))


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (300, 4)])
async def test_no_terminal_is_too_small(size: tuple[int, int], opened: Open) -> None:
    async with opened("welcome", "zh_CN", size) as desk:
        for page_id in ALL_IDS:
            await desk.show(page_id)
            await desk.press("pagedown")
            assert len(desk.rows) == size[1]


async def test_a_terminal_may_change_its_size_at_any_time(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press(*"138")
        for size in [(40, 12), (20, 5), (1, 1), (200, 60), (80, 24)]:
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.pause()
            assert len(desk.rows) == size[1]
        assert "138" in desk.text
        assert desk.rows[-1].split()[0] == "Esc"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_sample_pages_hold_what_the_check_looks_for(language: Language) -> None:
    words = words_of(Sample(Preferences(language=language)).page("guide"))
    assert {"金", "Fee"} & words or "费" in words
    assert not any(unicodedata.category(sign) == "Cc" for word in words for sign in word)
