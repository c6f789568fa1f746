"""Whole visits, as scripts: what `kiosk demo` shows and what every front end is tested with.

The people in them are made up; the telephone number is the one that is printed in advertisements.
"""

from datetime import date

from accessibility.preferences import Language
from kiosk.answers import AGREED
from kiosk.events import (
    Chose,
    Door,
    Opened,
    OpenedGroup,
    OpenedService,
    OpenedTile,
    Skipped,
    StartedForm,
    Stayed,
    WentBack,
    WentHome,
    WentOn,
)
from screens.walk import (
    At,
    Press,
    Reads,
    Speak,
    StayAway,
    Step,
    Type,
    WaitFor,
)

NAMES: dict[Language, str] = {"zh_CN": "王秀英", "en": "Anna Brown"}
HELPERS: dict[Language, str] = {"zh_CN": "李平", "en": "Tom Brown"}
ADDRESSES: dict[Language, str] = {
    "zh_CN": "延长中路700号3号楼501室",
    "en": "Room 501, 700 Yanchang Middle Road",
}
SEARCHES: dict[Language, str] = {"zh_CN": "特殊教育", "en": "special education"}
LANGUAGE_CHOICES: dict[Language, str] = {"zh_CN": "zh", "en": "en"}
CASE_NUMBERS: dict[Language, str] = {"zh_CN": "办件编号", "en": "Case number"}
NOTES: dict[Language, str] = {"zh_CN": "请问怎么申请", "en": "How do I apply?"}
PHONE = "13800138000"
NEXT = Press(WentOn())

Walk = tuple[Step, ...]


def choose(option: str) -> Walk:
    return (Press(Chose(option)), NEXT)


def write(text: str) -> Walk:
    return (Type(text), NEXT)


AGREE_AND_HAND_IN: Walk = (
    At("review:agree"),
    *choose(AGREED),
    WaitFor("receipt"),
)


def meals_form(language: Language) -> Walk:
    """The answers of the canteen's form, from its first question to the receipt."""
    return (
        At("question:name"),
        *write(NAMES[language]),
        *write(PHONE),
        *write("19480321"),
        *choose("weekday"),
        *choose("lunch"),
        *choose("soft"),
        Press(Skipped()),
        At("review:1"),
        NEXT,
        At("review:2"),
        NEXT,
        *AGREE_AND_HAND_IN,
    )


def online_service(language: Language) -> Walk:
    """Sign up for the canteen: welcome, tile, service, guide, form, review, receipt."""
    return (
        At("welcome"),
        Speak(language),
        Press(OpenedTile("meals")),
        At("services:meals"),
        Press(OpenedService("el-meals")),
        At("guide:el-meals"),
        Press(StartedForm()),
        *meals_form(language),
    )


def on_behalf(language: Language, tomorrow: date) -> Walk:
    """A neighbour asks for meals to be brought to someone else; both names are kept."""
    return (
        Speak(language),
        Press(OpenedTile("meals")),
        Press(OpenedService("el-meal-delivery")),
        Press(StartedForm()),
        *write(NAMES[language]),
        *write(PHONE),
        *write(ADDRESSES[language]),
        *choose("no_lift"),
        *choose("no"),
        *write(f"{tomorrow:%Y%m%d}"),
        *choose("daily"),
        *choose("soft"),
        *write(HELPERS[language]),
        *write(PHONE),
        *choose("proxy"),
        At("question:proxy_name"),
        *write(HELPERS[language]),
        *write(PHONE),
        *choose("neighbor"),
        Press(Skipped()),
        NEXT,
        NEXT,
        NEXT,
        *AGREE_AND_HAND_IN,
    )


def hall_service(language: Language) -> Walk:
    """A service of the hall that is only explained: where, when, what to bring."""
    return (
        Speak(language),
        Press(OpenedTile("daycare")),
        Press(OpenedGroup("daycare-home")),
        At("services:daycare-home"),
        Press(OpenedService("el-bathing")),
        At("guide:el-bathing"),
        Press(WentHome()),
        At("welcome"),
    )


def consultation(language: Language) -> Walk:
    """A service that is not online yet: the question is handed in and staff answer."""
    return (
        Speak(language),
        Press(Opened(Door.SEARCH)),
        *write(SEARCHES[language]),
        At("search:found"),
        Press(OpenedService("edu-special")),
        Press(StartedForm()),
        *write(NAMES[language]),
        *write(PHONE),
        *write(NOTES[language]),
        *choose(LANGUAGE_CHOICES[language]),
        *choose("self"),
        NEXT,
        *AGREE_AND_HAND_IN,
    )


def language_switched(language: Language) -> Walk:
    """In the middle of a form the language changes; place and answers stay."""
    other: Language = "en" if language == "zh_CN" else "zh_CN"
    return (
        Speak(other),
        Press(OpenedTile("meals")),
        Press(OpenedService("el-meals")),
        Press(StartedForm()),
        *write(NAMES[language]),
        Speak(language),
        At("question:phone"),
        Press(WentBack()),
        At("question:name"),
        Reads(NAMES[language]),
        *meals_form(language),
    )


def idle(language: Language) -> Walk:
    """Nobody touches anything: the kiosk asks, then wipes and starts afresh."""
    return (
        Speak(language),
        Press(OpenedTile("meals")),
        Press(OpenedService("el-meals")),
        Press(StartedForm()),
        *write(NAMES[language]),
        StayAway(),
        At("still-there"),
        Press(Stayed()),
        At("question:phone"),
        StayAway(),
        At("still-there"),
        StayAway(),
        At("welcome"),
    )
