"""Nobody has touched anything for a while: is somebody still there?"""

from kiosk.events import Stayed
from kiosk.visit import Visit
from locales import Words
from screens.page import Option, Page, Paragraph, Phrase
from screens.pages.bars import bars


def page(visit: Visit, words: Words) -> Page:
    # Translators: title when nobody has touched the kiosk for a while; spoken
    title = words("Are you still there?")
    return Page(
        id="still-there",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=(
            Paragraph(
                # Translators: when nobody has touched the kiosk for a while; spoken
                Phrase(words("If you do nothing, your answers are erased shortly."))
            ),
        ),
        # Translators: main key when nobody has touched the kiosk for a while
        next=Option(Phrase(words("I am still here")), Stayed()),
        is_urgent=True,
    )
