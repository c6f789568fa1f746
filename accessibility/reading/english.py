"""How English says what is written in figures and signs. The first rule that fits wins."""

import re

from accessibility.reading.english_numbers import cardinal, number, ordinal, singly, year
from accessibility.reading.rule import DASHES, Rule, rule

Written = re.Match[str]

N = r"(?>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
ALONE = r"(?<![\d.,])"
PAUSE = ", "
YEAR = r"(?P<year>(?:19|20)\d{2})"
DAY = r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9])"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTH = f"(?P<name>{'|'.join(MONTHS)})"
CALLED = (
    r"(?i:phone|telephone|mobile|hotline|fax|call|dial|ring|text|code|password|case number"
    r"|receipt number|card number|account number|postcode)"
)
UNITS = {
    "km": "kilometre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "ml": "millilitre",
    "mL": "millilitre", "m²": "square metre", "㎡": "square metre", "m": "metre", "g": "gram",
    "L": "litre", "min": "minute", "h": "hour",
}  # fmt: skip
SIGNS = {
    "&": "and", "+": "plus", "=": "equals", "×": "times", "÷": "divided by", "<": "less than",
    ">": "more than", "≤": "at most", "≥": "at least", "≈": "about",
}  # fmt: skip
SHORT = {"e.g.": "for example", "i.e.": "that is", "etc.": "and so on", "approx.": "about"}
NOON = 12


def in_groups(*groups: str) -> str:
    return PAUSE.join(singly(group) for group in groups if group)


def identity_number(written: Written) -> str:
    figures = written[0].upper()
    return in_groups(figures[:6], figures[6:10], figures[10:14], figures[14:])


def mobile(written: Written) -> str:
    figures = re.sub(r"\D", "", written[2])
    country = f"plus {singly('86')}{PAUSE}" if written[1] else ""
    return country + in_groups(figures[:3], figures[3:7], figures[7:])


def landline(written: Written) -> str:
    country = f"plus {singly('86')}{PAUSE}" if written[1] else ""
    return country + in_groups(written[2], *re.split(r"[- ]", written[3]))


def reference(written: Written) -> str:
    return in_groups(*written[0].split("-"))


def date(written: Written) -> str:
    """November twenty-first, twenty twenty-six; without a day, November twenty twenty-six."""
    parts = written.groupdict()
    name = parts.get("name") or MONTHS[int(parts["month"]) - 1]
    day = f" {ordinal(int(parts['day']))}" if parts.get("day") else ""
    mark = PAUSE if day else " "
    return f"{name}{day}" + (f"{mark}{year(parts['year'])}" if parts.get("year") else "")


def whole_date(written: Written) -> str:
    return date(written) + (PAUSE if written[0].endswith("T") else "")


def clock_time(written: Written) -> str:
    hour, minute, half = int(written[1]), written[2], (written[3] or "").lower()
    if not half:
        half = "a" if hour < NOON else "p"
        if minute == "00" and hour % NOON == 0:
            return "noon" if hour == NOON else "midnight"
    said = cardinal(hour % NOON or NOON)
    if minute != "00":
        said += f" {'oh ' if minute[0] == '0' else ''}{cardinal(int(minute))}"
    return f"{said} {half}.m."


def money(written: Written) -> str:
    """Thirty-five yuan fifty."""
    yuan, _, fen = written[1].replace(",", "").partition(".")
    cents = int(fen.ljust(2, "0")) if fen else 0
    if len(fen) > len("00"):
        return f"{number(written[1])} yuan"
    if int(yuan) == 0 and cents:
        return f"{cardinal(cents)} fen"
    small = f" {'oh ' if cents < len(MONTHS) - 2 else ''}{cardinal(cents)}" if cents else ""
    return f"{number(yuan)} yuan{small}"


def with_unit(written: Written) -> str:
    is_one = written[1] == "1"
    return f"{number(written[1])} {UNITS[written[2]]}{'' if is_one else 's'}"


def degrees(written: Written) -> str:
    return f"{'minus ' if written[1] else ''}{number(written[2])} degrees Celsius"


RULES: tuple[Rule, ...] = (
    # Whole dates, before their figures can be taken for anything else.
    rule(
        rf"(?<!\d){YEAR}(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark){DAY}(?![\d-])T?",
        whole_date,
    ),
    # Papers, references, telephone numbers: one by one.
    rule(r"https?://|www\.", ""),
    rule(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", identity_number),
    rule(r"(?<![\dA-Za-z])\d+\*{2,}[\dXx]*", lambda m: in_groups(*re.split(r"\*+", m[0].upper()))),
    rule(
        r"(?<![\dA-Za-z-])(?=[A-Z-]*\d)(?=[\d-]*[A-Z])[A-Z\d]{2,}(?:-[A-Z\d]{2,})+(?![\dA-Za-z-])",
        reference,
    ),
    rule(r"(?<![\dA-Za-z-])[A-Z\d]{4}(?:-[A-Z\d]{4}){2,}(?![\dA-Za-z-])", reference),
    rule(r"(?<![\dA-Za-z])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,}(?![\dA-Za-z])", reference),
    rule(r"(?<!\d)(\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)", mobile),
    rule(r"(?<![\d-])()([48]00)-(\d{3,4}-\d{3,4})(?![\d-])", landline),
    rule(
        r"(?<![\d-])(\+86[- ]?)?\(?(0?[1-9]\d{1,2}|010)\)?[- ](\d{7,8}|\d{4}[- ]\d{4})(?![\d-])",
        landline,
    ),
    rule(
        rf"({CALLED}(?: is|:| number| on| us on)*:? )(\d{{3,}}(?:[- ]\d+)*)(?![\d%]|[.,]\d)",
        lambda m: m[1] + in_groups(*re.split(r"[- ]", m[2])),
    ),
    rule(
        rf"{ALONE}(?:123\d{{2}}|95[5-9]\d{{2}}|962\d{{3}}|10086|10010)(?![\d%]|[.,]\d| yuan)",
        lambda m: singly(m[0]),
    ),
    rule(r"(?i:(?<=room )|(?<=flat ))\d{3,4}(?!\d)", lambda m: singly(m[0])),
    # Dates and times.
    rule(rf"(?<!\d){YEAR}-(?P<month>0[1-9]|1[0-2])(?![\d-])", date),
    rule(rf"(?<!\d)(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)? {MONTH}(?:,? {YEAR})?(?!\d)", date),
    rule(rf"{MONTH} (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?!\d)(?:,? {YEAR})?(?!\d)", date),
    rule(rf"{MONTH} {YEAR}(?!\d)", date),
    rule(
        r"(?i)(\b(?:in|since|by|until|year|from|of) )((?:19|20)\d{2})(?![\d%.,:-]|,\d)",
        lambda m: m[1] + year(m[2]),
    ),
    rule(
        r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?:\+08:00)?(?:\s*([aApP])\.?[mM]\.?)?(?![\d:])",
        clock_time,
    ),
    rule(
        r"(?<!\d)(1[0-2]|[1-9])()\s*([aApP])\.?[mM]\.?(?![A-Za-z])",
        lambda m: f"{cardinal(int(m[1]))} {m[3].lower()}.m.",
    ),
    rule(
        rf"(?<=[\d%]){DASHES}(?=[¥￥]?\d)|(?<=m\.)\s*{DASHES}\s*(?=\w)|(?<=[\w%])\s*[–~～]\s*(?=\w)",
        " to ",
    ),
    rule(r"(?<=Mon|Tue|Wed|Thu|Fri|Sat|Sun)-(?=Mon|Tue|Wed|Thu|Fri|Sat|Sun)", " to "),
    # Money.
    rule(rf"(?:[¥￥]|(?:RMB|CNY)\s*)\s*({N})(?: ?yuan)?", money),
    rule(rf"{ALONE}({N}) ?(?:yuan|RMB|CNY)\b", money),
    rule(r"(?<=yuan)/(?=\w)", " per "),
    # Shares, degrees, measures, ordinals, what is left of numbers.
    rule(rf"{ALONE}({N})\s*%", lambda m: f"{number(m[1])} percent"),
    rule(rf"(?<![\d.])(-)?({N})\s*(?:°C|℃)", degrees),
    rule(rf"{ALONE}({N})\s*({'|'.join(UNITS)})(?![A-Za-z])", with_unit),
    rule(r"(?<!\d)(\d{1,4})(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
    rule(r"\b24/7\b", "twenty-four hours a day, seven days a week"),
    rule(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])", lambda m: f"{number(m[1])} of {number(m[2])}"),
    rule(r"(?:#|\b[Nn]o\.|№)\s*(?=\d)", "number "),
    rule(rf"{ALONE}({N})\+(?!\d)", lambda m: f"{number(m[1])} and over"),
    rule(rf"(?<![\w.)])-({N})", lambda m: f"minus {number(m[1])}"),
    rule(rf"(?<=[A-Za-z])({N})", lambda m: f" {number(m[1])}"),
    rule(rf"({N})(?=[A-Za-z])", lambda m: f"{number(m[1])} "),
    rule(N, lambda m: number(m[0])),
    # Signs.
    rule(r"\b(?:ID|QR|SMS|PDF)\b", lambda m: " ".join(m[0])),
    rule("|".join(map(re.escape, SHORT)), lambda m: SHORT[m[0]]),
    rule(r"#(?= key)", "hash"),
    rule(r"\*(?= key)", "star"),
    rule(f"\\s*([{''.join(SIGNS)}])\\s*", lambda m: f" {SIGNS[m[1]]} "),
    rule(r"(?<=\w)@(?=\w)", " at "),
    rule(r"(?<=[A-Za-z]{2})\.(?=[A-Za-z]{2})", " dot "),
    rule(r"\band/or\b", "or"),
    rule(r"(?<=\w)/(?=\w)", " or "),
    rule(r"\s*(?:[|→·•…—\n()\[\]]|\.{3}|(?<!\w)-+(?!\w)|[-–]{2,})+\s*", PAUSE),
    rule(r"[¥￥%‰“”\"#*_^`~{}\\☐☑✓✔✗★☆●○◆◇■□▲▼※§№\U0001F300-\U0001FAFF\ufe0f]", ""),
    rule(r"(?:, )+(?=[,.!?;:])|^(?:, )+|[, ]+$", ""),
    rule(r"(?<=[.!?;:]), ", " "),
    rule(r"\s{2,}", " "),
)
