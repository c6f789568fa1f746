"""What lies in the outbox, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from api_client.contract import Case, Consultation, Message, Submission
from api_client.errors import Reason


class Delivery(Enum):
    """How far a message has come on its way to one destination. Told from its times, never stored.

    The later in this list, the more it needs a person.
    """

    TAKEN_BACK = auto()
    """The resident took it back before it was sent."""
    SENT = auto()
    KEPT = auto()
    HELD = auto()
    """Staff keep it back."""
    UNCERTAIN = auto()
    """It may have arrived, and only a person can find out."""
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way to one destination, due to be carried.

    `claimed_at`: since then it may be there, though no answer came.
    """

    number: int
    destination: str
    message: Message
    taken_at: datetime
    tries: int
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """How far one message has come on its way to one destination; holds none of its answers.

    `reason` is set where the authority has answered no; `may_be_there` where it may have it,
    though it has not said so.
    """

    number: int
    destination: str
    state: Delivery
    tries: int
    last_problem: str
    case: Case | None = None
    reason: Reason | None = None
    may_be_there: bool = False


@dataclass(frozen=True, slots=True)
class Tracking:
    """What this kiosk knows of a submission or consultation, destination by destination.

    `withdrawal` and `appointment` are how far the last one of each has come, if there is any.
    """

    reference: str
    service_code: str
    taken_at: datetime
    legs: tuple[Leg, ...]
    is_rated: bool = False
    withdrawal: tuple[Leg, ...] = ()
    appointment: tuple[Leg, ...] = ()

    @property
    def state(self) -> Delivery:
        """How far the whole has come: as far as the destination that needs a person most."""
        return max((leg.state for leg in self.legs), key=list(Delivery).index)

    @property
    def case(self) -> Case | None:
        """The first destination's case that there is."""
        return next((leg.case for leg in self.legs if leg.case is not None), None)


class TakeBack(Enum):
    """What became of taking a matter back."""

    DONE = auto()
    """Nothing had been sent; the answers are erased here."""
    ASKED = auto()
    """It may be there already: the authority is asked, and the answer will come as news."""
    WRONG_PHONE = auto()
    """The digits are of none of its telephone numbers. Nothing was done."""


def is_matter(message: Message) -> bool:
    """Whether it becomes a case of its own."""
    return isinstance(message, Submission | Consultation)


def kind_of(message: Message) -> str:
    """The contract's name of the kind, as it stands on the wire."""
    return str(message.__struct_config__.tag)
