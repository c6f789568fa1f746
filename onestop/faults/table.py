"""The faults that a line can have: what each does, and whether a call may have arrived anyway.

That is what a kiosk can know, not what happened: where the line breaks without an answer the call
may have arrived, and whoever sends it again must make sure that it does not count twice.
"""

import difflib
from dataclasses import dataclass
from enum import Enum, StrEnum


class FaultName(StrEnum):
    """What operators and tests call each fault."""

    NONE = "none"
    REFUSE = "refuse"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    HALF_CLOSE = "half-close"
    DRIP = "drip"
    STALL = "stall"
    STALL_ACCEPT = "stall-accept"
    SLOW_CONNECT = "slow-connect"
    TRUNCATE_LENGTH = "truncate-length"
    TRUNCATE_BARE = "truncate-bare"
    CORRUPT_JSON = "corrupt-json"
    WRONG_JSON = "wrong-json"
    HUGE = "huge"
    PORTAL = "portal"
    REDIRECT = "redirect"
    STORM_500 = "storm-500"
    STORM_503 = "storm-503"
    BUSY_429 = "busy-429"
    NOT_ADMITTED_401 = "not-admitted-401"
    FORBIDDEN_403 = "forbidden-403"
    DUPLICATE = "duplicate"
    LATE_DUPLICATE = "late-duplicate"
    WRONG_NAME = "wrong-name"


class Arrival(Enum):
    """What a kiosk can know of a call that met the fault."""

    CERTAIN = "the call arrives, and the answer says so"
    CERTAINLY_NOT = "the call certainly did not arrive"
    MAY_HAVE = "the call may have arrived"


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the table.

    `says` is a sentence for the operator; `times` is how often the line truly passes on each call
    that it strikes; `is_of_line`: it strikes before a call can be read.
    """

    says: str
    arrival: Arrival
    times: int
    is_of_line: bool = False


FAULTS: dict[FaultName, Fault] = {
    FaultName.NONE: Fault(
        "Nothing is wrong: every call is passed on and answered.", Arrival.CERTAIN, 1
    ),
    FaultName.REFUSE: Fault(
        "Nobody listens there: every line is refused.",
        Arrival.CERTAINLY_NOT,
        0,
        is_of_line=True,
    ),
    FaultName.RESET_BEFORE: Fault(
        "The line breaks while the call is being read.", Arrival.MAY_HAVE, 0
    ),
    FaultName.RESET_AFTER: Fault(
        "The call is passed on, its answer is swallowed and the line breaks.", Arrival.MAY_HAVE, 1
    ),
    FaultName.HALF_CLOSE: Fault(
        "The call is passed on, and then the other side hangs up without an answer.",
        Arrival.MAY_HAVE,
        1,
    ),
    FaultName.DRIP: Fault(
        "The call is passed on, and its answer comes one byte a second.", Arrival.MAY_HAVE, 1
    ),
    FaultName.STALL: Fault(
        "The call is taken and kept, and nothing ever comes back.", Arrival.MAY_HAVE, 0
    ),
    FaultName.STALL_ACCEPT: Fault(
        "The line opens, and nobody ever reads the call.",
        Arrival.MAY_HAVE,
        0,
        is_of_line=True,
    ),
    FaultName.SLOW_CONNECT: Fault(
        "It takes seconds until anybody picks up; then all goes well.",
        Arrival.CERTAIN,
        1,
        is_of_line=True,
    ),
    FaultName.TRUNCATE_LENGTH: Fault(
        "The answer is cut in the middle, shorter than it says it is.", Arrival.MAY_HAVE, 1
    ),
    FaultName.TRUNCATE_BARE: Fault(
        "The answer is cut in the middle and does not say how long it should be.",
        Arrival.MAY_HAVE,
        1,
    ),
    FaultName.CORRUPT_JSON: Fault(
        "The answer comes whole, and its JSON is damaged.", Arrival.MAY_HAVE, 1
    ),
    FaultName.WRONG_JSON: Fault(
        "The answer is sound JSON of another shape, as another program gives it.",
        Arrival.MAY_HAVE,
        1,
    ),
    FaultName.HUGE: Fault("The call is passed on, and its answer never ends.", Arrival.MAY_HAVE, 1),
    FaultName.PORTAL: Fault(
        "A network's sign-in page comes with a friendly 200 in place of the answer.",
        Arrival.MAY_HAVE,
        0,
    ),
    FaultName.REDIRECT: Fault(
        "The call is sent elsewhere (302), where a false answer waits.", Arrival.CERTAINLY_NOT, 0
    ),
    FaultName.STORM_500: Fault(
        "The call is passed on, and every answer is an error of the other side (500).",
        Arrival.MAY_HAVE,
        1,
    ),
    FaultName.STORM_503: Fault(
        "A gateway says for every call that the service is away (503).", Arrival.MAY_HAVE, 0
    ),
    FaultName.BUSY_429: Fault(
        "The other side is busy and says when to come back (429), in seconds or as a date.",
        Arrival.CERTAINLY_NOT,
        0,
    ),
    FaultName.NOT_ADMITTED_401: Fault(
        "The other side does not know this kiosk's key (401).", Arrival.CERTAINLY_NOT, 0
    ),
    FaultName.FORBIDDEN_403: Fault(
        "A gate on the way forbids every call, with a page of its own (403).",
        Arrival.CERTAINLY_NOT,
        0,
    ),
    FaultName.DUPLICATE: Fault(
        "Every call is passed on twice, and the second answer comes back.", Arrival.CERTAIN, 2
    ),
    FaultName.LATE_DUPLICATE: Fault(
        "Every call is answered, and passed on once more some time later.", Arrival.CERTAIN, 2
    ),
    FaultName.WRONG_NAME: Fault(
        "Whoever answers shows a certificate of another name.",
        Arrival.CERTAINLY_NOT,
        0,
        is_of_line=True,
    ),
}


class UnknownFault(ValueError):
    """There is no fault of that name; the text says which was probably meant."""


def named(name: str) -> FaultName:
    """The fault of that name. Raises UnknownFault."""
    try:
        return FaultName(name)
    except ValueError:
        close = difflib.get_close_matches(name, list(FaultName), n=1, cutoff=0.4)
        hint = f"did you mean {close[0]}?" if close else f"known are {', '.join(FaultName)}."
        raise UnknownFault(f"there is no fault {name}; {hint}") from None
