"""The marks that keep the catalogue honest: what is not confirmed says so, amounts have a date."""

from kiosk.catalogue import is_to_be_confirmed
from locales import Words
from screens.page import Block, Paragraph, Phrase, Tone


def to_be_confirmed(words: Words) -> Paragraph:
    """The mark itself."""
    # Translators: mark below a sentence that the hall has not confirmed yet; spoken
    return Paragraph(Phrase(words("To be confirmed by the hall.")), Tone.UNCONFIRMED)


def sentences(text: str, source: str, words: Words) -> list[Block]:
    """The text, and the mark if its source does not vouch for it."""
    paragraph = Paragraph(Phrase(text))
    return [paragraph, to_be_confirmed(words)] if is_to_be_confirmed(source) else [paragraph]


def heading(text: str) -> Paragraph:
    return Paragraph(Phrase(text), Tone.HEADING)
