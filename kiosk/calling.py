"""Calling a person: noted, so that staff see it, and nothing of the visit is lost."""

from collections.abc import Callable

from api_client.contract import HelpCall
from kiosk.hand_off import HandOff
from kiosk.places import HelpCalled, Leaving, Place, StillThere


def called(place: Place, hand_off: HandOff, mint: Callable[[], str], language: str) -> HelpCalled:
    """The page after the call, over the one where it was made. One call is enough."""
    match place:
        case HelpCalled():
            return place
        case StillThere(back_to) | Leaving(back_to):
            return called(back_to, hand_off, mint, language)
        case _:
            call = HelpCall(
                reference=mint(),
                page=type(place).__name__,
                language=language,
                called_at=hand_off.now(),
            )
            return HelpCalled(place, is_recorded=hand_off.keep(call) is not None)
