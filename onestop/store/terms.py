"""By which words a case can be found at the desk: phones, identity numbers, names, its own number.

Each is written the same way however a resident wrote it, with a letter before it that says what it
is. They are personal data, and are erased with the answers.
"""

import re
import unicodedata
from collections.abc import Iterator

from api_client.contract import Consultation, Submission
from api_client.contract.phones import TAIL, phone_of

IDENTITY_FIELDS = ("id_number",)
NAME_FIELDS = re.compile(r"name|[a-z_]+_name|contact_person")
"""The questions whose answers are names, as every guide calls them."""
ENDS = 6
MOST_TERMS = 24
MOST_CHARACTERS = 40
HIGHEST = "\U0010ffff"
RESIDENT_ID = re.compile(r"\d{17}[\dX]")


def terms_of(matter: Submission | Consultation, case_number: str) -> list[str]:
    """All of them, each once."""
    found = dict.fromkeys([_number(case_number), *_of_answers(matter)])
    return list(found)[:MOST_TERMS]


def of_digits(digits: str) -> tuple[str, str]:
    """The case number's end, and the identity number's."""
    return f"c{digits}", f"i{digits.upper()}"


def of_phone(written: str) -> str | None:
    """A whole number or its last four digits; None for anything else."""
    if TAIL.fullmatch(written):
        return f"t{written}"
    phone = phone_of(written)
    return f"p{phone}" if phone else None


def of_name(written: str) -> str:
    """How it begins; "" if nothing of it is a letter."""
    name = _plain_name(written)
    return f"n{name}" if name else ""


def applicant_of(matter: Submission | Consultation) -> str:
    """The name that the desk lists a matter under; "" if none was asked for."""
    names = [answer.value for answer in matter.answers if answer.field == "name"]
    return next(iter(names), matter.on_behalf_of or "")


def _of_answers(matter: Submission | Consultation) -> Iterator[str]:
    names = [each.value for each in matter.answers if NAME_FIELDS.fullmatch(each.field)]
    values = [each.value for each in matter.answers]
    if matter.helper is not None:
        names.append(matter.helper.name)
        values.append(matter.helper.phone)
    for value in values:
        if phone := phone_of(value):
            yield from (f"p{phone}", f"t{phone[-4:]}")
    for answer in matter.answers:
        number = re.sub(r"[\s-]", "", answer.value).upper()
        if answer.field in IDENTITY_FIELDS or RESIDENT_ID.fullmatch(number):
            yield f"i{number[-ENDS:]}"
    for name in (*names, matter.on_behalf_of or ""):
        yield from _names(name)


def _names(name: str) -> Iterator[str]:
    """The whole, and for names in several words also from each later word on."""
    words = [plain for word in name.split() if (plain := _plain_name(word))]
    for first in range(len(words)):
        yield "n" + "".join(words[first:])[:MOST_CHARACTERS]


def _plain_name(name: str) -> str:
    letters = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in letters if each.isalnum())[:MOST_CHARACTERS]


def _number(case_number: str) -> str:
    return f"c{case_number.rpartition('-')[2][-ENDS:]}"
