"""Carries what was handed in to the authority, in a thread of its own, until it is there.

1. What somebody at the kiosk asks about goes first, also between two parcels.
2. Each parcel that is due is sent once. Its answer decides: delivered, refused, or later.
3. If the authority itself is away the round ends there; everything stays kept.
4. Then the courier rests until something is handed in or asked, or the next try is due.

The kiosk never waits for it. Only this thread speaks HTTP.
"""

import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue
from threading import Event

from api_client import news
from api_client.contract import Consultation, Submission
from api_client.errors import NotAdmitted, OneStopError, Refused, Unintelligible, Unreachable
from api_client.onestop import OneStopClient
from api_client.outbox import Delivery, Outbox, OutboxUnusable, Parcel

log = logging.getLogger(__name__)

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
# Until a key is put right or staff have looked into an odd answer: that takes people.
PAUSE_FOR_PEOPLE = 900.0
LOOKS_BY_ITSELF_EVERY = 30.0
NOTICES_STOP_WITHIN = 0.5


class Courier:
    """The one carrier of an outbox. `nudge` and `enquire` may be called from any thread.

    `tell` is called on the courier's thread and must hand the news on without waiting.
    """

    def __init__(
        self,
        outbox: Outbox,
        client: OneStopClient,
        tell: Callable[[news.News], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: random.Random | None = None,
    ) -> None:
        self._outbox = outbox
        self._client = client
        self._tell = tell
        self._clock = clock
        self._chance = chance or random.SystemRandom()
        self._enquiries: SimpleQueue[str] = SimpleQueue()
        self._woken = Event()
        self._failed_rounds = 0
        self._away_for: float | None = None

    def nudge(self) -> None:
        """Something was handed in: look now."""
        self._woken.set()

    def enquire(self, reference: str) -> None:
        """Somebody asks where a case stands; CaseFound, CaseUnknown or NoAnswer will be told."""
        self._enquiries.put(reference)
        self._woken.set()

    def run_once(self) -> int:
        """One round, on the thread that opened the outbox. Returns how many were delivered."""
        return self._round(self._outbox, Event())

    def run(self, stop: Event) -> None:
        """Rounds without end, for a thread of its own; ends soon after `stop` is set."""
        with self._outbox.for_thread() as outbox:
            while not stop.is_set():
                self._woken.clear()
                self._rest(self._guarded_round(outbox, stop), stop)

    def _guarded_round(self, outbox: Outbox, stop: Event) -> float:
        """A round that nothing can end for good: a courier that has died delivers nothing.

        Returns the seconds to rest.
        """
        try:
            delivered = self._round(outbox, stop)
            # Not only after a delivery: what waits lies safer in the file than in its log.
            outbox.tidy()
            # What waited for one of these, a rating for its case, is due now.
            return 0.0 if delivered and self._away_for is None else self._pause_until_next(outbox)
        except OutboxUnusable as trouble:
            log.error("nothing can be carried: %s", trouble)  # noqa: TRY400 - its text says it all
        except Exception:
            log.exception("the courier stumbled and goes on")
        return LOOKS_BY_ITSELF_EVERY

    def _round(self, outbox: Outbox, stop: Event) -> int:
        self._away_for = None
        self._answer_enquiries(outbox)
        delivered = 0
        for parcel in outbox.due(self._clock()):
            delivered += self._carry(parcel, outbox)
            if self._away_for is not None or stop.is_set():
                break
            self._answer_enquiries(outbox)
        self._failed_rounds = 0 if self._away_for is None else self._failed_rounds + 1
        return delivered

    def _carry(self, parcel: Parcel, outbox: Outbox) -> bool:
        """Send one parcel once; True if the authority has it now."""
        reference = parcel.message.reference
        is_matter = isinstance(parcel.message, Submission | Consultation)
        try:
            case = self._client.send(parcel.message)
        except NotAdmitted as error:
            self._away_for = self._jittered(PAUSE_FOR_PEOPLE)
            self._postpone(parcel, 0, error, outbox)
        except Refused as error:
            log.error("%s is put before a person: %s", reference, error)  # noqa: TRY400 - as above
            outbox.refused(parcel, str(error), self._clock())
            if is_matter:
                self._tell(news.Refused(reference))
        except Unintelligible as error:
            self._postpone(parcel, self._jittered(PAUSE_FOR_PEOPLE), error, outbox)
        except Unreachable as error:
            self._postpone(parcel, self._pause_for(parcel, error), error, outbox)
        else:
            outbox.delivered(parcel, case, self._clock())
            log.info("%s is delivered", reference)
            if is_matter and case is not None:
                self._tell(news.Delivered(reference, case))
            return True
        return False

    def _pause_for(self, parcel: Parcel, error: Unreachable) -> float:
        """How long this parcel waits, and whether the whole round ends with it.

        If the authority is up, the trouble is this parcel's own and the others go on. If it is
        away, no parcel is to blame: all stay due for the moment it is back.
        """
        own = self._backoff(parcel.tries)
        if error.retry_after is not None:
            self._away_for = error.retry_after + own
            return self._away_for
        if self._client.is_up():
            return own
        self._away_for = self._backoff(self._failed_rounds)
        return 0

    def _postpone(self, parcel: Parcel, pause: float, error: OneStopError, outbox: Outbox) -> None:
        log.warning("%s stays kept: %s", parcel.message.reference, error)
        now = self._clock()
        outbox.postponed(parcel, now + timedelta(seconds=pause), str(error), now)

    def _answer_enquiries(self, outbox: Outbox) -> None:
        while True:
            try:
                reference = self._enquiries.get_nowait()
            except Empty:
                return
            answer = self._answer(reference, outbox)
            self._tell(answer)
            if isinstance(answer, news.CaseFound):
                outbox.note_case(reference, answer.case)

    def _answer(self, reference: str, outbox: Outbox) -> news.News:
        try:
            case = self._client.case(reference)
            tracking = outbox.find(reference)
        except (OneStopError, OutboxUnusable) as error:
            log.warning("no answer about %s: %s", reference, error)
            return news.NoAnswer(reference)
        if case is not None:
            return news.CaseFound(reference, case)
        if tracking is not None and tracking.state is not Delivery.SENT:
            # The authority cannot know yet what still lies here: that is no "unknown".
            return news.NoAnswer(reference)
        return news.CaseUnknown(reference)

    def _pause_until_next(self, outbox: Outbox) -> float:
        if self._away_for is not None:
            return self._away_for
        next_try = outbox.next_try()
        if next_try is None:
            return LOOKS_BY_ITSELF_EVERY
        seconds = (next_try - self._clock()).total_seconds()
        return min(max(seconds, SHORTEST_PAUSE), LOOKS_BY_ITSELF_EVERY)

    def _backoff(self, tries: int) -> float:
        """Full jitter: after an outage thousands of kiosks must not come back in step."""
        return self._jittered(min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(tries + 1, 30)))

    def _jittered(self, longest: float) -> float:
        return max(SHORTEST_PAUSE, self._chance.uniform(0, longest))

    def _rest(self, seconds: float, stop: Event) -> None:
        ends = time.monotonic() + seconds
        while not (stop.is_set() or self._woken.is_set()):
            left = ends - time.monotonic()
            if left <= 0:
                return
            self._woken.wait(min(left, NOTICES_STOP_WITHIN))
