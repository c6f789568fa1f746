"""The lesser keys of the receipt and of a case: what may still be done with what was handed in."""

from collections.abc import Iterator

from kiosk.booking import can_be_booked
from kiosk.events import Door, Opened
from kiosk.standing import Standing
from kiosk.visit import Visit
from locales import Words
from screens.page import Option, Phrase


def keys(standing: Standing, visit: Visit, words: Words) -> Iterator[Option]:
    """At most three, the most wanted first; none for what its office cannot do, or too late."""
    if can_be_booked(standing, visit.catalogue, visit.now()):
        # Translators: key on the receipt and when following up: agree a time with the office
        label = words("Book a time")
        if standing.booked is not None:
            # Translators: key on the receipt and when following up: another time than the booked
            label = words("New time")
        yield Option(Phrase(label), Opened(Door.BOOKING))
    if standing.can_be_taken_back:
        # Translators: key on the receipt and when following up: takes an application back
        yield Option(Phrase(words("Take it back")), Opened(Door.TAKING_BACK))
    if standing.can_be_rated:
        # Translators: key on the receipt and when following up: five faces
        yield Option(Phrase(words("Rate it")), Opened(Door.RATING))
