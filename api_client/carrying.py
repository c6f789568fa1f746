"""Carries one parcel to one authority, and does what its answer calls for.

- delivered: the case is kept, the answers are erased
- a no that settles a booking or a withdrawal: an answer like any other
- any other no: kept for a person, and the others go on
- perhaps arrived: sent again only where that makes no second one; else the authority is asked
  whether it is there, and where it cannot be asked, a person is
- not now: again after a pause, longer each time; if the authority itself is away, all wait
- it takes nothing from this kiosk: all wait, and staff are told
"""

import logging
from collections.abc import Callable
from datetime import datetime

from api_client import news
from api_client.adapter import Ability, Adapter
from api_client.contract import Appointment, Case, Consultation, Message, Submission, Withdrawal
from api_client.errors import (
    NotAdmitted,
    OneStopError,
    Reason,
    Refused,
    Unintelligible,
    Unreachable,
    Untrusted,
)
from api_client.outbox import Outbox, OutboxUnusable, Parcel
from api_client.pauses import LONGEST_PAUSE, Pauses

log = logging.getLogger(__name__)
staff = logging.getLogger("staff")

SECONDS_TO_SETTLE = 60.0
"""So long an authority may still be busy with a call whose answer was lost."""
TRIES_AT_THE_HEAD = 3
"""So often a parcel may be the first to be tried; then it lets others go before it."""
ENDS_A_FOLLOWER = frozenset(
    {Reason.SLOT_TAKEN, Reason.TOO_LATE, Reason.WRONG_PHONE, Reason.TOO_MANY_TRIES}
)
"""A no that settles a booking or a withdrawal: nobody has to look into it."""


class RoundEnds(Exception):
    """The authority itself is away, or takes nothing from us: nothing more is tried now."""


class _OnlyAPerson(OneStopError):
    """It may have arrived, and whether it did cannot be found out from here."""


class Carrier:
    """Carries for one thread, from its hold on the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        adapter: Adapter,
        tell: Callable[[news.News], None],
        clock: Callable[[], datetime],
        pauses: Pauses,
    ) -> None:
        self._outbox = outbox
        self._adapter = adapter
        self._tell = tell
        self._clock = clock
        self._pauses = pauses

    @property
    def takes_again(self) -> bool:
        """Whether the authority makes no second one of what it has already."""
        return Ability.TAKE_AGAIN not in self._adapter.cannot

    def carry(self, parcel: Parcel) -> bool:
        """Send it once, or find out whether it is there. True if it is there now.

        Raises RoundEnds, its parcel kept, when nothing more is to be tried now.
        """
        try:
            if parcel.claimed_at is None or self.takes_again:
                case = self._adapter.send(parcel.message)
            else:
                case = self._found(parcel)
        except (NotAdmitted, Untrusted) as error:
            self._leave_to_people(parcel, error)
        except Refused as error:
            self._take_no(parcel, error)
        except _OnlyAPerson as error:
            self._leave_open(parcel, error)
        except Unintelligible as error:
            self._postpone(parcel, self._pauses.for_people(), error, may_be_there=True)
        except Unreachable as error:
            self._try_later(parcel, error)
        except OutboxUnusable:
            raise
        except Exception as fault:  # noqa: BLE001 - one parcel that we stumble over holds up no other
            trouble = Unintelligible(f"the kiosk stumbled over it: {type(fault).__name__}")
            self._postpone(parcel, self._pauses.for_people(), trouble, may_be_there=True)
        else:
            return self._take_yes(parcel, case)
        return False

    def _take_yes(self, parcel: Parcel, case: Case | None) -> bool:
        self._outbox.endpoints.recovered(parcel.destination)
        self._outbox.rounds.delivered(parcel, case, self._clock())
        log.info("%s is delivered to %s", parcel.message.reference, parcel.destination)
        self._tell_delivered(parcel.message, case)
        return True

    def _found(self, parcel: Parcel) -> Case | None:
        """The case of what may be there already; sent again only if it is certainly not there."""
        message, since = parcel.message, parcel.claimed_at
        if not isinstance(message, Submission | Consultation) or since is None:
            return self._adapter.send(message)
        if Ability.FIND in self._adapter.cannot:
            raise _OnlyAPerson("it may have arrived, and the endpoint cannot be asked")
        now = self._clock()
        case = self._adapter.find(message, min(parcel.taken_at, since))
        if case is not None:
            return case
        passed = (now - since).total_seconds()
        if passed < 0:
            # The clock was wrong then, or is now: nobody knows where to look for it.
            raise _OnlyAPerson("it may have arrived, at a time that the clock does not tell")
        if passed < SECONDS_TO_SETTLE:
            why = "it may have arrived a moment ago: looking once more"
            raise Unreachable(why, SECONDS_TO_SETTLE - passed, may_have_arrived=True)
        self._outbox.rounds.claim_anew(parcel, now)
        return self._adapter.send(message)

    def _leave_to_people(self, parcel: Parcel, error: NotAdmitted | Untrusted) -> None:
        """It takes nothing from this kiosk: no parcel is to blame, and staff are told."""
        pause = self._pauses.for_people()
        self._postpone(parcel, _own_share(parcel, pause), error, may_be_there=False)
        self._rest(parcel, pause, error)
        if self._outbox.endpoints.is_to_be_told(parcel.destination, self._clock()):
            staff.error(
                "nothing can be sent to %s until somebody sees to it: %s. All is kept here",
                parcel.destination,
                error,
            )
        raise RoundEnds

    def _take_no(self, parcel: Parcel, error: Refused) -> None:
        """Note it, then tell it: whoever is told looks into the outbox."""
        message, now = parcel.message, self._clock()
        if _is_settled(message, error.reason):
            self._outbox.rounds.delivered(parcel, None, now, error.reason)
        else:
            staff.error("%s is put before a person: %s", message.reference, error)
            self._outbox.rounds.refused(parcel, str(error), now, error.reason)
            self._heed_withdrawal(parcel)
        self._tell_no(message, error.reason)

    def _tell_no(self, message: Message, reason: Reason) -> None:
        match message:
            case Withdrawal():
                self._tell(news.NotTakenBack(message.reference, reason))
            case Appointment():
                self._tell(news.NotBooked(message.reference, reason))
            case Submission() | Consultation():
                self._tell(news.Refused(message.reference))
            case _:
                pass

    def _try_later(self, parcel: Parcel, error: Unreachable) -> None:
        """How long this parcel waits, and whether the whole round ends with it.

        If the authority is up, the trouble is this parcel's own and the others go on. If it is
        away, no parcel is to blame: all stay due for the moment it is back.
        """
        may_be_there = error.may_have_arrived
        own = self._pauses.after(parcel.tries)
        if error.retry_after is not None:
            pause = error.retry_after + own
            most = max(pause, _own_share(parcel, pause))
            self._postpone(parcel, most, error, may_be_there=may_be_there)
            if not may_be_there or self.takes_again:
                self._rest(parcel, pause, error)
                raise RoundEnds
        elif self._adapter.is_up():
            self._postpone(parcel, own, error, may_be_there=may_be_there)
        else:
            rest = self._outbox.endpoints.rest_of(parcel.destination)
            pause = self._pauses.after(rest.failures if rest else 0)
            self._postpone(parcel, _own_share(parcel, pause), error, may_be_there=may_be_there)
            self._rest(parcel, pause, error)
            raise RoundEnds

    def _postpone(
        self,
        parcel: Parcel,
        pause: float,
        error: OneStopError,
        *,
        may_be_there: bool,
    ) -> None:
        reference, now = parcel.message.reference, self._clock()
        may_be_there = may_be_there or parcel.claimed_at is not None
        if may_be_there and not self.takes_again and Ability.FIND in self._adapter.cannot:
            self._leave_open(parcel, error)
            return
        log.warning("%s stays kept: %s", reference, error)
        self._outbox.rounds.postponed(parcel, pause, str(error), now, may_be_there=may_be_there)
        if not may_be_there:
            self._heed_withdrawal(parcel)

    def _leave_open(self, parcel: Parcel, error: OneStopError) -> None:
        """Nobody can tell from here whether it is there: a person finds out."""
        reference = parcel.message.reference
        staff.error("%s may have arrived; a person must look: %s", reference, error)
        self._outbox.rounds.uncertain(parcel, str(error), self._clock())
        self._tell(news.MayHaveArrived(reference))

    def _heed_withdrawal(self, parcel: Parcel) -> None:
        """It has certainly not arrived: if the resident took it back meanwhile, it ends here."""
        if self._outbox.rounds.heed_withdrawal(parcel, self._clock()):
            self._tell(news.TakenBack(parcel.message.reference, None))

    def _rest(self, parcel: Parcel, pause: float, error: OneStopError) -> None:
        self._outbox.endpoints.failed(parcel.destination, pause, str(error), self._clock())

    def _tell_delivered(self, message: Message, case: Case | None) -> None:
        if case is None:
            return
        match message:
            case Submission() | Consultation():
                self._tell(news.Delivered(message.reference, case))
            case Withdrawal():
                self._tell(news.TakenBack(message.reference, case))
            case Appointment():
                self._tell(news.Booked(message.reference, case))
            case _:
                pass


def _is_settled(message: Message, reason: Reason) -> bool:
    """Whether the no answers what the resident wished, so that nobody has to look into it.

    Wrong digits are no answer to a withdrawal that gave none: it was promised without them.
    """
    match message:
        case Withdrawal(phone_tail=""):
            return reason is Reason.TOO_LATE
        case Withdrawal() | Appointment():
            return reason in ENDS_A_FOLLOWER
        case _:
            return False


def _own_share(parcel: Parcel, rest: float) -> float:
    """How long the parcel itself waits while the endpoint rests: not at all at first.

    What makes an authority stumble each time, or a gate on the way forbid it, must not stay at the
    head for ever: after some tries it waits longer than the endpoint rests, and another goes first.
    """
    return 0.0 if parcel.tries < TRIES_AT_THE_HEAD else max(2 * rest, LONGEST_PAUSE)
