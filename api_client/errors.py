"""What can go wrong between the kiosk and the authority, by what the courier can do about it.

OneStopError
├── Unreachable       try again later, by itself
├── Refused           the authority will not take this one: a person must look
│   └── NotAdmitted   it will take nothing from this kiosk: stop, tell the operator, keep all
└── Unintelligible    it answered, but not in the contract's words: park it, tell staff
"""


class OneStopError(Exception):
    """The authority could not do what was asked. The text is for operators and holds no answers."""


class Unreachable(OneStopError):
    """Nobody who could take it was there: no line, no answer in time, or "come back later".

    `retry_after`: seconds the other side asked us to wait, if it did.
    """

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(why)
        self.retry_after = retry_after


class Refused(OneStopError):
    """The authority read it and will not take it as it is; sending it again changes nothing."""


class NotAdmitted(Refused):
    """The authority does not know this kiosk or its key. Nothing is wrong with what was sent."""


class Unintelligible(OneStopError):
    """The authority answered something that the contract does not know."""
