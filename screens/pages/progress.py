"""How far an application has come, in words that promise no more than is true.

*Kept here* and *sent* are ours to say; accepted, more needed, concluded and declined are the
office's alone. Each state says what happens next. Where it goes to several offices, each is named
with its own.
"""

from collections.abc import Iterator

from kiosk.standing import Office, Standing
from locales import Words
from screens.page import Block, Facts, Paragraph, Phrase, Tone
from screens.pages.case_told import case_told, papers_needed
from screens.pages.errands import errands
from screens.pages.marks import heading
from screens.pages.states import next_step, state


def progress(standing: Standing, words: Words) -> Iterator[Block]:
    """One sentence that weighs, and what follows from it; then what was asked for after it."""
    match standing.offices:
        case ():
            return
        case (office,):
            yield Paragraph(Phrase(state(office, words)), Tone.IMPORTANT)
            yield from _what_follows(office, words)
        case offices:
            yield from _each(offices, words)
    yield from errands(standing, words)


def _each(offices: tuple[Office, ...], words: Words) -> Iterator[Block]:
    # Translators: on the receipt and when following up, above the names of several offices; spoken
    goes_to = words.many(
        "It goes to {number} office.", "It goes to {number} offices.", len(offices)
    )
    yield Paragraph(Phrase(goes_to))
    yield Facts(tuple((Phrase(_name(each, words)), Phrase(state(each, words))) for each in offices))
    for office in offices:
        yield heading(_name(office, words))
        yield from _what_follows(office, words)


def _what_follows(office: Office, words: Words) -> Iterator[Block]:
    """Papers that are needed before how to bring them, then all else that the office tells."""
    yield from papers_needed(office.case, words)
    yield Paragraph(Phrase(next_step(office, words)))
    if office.case is not None:
        yield from case_told(office.case, words)


def _name(office: Office, words: Words) -> str:
    if office.name is not None:
        return words.of(office.name)
    # Translators: instead of an office's name, where it is not known; spoken
    return words("The office")
