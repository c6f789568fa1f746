"""Between the visit and the person at the kiosk: handle, build, draw, speak; for all front ends.

1. A renderer, the clock or the courier says that something happened.
2. The visit handles it and stands at a place.
3. `page_for` turns the place into a page in the visitor's language.
4. If the page changed it is drawn. A new page is read from its title; on the same page only
   what is new is said (a problem, a choice, a case number), cutting in.
"""

import logging
import traceback

from accessibility.speech import SpeechQueue, Utterance
from kiosk.events import Entered, Event, FellIdle, HeardAgain, WaitedLong, is_from_visitor
from kiosk.idle import Idle
from kiosk.visit import Visit
from locales import words_for
from screens.page import Page
from screens.pages import page_for
from screens.renderer import Renderer
from screens.spoken import spoken

log = logging.getLogger(__name__)


class Presenter:
    """Owns what is on the screen. Every call comes on the renderer's own thread."""

    def __init__(self, visit: Visit, renderer: Renderer, speech: SpeechQueue, idle: Idle) -> None:
        self._visit = visit
        self._renderer = renderer
        self._speech = speech
        self._idle = idle
        self._drawn_for = visit.preferences
        self.page: Page = self._built()

    def start(self) -> None:
        """Show and read the page that the visit stands at."""
        self._renderer.draw(self.page, self._visit.preferences)
        self._say(spoken(self.page))

    def happened(self, event: Event) -> None:
        """The one door: a tap, a typed line, news from the courier."""
        if is_from_visitor(event):
            self._idle.touched()
            self._speech.hush()
        if isinstance(event, HeardAgain):
            self._say(spoken(self.page))
            return
        before, self.page = self.page, self._page_after(event)
        is_typing = isinstance(event, Entered)
        if not is_typing and (self.page, self._visit.preferences) != (before, self._drawn_for):
            self._show(before)

    def touched(self) -> None:
        """Somebody is there, though nothing happened: a letter typed, a sheet turned."""
        self._idle.touched()

    def tick(self) -> None:
        """To be called about once a second: notices when nobody is there, or no answer comes."""
        if self._visit.has_waited_long:
            self.happened(WaitedLong())
        if self._speech.is_speaking:
            self._idle.touched()
        elif self._idle.is_due(self._visit.place):
            self._idle.touched()
            self.happened(FellIdle())

    def _page_after(self, event: Event) -> Page:
        """Our own faults end here: apologise, log without a word of the visitor's, start afresh."""
        try:
            self._visit.handle(event)
            return self._built()
        except Exception as fault:  # noqa: BLE001 -- the one handler for our own faults
            where = traceback.extract_tb(fault.__traceback__)[-1]
            log.error(  # noqa: TRY400 -- the fault's own text may hold an answer
                "%s at %s:%s after %s",
                type(fault).__name__,
                where.filename,
                where.lineno,
                type(event).__name__,
            )
            self._visit.start_afresh()
            return self._built()

    def _built(self) -> Page:
        return page_for(self._visit, words_for(self._visit.preferences.language))

    def _show(self, before: Page) -> None:
        preferences = self._visit.preferences
        self._renderer.draw(self.page, preferences)
        was_voice_on, self._drawn_for = self._drawn_for.is_voice_on, preferences
        sentences = spoken(self.page)
        if self.page.id == before.id and preferences.is_voice_on == was_voice_on:
            heard = set(spoken(before))
            sentences = [sentence for sentence in sentences if sentence not in heard]
        else:
            self._speech.hush()
        self._say(sentences)

    def _say(self, sentences: list[str]) -> None:
        wished, is_personal = self._visit.preferences, self.page.is_personal
        if wished.is_voice_on:
            self._speech.say(
                *(Utterance(each, wished.language, is_private=is_personal) for each in sentences)
            )
