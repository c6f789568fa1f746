"""Identity numbers as people in Shanghai hold them, checked without asking anybody.

Sources: GB 11643-1999 (resident identity number, check digit by ISO 7064 mod 11-2). The 15-digit
numbers of the first generation are no longer issued or accepted since 2013.
"""

import re
from datetime import date
from enum import Enum, auto

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
NUMBER = re.compile(r"[0-9]{17}[0-9X]")
OLD_NUMBER = re.compile(r"[0-9]{15}")


class NumberFault(Enum):
    """What is wrong with an identity number, as far as it can be told from the number alone."""

    FIFTEEN_DIGITS = auto()
    LENGTH = auto()
    BIRTH_DATE = auto()
    CHECK_DIGIT = auto()


def fault_in(number: str, today: date) -> NumberFault | None:
    """What is wrong with an 18-digit resident identity number (upper case), or None."""
    if OLD_NUMBER.fullmatch(number):
        return NumberFault.FIFTEEN_DIGITS
    if not NUMBER.fullmatch(number):
        return NumberFault.LENGTH
    if not _has_birth_date(number, today):
        return NumberFault.BIRTH_DATE
    if check_digit(number) != number[-1]:
        return NumberFault.CHECK_DIGIT
    return None


def check_digit(number: str) -> str:
    """The last sign that the first seventeen digits call for."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECK_DIGITS[total % 11]


def _has_birth_date(number: str, today: date) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return born.year >= 1880 and born <= today  # noqa: PLR2004 -- nobody alive was born before
