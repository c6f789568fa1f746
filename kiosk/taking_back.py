"""Taking back what was handed in.

1. *Take it back* on the receipt or the case. Ten minutes after handing in, the last four digits of
   the telephone are asked first.
2. What it means is said, and asked once more; keeping it is the easy way out.
3. What was never sent is gone at once. Else the office is asked, and its answer comes as news.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from api_client.errors import Reason
from kiosk.answers import Problem, Slip
from kiosk.hand_off import HandOff
from kiosk.phone_tail import phone_tail
from kiosk.places import EnteringPhone, Followed, FollowingUp, SeeingCase, TakingBack
from kiosk.standing import Standing

NEEDS_NO_PROOF_FOR: Final = timedelta(minutes=10)


def opened(place: Followed, now: datetime) -> Followed | EnteringPhone | TakingBack:
    """The page that asks, or the one that asks for the digits before."""
    if not place.standing.can_be_taken_back:
        return place
    if _needs_no_proof(place.standing, now):
        return TakingBack(place)
    if isinstance(place, SeeingCase) and place.phone_tail and place.standing.withdrawal is None:
        return TakingBack(place, place.phone_tail)
    return EnteringPhone(place.standing.reference, place)


def proved(place: EnteringPhone) -> EnteringPhone | TakingBack:
    """On to the page that asks, with the digits."""
    if isinstance(place.back_to, FollowingUp):
        return place
    tail = phone_tail(place.text)
    if tail is None:
        return replace(place, problem=Problem(Slip.NOT_FOUR_DIGITS))
    return TakingBack(place.back_to, tail)


def meant(place: TakingBack, hand_off: HandOff) -> EnteringPhone | TakingBack:
    """It is taken back, or on its way; where the page lay open too long, the digits come first."""
    if not place.phone_tail and not _needs_no_proof(place.standing, hand_off.now()):
        return EnteringPhone(place.standing.reference, place.back_to)
    standing = hand_off.take_back(place.standing, place.phone_tail)
    if standing is None:
        return replace(place, problem=Problem(Slip.CANNOT_KEEP))
    back_to = replace(place.back_to, standing=standing)
    return replace(place, back_to=back_to, asked_at=hand_off.now(), is_late=False, problem=None)


def tried_again(place: TakingBack) -> EnteringPhone | TakingBack:
    """With other digits, where those given did not fit."""
    asked = place.standing.withdrawal
    if asked is not None and asked.is_refused and asked.reason is Reason.WRONG_PHONE:
        return EnteringPhone(place.standing.reference, place.back_to)
    return place


def _needs_no_proof(standing: Standing, now: datetime) -> bool:
    """A clock that was set back meanwhile makes nobody the one who handed it in."""
    taken_at = standing.taken_at
    is_soon = taken_at is not None and abs(now - taken_at) < NEEDS_NO_PROOF_FOR
    return is_soon and standing.withdrawal is None
