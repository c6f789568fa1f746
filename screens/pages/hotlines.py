"""The telephone numbers that anyone may ring."""

from api_client.contract import Hotline
from kiosk.places import ReadingHotlines
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.listing import sheet_of, turning_keys
from screens.pages.marks import to_be_confirmed


def page(place: ReadingHotlines, visit: Visit, words: Words) -> Page:
    # Translators: title of the page with telephone numbers; spoken
    title = words("Telephone hotlines")
    hotlines = visit.catalogue.hotlines
    shown = sheet_of(hotlines, place.sheet)
    return Page(
        id="hotlines",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=tuple(block for each in shown for block in _blocks(each, words)),
        extras=turning_keys(len(hotlines), place.sheet, words),
    )


def _blocks(hotline: Hotline, words: Words) -> list[Block]:
    lines = [words.of(hotline.use)]
    if hotline.hours_languages:
        lines.append(words.of(hotline.hours_languages))
    blocks: list[Block] = [
        Paragraph(Phrase(f"{hotline.number}  {words.of(hotline.name)}"), Tone.HEADING),
        *(Paragraph(Phrase(line)) for line in lines),
    ]
    return [*blocks, to_be_confirmed(words)] if hotline.to_confirm else blocks
