"""Whole visits that go on after handing in, as scripts."""

from accessibility.preferences import Language
from kiosk.events import (
    Door,
    Opened,
    PickedDay,
    PickedTime,
    Stayed,
    TookBack,
    WentBack,
    WentHome,
)
from screens.journeys import CASE_NUMBERS, NEXT, Walk, choose, online_service
from screens.walk import At, Press, PressFirst, TypeReference, WaitFor

BOOKED: dict[Language, str] = {"zh_CN": "预约好了", "en": "Your time is booked"}


def follow_up(language: Language) -> Walk:
    """After handing in: home, my application, the reference, and how far it has come."""
    return (
        *online_service(language),
        Press(WentHome()),
        Press(Opened(Door.MY_APPLICATION)),
        At("follow-up"),
        TypeReference(),
        NEXT,
        At("case"),
        WaitFor(CASE_NUMBERS[language]),
    )


def rating(language: Language) -> Walk:
    """After handing in: five faces, once."""
    return (
        *online_service(language),
        Press(Opened(Door.RATING)),
        At("rating"),
        *choose("5"),
        At("rating:thanks"),
    )


def take_back(language: Language) -> Walk:
    """Once the office has it: taken back, first by mistake and then meant."""
    return (
        *online_service(language),
        WaitFor(CASE_NUMBERS[language]),
        Press(Opened(Door.TAKING_BACK)),
        At("take-back"),
        Press(Stayed()),
        At("receipt"),
        Press(Opened(Door.TAKING_BACK)),
        Press(TookBack()),
        WaitFor("take-back:done"),
        Press(WentBack()),
        At("receipt"),
    )


def booking(language: Language) -> Walk:
    """Once the office has it: the first time of the first day, and back to the receipt."""
    return (
        *online_service(language),
        WaitFor(CASE_NUMBERS[language]),
        Press(Opened(Door.BOOKING)),
        WaitFor("booking:day"),
        PressFirst(PickedDay),
        At("booking:time"),
        PressFirst(PickedTime),
        At("booking:confirm"),
        NEXT,
        WaitFor(BOOKED[language]),
        Press(WentBack()),
        At("receipt"),
    )
