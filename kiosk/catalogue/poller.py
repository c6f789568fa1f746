"""Asks for newer editions of the catalogue, on a thread of its own; no resident ever waits for it.

1. Every few minutes it asks what is published, never in step with other kiosks. Mostly the answer
   is that nothing has changed, else often only what is otherwise.
2. What comes is checked and kept by `Editions`. What is refused is noted for the console and told
   to staff once an hour; what was in use goes on serving.
3. Once a second it looks whether another catalogue serves by now: an edition was taken, here or at
   the console, or the hall's clock has passed midnight. Then it tells the visit.
"""

import logging
import random
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Event
from typing import Final, Protocol

from api_client.adapter import Publication
from api_client.contract import Published
from api_client.errors import OneStopError
from kiosk.catalogue import Catalogue
from kiosk.catalogue.editions import DeltaMissed, EditionRefused
from kiosk.catalogue.refusals import Refusal, Refusals
from kiosk.catalogue.serving import Serving

log = logging.getLogger(__name__)
staff = logging.getLogger("staff")

FIRST_WITHIN: Final = (2.0, 15.0)
ASKS_EVERY: Final = (240.0, 360.0)
AFTER_NO_ANSWER: Final = (60.0, 120.0)
"""Seconds, drawn anew each time: kiosks that began together must not ask together."""
LOOKS_EVERY: Final = 1.0
TELLS_EVERY: Final = timedelta(hours=1)


class Line(Protocol):
    """What a poller needs of an adapter."""

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        """The newest edition; None when it is still the one of that etag."""

    def edition(self, number: int) -> Published | None:
        """That edition, whole; None where there is none of that number."""

    def close(self) -> None:
        """Hang up."""


class Poller:
    """`tell` is called on the poller's thread and must hand the catalogue on without waiting."""

    def __init__(  # noqa: PLR0913 -- each is one collaborator, given by name
        self,
        serving: Serving,
        refusals: Refusals,
        line: Callable[[], Line],
        tell: Callable[[Catalogue], None],
        *,
        now: Callable[[], datetime],
        shown: Catalogue,
        clock: Callable[[], float] = time.monotonic,
        chance: random.Random | None = None,
    ) -> None:
        """`now`: the hall's clock; `shown`: the catalogue that the kiosk began with."""
        self._serving = serving
        self._refusals = refusals
        self._open = line
        self._tell = tell
        self._now = now
        self._clock = clock
        self._chance = chance or random.SystemRandom()
        self._line: Line | None = None
        self._etag = ""
        self._shown = shown
        self._looked_at: tuple[date, int] | None = None
        self._told_at: datetime | None = None
        self._due = clock() + self._chance.uniform(*FIRST_WITHIN)

    def run(self, stop: Event) -> None:
        """Until `stop` is set."""
        for sentence in self._serving.editions.passed_over():
            staff.error("%s. It is asked for again", sentence)
        try:
            while not stop.is_set():
                self.step()
                stop.wait(LOOKS_EVERY)
        finally:
            if self._line is not None:
                self._line.close()

    def nudge(self) -> None:
        """Ask at once. May be called from any thread."""
        self._due = self._clock()

    def step(self) -> None:
        """Ask if it is time to; look what serves. Nothing ends it: it would be missed by nobody."""
        try:
            if self._clock() >= self._due:
                self._due = self._clock() + self._chance.uniform(*self._ask())
            self._look()
        except Exception:
            log.exception("the poller stumbled and goes on")
            self._due = self._clock() + self._chance.uniform(*AFTER_NO_ANSWER)

    def _ask(self) -> tuple[float, float]:
        """Returns within how many seconds to ask again."""
        if not self._serving.trusted():
            return AFTER_NO_ANSWER
        try:
            self._take_what_is_published()
        except OneStopError as error:
            log.info("the catalogue could not be asked for: %s", error)
            return AFTER_NO_ANSWER
        except EditionRefused as why:
            self._refused(str(why))
        except OSError as error:
            self._refused(f"it cannot be kept: {error.strerror or error}")
        else:
            self._refusals.forget()
        return ASKS_EVERY

    def _take_what_is_published(self) -> None:
        if self._line is None:
            self._line = self._open()
        self._take_newest(self._line)
        self._take_those_before(self._line)

    def _take_newest(self, line: Line) -> None:
        editions = self._serving.editions
        published = line.catalogue(editions.newest(), self._etag)
        if published is None:
            return
        # Until it is taken nothing is known by its tag: what was spoilt on the way may have it too.
        self._etag = ""
        content = published.content
        if not isinstance(content, Published):
            try:
                content = editions.completed(content)
            except DeltaMissed as why:
                log.info("the whole catalogue is asked for: %s", why)
                self._take_whole(line)
                return
        self._take(content, published.etag)

    def _take_whole(self, line: Line) -> None:
        published = line.catalogue()
        if published is None or not isinstance(published.content, Published):
            raise EditionRefused("it does not come whole")
        self._take(published.content, published.etag)

    def _take(self, content: Published, etag: str) -> None:
        serving = self._serving
        taken = serving.editions.take(content, self._now().date(), serving.site.is_in)
        self._etag = etag
        if taken is not None:
            log.info("edition %d of the catalogue is kept", taken.number)

    def _take_those_before(self, line: Line) -> None:
        """A kiosk whose first edition has its day ahead needs the one that counts until then."""
        editions, today = self._serving.editions, self._now().date()
        while editions.in_force(today) is None and editions.oldest() > 1:
            before = line.edition(editions.oldest() - 1)
            if before is None:
                return
            editions.take_before(before, today)

    def _refused(self, why: str) -> None:
        now = self._now()
        try:
            self._refusals.note(Refusal(now, why))
        except OSError:
            log.warning("it cannot be noted that an edition was refused")
        if self._told_at is None or not timedelta(0) <= now - self._told_at < TELLS_EVERY:
            self._told_at = now
            staff.error(
                "the catalogue that is published was not taken: %s. The last good one goes on"
                " serving (version %s): see `kiosk catalogue status`",
                why,
                self._shown.version,
            )

    def _look(self) -> None:
        seen = self._now().date(), self._serving.editions.stamp
        if seen == self._looked_at:
            return
        catalogue = self._serving.on(seen[0])
        self._looked_at = seen
        if not catalogue.is_like(self._shown):
            self._shown = catalogue
            self._tell(catalogue)
