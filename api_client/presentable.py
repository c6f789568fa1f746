"""Sees to it that what an authority tells can be kept, shown, spoken and printed.

Every adapter hands its cases and times through here before anybody else has them: what is stored
is looked at again and again, so one odd value would fail again and again.

1. Moments have an offset and a year that a page can show; numbers are small and not negative.
2. Texts are no longer than their limits. Nothing is cut off silently.
3. Marks that steer a terminal, a printer or the direction of writing are taken out of the texts.
   Names that are sent back to the authority must have none.
"""

import re
from datetime import datetime
from typing import TypeVar
from unicodedata import category

import msgspec
from msgspec.structs import asdict, replace

from api_client.contract import Case, Slots
from api_client.errors import Unintelligible

YEARS = range(2000, 2200)
LARGEST_NUMBER = 1_000_000
LONGEST_TEXT = 200
LONGEST = {"needed": 500, "opinion": 500, "case_number": 64}
MOST = {"steps": 100, "slots": 1000}
SENT_BACK = frozenset({"reference", "service_code", "slot", "id"})
"""The authority knows these by every character."""
BREAK = re.compile(r"[\t-\r\x85\u2028\u2029]+")
STEERING = frozenset({"Cc", "Cf", "Cs"})

Told = TypeVar("Told", bound=msgspec.Struct)


def presentable_case(case: Case) -> Case:
    """The case with its texts cleaned. Raises Unintelligible unless it can be shown."""
    return _struct(case)


def presentable_slots(slots: Slots) -> Slots:
    """The times with their texts cleaned. Raises Unintelligible unless they can be shown."""
    told = _struct(slots)
    named = {(slot.id, slot.starts_at, slot.ends_at) for slot in told.slots}
    if len({name for name, _, _ in named}) < len(named):
        raise Unintelligible("two times have the same name")
    if any(slot.ends_at < slot.starts_at for slot in told.slots):
        raise Unintelligible("a time ends before it starts")
    return told


def _struct(told: Told) -> Told:
    values = asdict(told)
    sound = {name: _value(name, value) for name, value in values.items()}
    return replace(told, **{name: sound[name] for name in sound if sound[name] != values[name]})


def _value(name: str, value: object) -> object:
    match value:
        case str():
            return _text(name, value)
        case datetime():
            return _moment(name, value)
        case bool() | None:
            return value
        case int():
            return _number(name, value)
        case tuple():
            return _several(name, value)
        case msgspec.Struct():
            return _struct(value)
        case _:
            raise TypeError(f"{name} is of a kind that no authority tells")


def _text(name: str, text: str) -> str:
    # Statuses are texts of ours, already known.
    longest = LONGEST.get(name, LONGEST_TEXT)
    if len(text) > longest:
        raise Unintelligible(f"its {name} is longer than {longest} characters")
    clean = "".join(mark for mark in BREAK.sub(" ", text) if category(mark) not in STEERING)
    if clean != text and name in SENT_BACK:
        raise Unintelligible(f"its {name} holds marks that cannot be shown")
    return text if clean == text else clean


def _moment(name: str, moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise Unintelligible(f"its {name} has no offset")
    if moment.year not in YEARS:
        raise Unintelligible(f"its {name} is in no year that can be shown")
    return moment


def _number(name: str, number: int) -> int:
    if not 0 <= number <= LARGEST_NUMBER:
        raise Unintelligible(f"its {name} is no number that can be shown")
    return number


def _several(name: str, values: tuple[object, ...]) -> tuple[object, ...]:
    most = MOST.get(name, LONGEST_TEXT)
    if len(values) > most:
        raise Unintelligible(f"its {name} are more than {most}")
    return tuple(_value(name, each) for each in values)
