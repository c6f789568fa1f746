"""Rating a service (好差评): once a case, and only where its office takes ratings."""

from dataclasses import replace
from typing import cast

from api_client.contract import Rating
from api_client.contract.handoff import Score
from kiosk.answers import Problem, Slip
from kiosk.hand_off import HandOff
from kiosk.places import Followed, GivingRating


def opened(place: Followed) -> Followed | GivingRating:
    return GivingRating(place) if place.standing.can_be_rated else place


def given(place: GivingRating, hand_off: HandOff) -> GivingRating:
    """The face that was chosen is kept and goes on its way."""
    if place.score is None:
        return replace(place, problem=Problem(Slip.NOT_CHOSEN))
    score = cast("Score", place.score)
    rating = Rating(reference=place.reference, score=score, rated_at=hand_off.now())
    if hand_off.keep(rating) is None:
        return replace(place, problem=Problem(Slip.CANNOT_KEEP))
    rated = replace(place.back_to.standing, is_rated=True)
    return replace(place, back_to=replace(place.back_to, standing=rated), is_given=True)
