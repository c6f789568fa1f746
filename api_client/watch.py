"""Watches over the outbox: tells staff what waits too long, and lets go of what is long done."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

from api_client.outbox import Outbox, OutboxUnusable, Retention

log = logging.getLogger(__name__)
staff = logging.getLogger("staff")

LOOKS_EVERY = 60.0
TELLS_EVERY = timedelta(hours=1)
PURGES_EVERY = timedelta(days=1)
SAME_TIME = timedelta(hours=1)


class Watch:
    """One look a minute, in a thread of its own."""

    def __init__(
        self,
        outbox: Outbox,
        *,
        alarm_after: timedelta,
        retention: Retention,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`alarm_after`: how long the oldest message may wait before staff are told."""
        self._outbox = outbox
        self._alarm_after = alarm_after
        self._retention = retention
        self._clock = clock
        self._told_at: datetime | None = None
        self._purged_at: datetime | None = None
        self._known_time: datetime | None = None

    def authority_said(self, now: datetime) -> None:
        """An authority has just told its time. May be called from any thread."""
        self._known_time = now

    def run(self, stop: Event) -> None:
        """Look until `stop` is set."""
        with self._outbox.for_thread() as outbox:
            while not stop.is_set():
                self.look(outbox)
                stop.wait(LOOKS_EVERY)

    def look(self, outbox: Outbox) -> None:
        try:
            self._tell_of_the_oldest(outbox)
            self._purge(outbox)
        except OutboxUnusable as trouble:
            log.error("the outbox cannot be looked after: %s", trouble)  # noqa: TRY400 - says it all

    def _tell_of_the_oldest(self, outbox: Outbox) -> None:
        oldest, now = outbox.rounds.oldest_undelivered(), self._clock()
        if oldest is None or now - oldest < self._alarm_after:
            return
        if self._told_at is not None and timedelta(0) <= now - self._told_at < TELLS_EVERY:
            return
        self._told_at = now
        staff.error(
            "%d messages wait to be sent, the oldest since %s: see `kiosk outbox list`",
            outbox.rounds.undelivered(),
            oldest.astimezone().strftime("%Y-%m-%d %H:%M"),
        )

    def _purge(self, outbox: Outbox) -> None:
        """Only while an authority agrees about the time: a wrong clock must not end retention."""
        now, known = self._clock(), self._known_time
        if known is None or abs(now - known) > SAME_TIME:
            return
        if self._purged_at is not None and now - self._purged_at < PURGES_EVERY:
            return
        self._purged_at = now
        gone = outbox.upkeep.purge(now, self._retention)
        if gone:
            log.info("%d cases of long ago were let go", gone)
