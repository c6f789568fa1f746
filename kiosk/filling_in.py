"""A form from its first question to *hand in*."""

from dataclasses import replace
from datetime import date

from kiosk.answers import AGREED, Problem, Slip
from kiosk.catalogue import Catalogue
from kiosk.hand_off import HandOff
from kiosk.journey import Journey
from kiosk.places import Answering, CannotTake, Leaving, ReadingGuide, Reviewing


def started(
    place: ReadingGuide, catalogue: Catalogue, hand_off: HandOff
) -> ReadingGuide | Answering | CannotTake:
    """The first question. Nobody fills in what could not be kept."""
    guide = catalogue.guide_for(catalogue.service(place.service))
    if guide is None:
        return place
    if not hand_off.has_room():
        return CannotTake(place)
    return Answering(Journey(place.service, guide), place)


def answered(place: Answering, text: str, today: date) -> Answering | Reviewing:
    """The next question, or the review; or what is wrong with the answer."""
    result = place.journey.answer(text, today)
    if isinstance(result, Problem):
        return replace(place, problem=result)
    if result.question is None:
        return Reviewing(result, place.guide)
    return Answering(result, place.guide)


def back(place: Answering) -> Answering | ReadingGuide | Leaving:
    """One question back; from the first to the guide, asking before anything is lost."""
    before = place.journey.back()
    if before is not None:
        return Answering(before, place.guide)
    return Leaving(place) if place.journey.has_anything else place.guide


def reviewed_back(place: Reviewing) -> Reviewing | Answering:
    """One sheet back; from the first to the last question."""
    if place.sheet > 0:
        return replace(place, sheet=place.sheet - 1, problem=None)
    return Answering(place.journey.back() or place.journey, place.guide)


def marked(place: Reviewing, choice: str) -> Reviewing:
    """The agreement as it is marked; not yet meant."""
    return replace(place, has_agreed=choice == AGREED, problem=None)


def disagreement(place: Reviewing) -> Problem | None:
    """What keeps it from being handed in, where the form asks for an agreement."""
    consent = place.journey.consent
    if consent is None or place.has_agreed:
        return None
    sentence = consent.validation
    return Problem(Slip.NOT_AGREED, sentence.error if sentence else None)
