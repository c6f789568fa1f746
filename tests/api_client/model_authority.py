"""An authority in a few lines, reached without a network, that can fail in every way there is.

It keeps count of how often each message arrived, which no real one tells.
"""

from collections import Counter
from datetime import datetime
from enum import Enum, auto

from api_client.adapter import Ability, CannotDo, Publication
from api_client.contract import (
    Attachment,
    Case,
    CaseStatus,
    Consultation,
    Message,
    Published,
    Rating,
    Slots,
    Submission,
    Withdrawal,
)
from api_client.errors import (
    NotAdmitted,
    Reason,
    Refused,
    Unintelligible,
    Unreachable,
    Untrusted,
)
from api_client.outbox.parcels import kind_of

Key = tuple[str, str, int]


class Mood(Enum):
    """What the authority does with the next call."""

    WELL = auto()
    NO_LINE = auto()
    BUSY = auto()
    STUMBLES = auto()
    ANSWER_LOST = auto()
    ANSWER_GARBLED = auto()
    REFUSES = auto()
    ADMITS_NOBODY = auto()
    WRONG_CERTIFICATE = auto()


def key_of(message: Message) -> Key:
    number = message.number if isinstance(message, Attachment) else 0
    return kind_of(message), message.reference, number


class ModelAuthority:
    """`arrived` counts messages that took effect; more than one of a kind is a double."""

    def __init__(self, cannot: frozenset[Ability] = frozenset({Ability.FIND})) -> None:
        self.cannot = cannot
        self.mood = Mood.WELL
        self.arrived: Counter[Key] = Counter()
        self.calls = 0
        self._contents: dict[Key, Message] = {}
        self._status: dict[str, CaseStatus] = {}

    def send(self, message: Message) -> Case | None:
        self.calls += 1
        match self.mood:
            case Mood.NO_LINE:
                raise Unreachable("no line")
            case Mood.BUSY:
                raise Unreachable("come back later", 90.0)
            case Mood.STUMBLES:
                raise Unreachable("the authority has trouble", may_have_arrived=True)
            case Mood.REFUSES:
                raise Refused("refused")
            case Mood.ADMITS_NOBODY:
                raise NotAdmitted("not admitted")
            case Mood.WRONG_CERTIFICATE:
                raise Untrusted("wrong name")
            case _:
                pass
        case = self._take(message)
        if self.mood is Mood.ANSWER_LOST:
            raise Unreachable("reset", may_have_arrived=True)
        if self.mood is Mood.ANSWER_GARBLED:
            raise Unintelligible("garbled")
        return case

    def find(self, message: Submission | Consultation, since: datetime) -> Case | None:
        if Ability.FIND in self.cannot:
            raise CannotDo
        if self.mood is not Mood.WELL:
            raise Unreachable("no line")
        assert since <= message.handed_in_at or since.tzinfo is not None
        return self._case(message.reference) if self.arrived[key_of(message)] else None

    def case(
        self, reference: str, *, case_number: str = "", phone_tail: str | None = None
    ) -> Case | None:
        del case_number, phone_tail
        if self.mood is not Mood.WELL:
            raise Unreachable("no line")
        return self._case(reference) if reference in self._status else None

    def slots(self, service_code: str) -> Slots:
        if self.mood is not Mood.WELL:
            raise Unreachable("no line")
        return Slots(service_code=service_code, slots=())

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        raise CannotDo(f"{since} {etag}")

    def edition(self, number: int) -> Published | None:
        raise CannotDo(f"{number}")

    def is_up(self) -> bool:
        return self.mood in {Mood.WELL, Mood.STUMBLES, Mood.ANSWER_LOST}

    def close(self) -> None:
        """Nothing is open."""

    def _take(self, message: Message) -> Case | None:
        key = key_of(message)
        if self.arrived[key] and Ability.TAKE_AGAIN not in self.cannot:
            if self._contents[key] != message:
                raise Refused("other content", Reason.OTHER_CONTENT)
        else:
            self.arrived[key] += 1
            self._contents[key] = message
        match message:
            case Submission() | Consultation():
                self._status.setdefault(message.reference, CaseStatus.RECEIVED)
            case Withdrawal():
                self._status[message.reference] = CaseStatus.WITHDRAWN
            case Rating():
                return None
            case _:
                pass
        return self._case(message.reference)

    def _case(self, reference: str) -> Case:
        matter = next(
            each
            for kind in ("submission", "consultation")
            if (each := self._contents.get((kind, reference, 0))) is not None
        )
        assert isinstance(matter, Submission | Consultation)
        return Case(
            reference=reference,
            case_number=f"C-{reference}",
            status=self._status[reference],
            service_code=matter.service_code,
            received_at=matter.handed_in_at,
        )
