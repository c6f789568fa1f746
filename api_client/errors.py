"""What can go wrong between the kiosk and the authority, by what the courier can do about it.

OneStopError
├── Unreachable       try again later, by itself
│   └── Untrusted     whoever answers cannot prove who it is: stop, tell the operator, keep all
├── Refused           the authority will not take this one: a person must look
│   └── NotAdmitted   it will take nothing from this kiosk: stop, tell the operator, keep all
└── Unintelligible    it answered, but not in the contract's words: park it, tell staff
"""

from enum import StrEnum


class OneStopError(Exception):
    """The authority could not do what was asked. The text is for operators and holds no answers."""


class Unreachable(OneStopError):
    """Nobody who could take it was there: no line, no answer in time, or "come back later".

    `retry_after`: seconds the other side asked us to wait, if it did.
    `may_have_arrived`: what was sent may be there all the same, only its answer was lost.
    """

    def __init__(
        self, why: str, retry_after: float | None = None, *, may_have_arrived: bool = False
    ) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.may_have_arrived = may_have_arrived


class Untrusted(Unreachable):
    """Its certificate is none that we trust, or it does not trust ours. Nothing was sent."""


class Reason(StrEnum):
    """Why an authority refused, as far as a resident can do something about it."""

    OTHER = "other"
    OTHER_CONTENT = "other-content"
    SLOT_TAKEN = "slot-taken"
    TOO_LATE = "too-late"
    WRONG_PHONE = "wrong-phone"
    TOO_MANY_TRIES = "too-many-tries"


class Refused(OneStopError):
    """The authority read it and will not take it as it is; sending it again changes nothing."""

    def __init__(self, why: str, reason: Reason = Reason.OTHER) -> None:
        super().__init__(why)
        self.reason = reason


class NotAdmitted(Refused):
    """The authority does not know this kiosk or its key. Nothing is wrong with what was sent."""


class Unintelligible(OneStopError):
    """The authority answered something that the contract does not know."""
