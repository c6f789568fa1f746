"""What a page waits for that couriers tell only once it has come: for how long people wait."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kiosk.places import AwaitingTime, Place, TakingBack

LONG: Final = timedelta(seconds=15)


def is_long(place: Place, now: datetime) -> bool:
    """Whether it is time to say that the office cannot be reached."""
    match place:
        case TakingBack(asked_at=datetime() as since) | AwaitingTime(asked_at=since):
            return not place.is_late and now - since >= LONG
        case _:
            return False


def late(place: Place) -> Place:
    """The same place, which now says that the answer will be longer in coming."""
    match place:
        case TakingBack(asked_at=datetime()) | AwaitingTime():
            return replace(place, is_late=True)
        case _:
            return place


def begun_anew(place: Place, now: datetime) -> Place:
    """The same place, waiting from now on."""
    match place:
        case TakingBack(asked_at=datetime()) | AwaitingTime():
            return replace(place, asked_at=now, is_late=False)
        case _:
            return place
