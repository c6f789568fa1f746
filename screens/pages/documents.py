"""The papers to bring along, as a tick list."""

from collections.abc import Iterator, Sequence

from api_client.contract import Document
from kiosk.catalogue import is_to_be_confirmed
from locales import Words
from screens.page import Block, Paragraph, Phrase, Tone
from screens.pages.marks import heading, to_be_confirmed


def what_to_bring(documents: Sequence[Document], words: Words) -> Iterator[Block]:
    if not documents:
        return
    # Translators: heading on a guide above the tick list; spoken
    yield heading(words("What to bring"))
    for document in documents:
        name = words.of(document.name)
        # Translators: line of the tick list for a paper that is not always needed; spoken
        optional = words("{document} (if you have it)", document=name)
        line = name if document.is_required else optional
        yield Paragraph(Phrase(line), Tone.TICK)
    if any(is_to_be_confirmed(each.source) for each in documents):
        yield to_be_confirmed(words)
