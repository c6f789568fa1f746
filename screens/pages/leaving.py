"""Home was pressed in the middle of a form."""

from kiosk.events import Stayed, WentHome
from kiosk.visit import Visit
from locales import Words
from screens.page import Option, Page, Paragraph, Phrase
from screens.pages.bars import bars


def page(visit: Visit, words: Words) -> Page:
    # Translators: title when Home was pressed in the middle of a form; spoken
    title = words("Leave this form?")
    return Page(
        id="leaving",
        title=Phrase(title),
        bars=bars(visit, words, title),
        # Translators: when Home was pressed in the middle of a form; spoken
        body=(Paragraph(Phrase(words("If you leave, your answers are erased."))),),
        # Translators: main key when Home was pressed in the middle of a form
        next=Option(Phrase(words("Stay with the form")), Stayed()),
        # Translators: lesser key when Home was pressed in the middle of a form
        extras=(Option(Phrase(words("Leave and erase")), WentHome()),),
        is_urgent=True,
    )
