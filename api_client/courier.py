"""Carries what was handed in to one authority, in a thread of its own, until it is there.

1. If the authority was away it is left alone until its pause is over; that is stored.
2. A few parcels that are due are claimed: from then on each may be there, whatever happens.
3. Each is carried once; `carrying` does what its answer calls for.
4. If the authority itself is away the round ends; what was not tried is let go.
5. Then the courier rests until something is handed in, or the next try is due.

The kiosk never waits for it.
"""

import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from api_client import news
from api_client.adapter import Ability, Adapter
from api_client.carrying import Carrier, RoundEnds
from api_client.outbox import Lane, Outbox, OutboxUnusable, Parcel
from api_client.pauses import Pauses

log = logging.getLogger(__name__)

LOOKS_BY_ITSELF_EVERY, LOOKS_FOR_THE_OTHER = 30.0, 2.0
SHORTEST_WAIT, NOTICES_STOP_WITHIN = 0.5, 0.5
MOST_AT_ONCE = 20


class Courier:
    """The one carrier of a lane. `nudge` may be called from any thread.

    `tell` is called on the courier's thread and must hand the news on without waiting.
    """

    def __init__(  # noqa: PLR0913 - each is one collaborator, given by name
        self,
        outbox: Outbox,
        adapter: Adapter,
        tell: Callable[[news.News], None],
        lane: Lane,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: random.Random | None = None,
    ) -> None:
        self._outbox = outbox
        self._adapter = adapter
        self._tell = tell
        self._lane = lane
        self._clock = clock
        self._pauses = Pauses(chance or random.SystemRandom())
        self._woken = Event()

    @property
    def takes_again(self) -> bool:
        """Whether the authority makes no second one of what it has already."""
        return Ability.TAKE_AGAIN not in self._adapter.cannot

    def nudge(self) -> None:
        """Something was handed in: look now."""
        self._woken.set()

    def run_once(self) -> int:
        """One round, on the thread that opened the outbox. Returns how many were delivered."""
        return self._round(self._outbox, Event())

    def run(self, stop: Event) -> None:
        """Rounds without end, for a thread of its own; ends soon after `stop` is set."""
        with self._outbox.for_thread(is_durable=not self.takes_again) as outbox:
            while not stop.is_set():
                self._woken.clear()
                # Another program on the same outbox carries as long as it runs; then we do.
                is_ours = outbox.is_carrier()
                pause = self._guarded_round(outbox, stop) if is_ours else LOOKS_FOR_THE_OTHER
                self._wait(pause, stop)

    def _guarded_round(self, outbox: Outbox, stop: Event) -> float:
        """A round that nothing can end for good: a courier that has died delivers nothing.

        Returns the seconds to wait.
        """
        try:
            delivered = self._round(outbox, stop)
            # Not only after a delivery: what waits lies safer in the file than in its log.
            outbox.upkeep.tidy()
            # What waited for one of these, a rating for its case, is due now.
            return 0.0 if delivered else self._seconds_to_wait(outbox)
        except OutboxUnusable as trouble:
            log.error("nothing can be carried: %s", trouble)  # noqa: TRY400 - its text says it all
        except Exception:
            log.exception("the courier stumbled and goes on")
        return LOOKS_BY_ITSELF_EVERY

    def _round(self, outbox: Outbox, stop: Event) -> int:
        if self._left_alone(outbox) > 0:
            return 0
        carrier = Carrier(outbox, self._adapter, self._tell, self._clock, self._pauses)
        most = MOST_AT_ONCE if self.takes_again else 1
        delivered, after = 0, 0
        claimed: list[Parcel] = []
        try:
            while claimed := outbox.rounds.claim(self._lane, self._clock(), most, after):
                after = claimed[-1].number
                while claimed and not stop.is_set():
                    delivered += carrier.carry(claimed.pop(0))
                if stop.is_set():
                    break
        except RoundEnds:
            log.info("%s is left alone for a while", self._lane.destination)
        finally:
            for parcel in outbox.rounds.let_go(claimed, self._clock()):
                self._tell(news.TakenBack(parcel.message.reference, None))
        return delivered

    def _left_alone(self, outbox: Outbox) -> float:
        rest = outbox.endpoints.rest_of(self._lane.destination)
        return 0.0 if rest is None else rest.left(self._clock())

    def _seconds_to_wait(self, outbox: Outbox) -> float:
        left_alone = self._left_alone(outbox)
        if left_alone > 0:
            return min(left_alone, LOOKS_BY_ITSELF_EVERY)
        next_try = outbox.rounds.next_try(self._lane, self._clock())
        if next_try is None:
            return LOOKS_BY_ITSELF_EVERY
        return min(max(next_try, SHORTEST_WAIT), LOOKS_BY_ITSELF_EVERY)

    def _wait(self, seconds: float, stop: Event) -> None:
        ends = time.monotonic() + seconds
        while not (stop.is_set() or self._woken.is_set()):
            left = ends - time.monotonic()
            if left <= 0:
                return
            self._woken.wait(min(left, NOTICES_STOP_WITHIN))
