"""The authority's clock, as far as its answers tell it: a kiosk's own may be wrong by hours."""

import time
from collections.abc import Callable

from api_client.age import can_be_now
from api_client.reply import Reply


class AuthorityClock:
    """Seconds since 1970, right to about one second once an answer has come.

    `offset`: how many seconds the authority's clock is ahead of this machine's; None before that.
    """

    def __init__(self, own: Callable[[], float] = time.time) -> None:
        self._own = own
        self.offset: float | None = None

    def own(self) -> float:
        """What this machine's clock says."""
        return self._own()

    def now(self) -> float:
        """The authority's time; this machine's own while nothing better is known."""
        own = self._own()
        theirs = own + (self.offset or 0.0)
        # This machine's clock may have been put right since the offset was learnt.
        return theirs if can_be_now(theirs) else own

    def learn(self, reply: Reply, asked_at: float) -> None:
        """From an answer on a line that is trusted: it was made about half way of the call."""
        if reply.sent_at is not None:
            self.offset = reply.sent_at - (asked_at + self._own()) / 2
