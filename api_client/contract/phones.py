"""Phone numbers as residents write them: what proves that a matter is theirs."""

import re

from api_client.contract import Consultation, Submission

# A mobile number, with or without the country's code, or a landline of Shanghai: an identity
# number is longer, a date shorter than any of them that begins so.
PHONE = re.compile(r"(?:(?:00|\+)?86)?(?:1\d{10}|(?:0?21)?[2-9]\d{7})")
TAIL = re.compile(r"[0-9]{4}")


def phone_tails(matter: Submission | Consultation) -> set[str]:
    """The last four digits of every phone number in it, the helper's too."""
    values = [answer.value for answer in matter.answers]
    if matter.helper is not None:
        values.append(matter.helper.phone)
    plain = (re.sub(r"[\s()-]", "", value) for value in values)
    return {value[-4:] for value in plain if PHONE.fullmatch(value)}
