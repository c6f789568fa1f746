"""Phone numbers as residents write them: what proves that a matter is theirs."""

import re

from api_client.contract import Consultation, Submission

# A mobile number, with or without the country's code, or a landline of Shanghai: an identity
# number is longer, a date shorter than any of them that begins so.
PHONE = re.compile(r"(?:(?:00|\+)?86)?(?:1\d{10}|(?:0?21)?[2-9]\d{7})")
CODES = re.compile(r"^(?:(?:00|\+)?86(?=\d{8}))?(?:0?21(?=\d{8}$))?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""As the kiosk writes one: without its dashes it would pass for a landline."""
TAIL = re.compile(r"[0-9]{4}")


def phone_tails(matter: Submission | Consultation) -> set[str]:
    """The last four digits of every phone number in it, the helper's too."""
    values = [answer.value for answer in matter.answers]
    if matter.helper is not None:
        values.append(matter.helper.phone)
    return {phone[-4:] for value in values if (phone := phone_of(value))}


def phone_of(written: str) -> str:
    """The number alone, without the country's code or the city's; "" if it is none."""
    plain = re.sub(r"[\s()-]", "", written)
    if PHONE.fullmatch(plain) is None or DATE.fullmatch(written.strip()):
        return ""
    return CODES.sub("", plain)
