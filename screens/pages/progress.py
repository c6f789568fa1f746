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
        case _:
            yield from _several(standing, words)
    yield from errands(standing, words)


def each_office(standing: Standing, words: Words) -> Iterator[Block]:
    """Where it stands at each of several offices; nothing where there is one."""
    if len(standing.offices) > 1:
        yield Facts(
            tuple(
                (Phrase(_name(each, words)), Phrase(state(each, words)))
                for each in standing.offices
            )
        )


def _several(standing: Standing, words: Words) -> Iterator[Block]:
    count = len(standing.offices)
    # Translators: on the receipt and when following up, above the names of several offices; spoken
    goes_to = words.many("It goes to {number} office.", "It goes to {number} offices.", count)
    yield Paragraph(Phrase(goes_to))
    yield from each_office(standing, words)
    for office in standing.offices:
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
