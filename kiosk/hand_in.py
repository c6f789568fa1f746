"""Turns a finished journey into what is handed in, and hands it in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from api_client.contract import Consultation, Helper, Submission
from kiosk.catalogue import Catalogue
from kiosk.filling_in import disagreement
from kiosk.hand_off import HandOff
from kiosk.journey import Journey
from kiosk.places import CannotTake, HandedIn, Reviewing

FILLED_BY, BY_SOMEONE_ELSE = "filled_by", "proxy"


def handed_in(
    place: Reviewing,
    catalogue: Catalogue,
    hand_off: HandOff,
    mint: Callable[[], str],
    language: str,
) -> Reviewing | CannotTake | HandedIn:
    """The receipt, once it is kept for good; else nothing was handed in, and the page says so."""
    problem = disagreement(place)
    if problem is not None:
        return replace(place, problem=problem)
    message = message_for(place.journey, catalogue, mint(), language, hand_off.now())
    receipt = hand_off.keep(message)
    if receipt is None:
        return CannotTake(place)
    return HandedIn(hand_off.standing_of(receipt, message.service_code))


def message_for(
    journey: Journey, catalogue: Catalogue, reference: str, language: str, now: datetime
) -> Submission | Consultation:
    """The submission or consultation, with both names where someone else filled it in."""
    service = catalogue.service(journey.service)
    make = Consultation if catalogue.is_consultation(service) else Submission
    helper = _helper(journey)
    return make(
        reference=reference,
        service_code=service.id,
        catalogue_version=catalogue.version,
        language=language,
        handed_in_at=now,
        answers=journey.given,
        on_behalf_of=journey.answers.get("name") if helper else None,
        helper=helper,
    )


def _helper(journey: Journey) -> Helper | None:
    answers = journey.answers
    if answers.get(FILLED_BY) != BY_SOMEONE_ELSE:
        return None
    return Helper(
        name=answers.get("proxy_name", ""),
        phone=answers.get("proxy_phone", ""),
        relation=answers.get("proxy_relation", ""),
    )
