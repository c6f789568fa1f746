"""Somebody at another kiosk shows that a matter is theirs, by a phone number that stands in it."""

import math

from api_client.contract.phones import phone_tails
from api_client.contract.problems import ProblemType
from onestop.guesses import Guesses
from onestop.problems import Problem
from onestop.store import Found, Store


async def proven(
    store: Store, guesses: Guesses, district: str, reference: str, phone_tail: str
) -> Found | None:
    """The one matter of that reference with such a phone; a wrong guess is counted.

    Raises Problem when there were too many of them.
    """
    seconds = guesses.wait_for(reference)
    if seconds > 0:
        raise Problem(ProblemType.TOO_MANY_TRIES, {"Retry-After": str(math.ceil(seconds))})
    found = await store.found(district, reference)
    theirs = [each for each in found if phone_tail in phone_tails(each.matter)]
    if len(theirs) != 1:
        guesses.was_wrong(reference)
        return None
    return theirs[0]
