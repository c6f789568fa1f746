"""Asking where a case stands."""

import math
import re
from typing import Annotated

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from api_client.contract import Case, Consultation, Submission
from api_client.contract.problems import ProblemType
from onestop.guesses import Guesses
from onestop.problems import Problem
from onestop.routes.shape import CALLER_S, FromKiosk, problems
from onestop.store import Store

# A mobile number, with or without the country's code, or a landline of Shanghai: an identity
# number is longer, a date shorter than any of them that begins so.
PHONE = re.compile(r"(?:(?:00|\+)?86)?(?:1\d{10}|(?:0?21)?[2-9]\d{7})")

PhoneTail = Annotated[
    str | None,
    QueryParameter(
        pattern=r"^[0-9]{4}$",
        description="The phone's last four digits, for what another kiosk handed in",
    ),
]


@get(
    "/v1/cases/{reference:str}",
    summary="Where a case stands",
    description="For the kiosk that handed it in; for another one with the phone's last digits.",
    responses=problems(
        *CALLER_S, ProblemType.UNKNOWN_CASE, ProblemType.TOO_MANY_TRIES, ProblemType.NOT_READY
    ),
)
async def get_case(
    request: FromKiosk,
    reference: FromPath[str],
    store: NamedDependency[Store],
    guesses: NamedDependency[Guesses],
    phone_tail: PhoneTail = None,
) -> Case:
    """A wrong phone number and an unknown reference are answered alike."""
    own = store.case(request.user, reference)
    if own is not None:
        return own
    if phone_tail is None:
        raise Problem(ProblemType.UNKNOWN_CASE)
    seconds = guesses.wait_for(reference)
    if seconds > 0:
        raise Problem(ProblemType.TOO_MANY_TRIES, {"Retry-After": str(math.ceil(seconds))})
    found = [case for matter, case in store.matters(reference) if phone_tail in phone_tails(matter)]
    if len(found) != 1:
        guesses.was_wrong(reference)
        raise Problem(ProblemType.UNKNOWN_CASE)
    return found[0]


def phone_tails(matter: Submission | Consultation) -> set[str]:
    """The last four digits of every phone number in it, the helper's too."""
    values = [answer.value for answer in matter.answers]
    if matter.helper is not None:
        values.append(matter.helper.phone)
    plain = (re.sub(r"[\s()-]", "", value) for value in values)
    return {value[-4:] for value in plain if PHONE.fullmatch(value)}
