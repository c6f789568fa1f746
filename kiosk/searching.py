"""Looking for a service by words."""

from dataclasses import replace

from kiosk.answers import Problem, Slip, cleaned
from kiosk.catalogue import Catalogue
from kiosk.places import Searching


def searched(place: Searching, catalogue: Catalogue) -> Searching:
    """What was found, perhaps nothing; or that there was nothing to look for."""
    text = cleaned(place.text)
    if not text:
        return replace(place, problem=Problem(Slip.NOTHING_TO_SEARCH))
    return Searching(place.text, tuple(each.id for each in catalogue.search(text)))
