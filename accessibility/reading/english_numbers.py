"""Numbers as English says them."""

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))
LONGEST = 12
FIRST_TENS = 20
HUNDRED = 100
ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def singly(figures: str) -> str:
    """Digit by digit and letter by letter."""
    return " ".join(SMALL[int(figure)] if figure.isdecimal() else figure for figure in figures)


def cardinal(value: int) -> str:
    if value < FIRST_TENS:
        return SMALL[value]
    if value < HUNDRED:
        tens, ones = divmod(value, 10)
        return TENS[tens] + (f"-{SMALL[ones]}" if ones else "")
    if value < SCALES[-1][0]:
        hundreds, rest = divmod(value, HUNDRED)
        return f"{SMALL[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    size, name = next(scale for scale in SCALES if value >= scale[0])
    count, rest = divmod(value, size)
    link = " and " if 0 < rest < HUNDRED else " "
    return f"{cardinal(count)} {name}" + (f"{link}{cardinal(rest)}" if rest else "")


def ordinal(value: int) -> str:
    before, mark, last = _split(cardinal(value))
    if last in ORDINALS:
        return before + mark + ORDINALS[last]
    return before + mark + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def number(figures: str) -> str:
    """A whole number or one with decimals; one that begins with zero, digit by digit."""
    before, _, after = figures.replace(",", "").partition(".")
    if (len(before) > 1 and before[0] == "0") or len(before) > LONGEST:
        return singly(before)
    return cardinal(int(before)) + (f" point {singly(after)}" if after else "")


def year(figures: str) -> str:
    """Four figures: nineteen forty-nine, two thousand and six, twenty twenty-six."""
    century, rest = int(figures[:2]), int(figures[2:])
    if figures[1:3] == "00":
        return cardinal(int(figures))
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if figures[2] == '0' else ''}{cardinal(rest)}"


def _split(words: str) -> tuple[str, str, str]:
    mark = "-" if words.rfind("-") > words.rfind(" ") else " "
    return words.rpartition(mark)
