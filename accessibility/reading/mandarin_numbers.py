"""Numbers as Mandarin says them."""

DIGITS = "零一二三四五六七八九"
SAID_SINGLY = "零幺二三四五六七八九"
"""In telephone numbers and on papers one is yāo, so that nobody takes it for seven."""
PLACES = ("", "十", "百", "千")
MYRIADS = ("", "万", "亿", "万亿")
SMALLEST_FULL_GROUP = 1000
LONGEST = 16
TWO = 2
LIANG = "两"
COUNTED = (
    r"个|位|名|人|天|元|块|份|张|年|周|小时|分钟|秒|刻钟|岁|条|家|间|辆|封|套|种|项|页|遍|次|只|把|本|件|台|碗"
    r"|杯|瓶|盒|顿|餐|户|代|层|点|斤|公斤|千克|克|米|公里|厘米|升|毫升|平方米|倍|步|样|处|场|片|粒|颗|支|角"
)
"""Before these, two is liǎng."""


def singly(figures: str) -> str:
    """Digit by digit, one as yāo."""
    return "".join(SAID_SINGLY[int(figure)] if figure.isdecimal() else figure for figure in figures)


def plainly(figures: str) -> str:
    """Digit by digit, as years and decimals are said."""
    return "".join(DIGITS[int(figure)] for figure in figures)


def whole(figures: str) -> str:
    """A whole number; one that begins with zero or is too long for a number, digit by digit."""
    figures = figures.replace(",", "")
    if (len(figures) > 1 and figures[0] == "0") or len(figures) > LONGEST:
        return singly(figures)
    value = int(figures)
    if value == 0:
        return DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    words = ""
    for index in reversed(range(len(groups))):
        group = groups[index]
        if group == 0:
            continue
        has_gap = bool(words) and (group < SMALLEST_FULL_GROUP or groups[index + 1] % 10 == 0)
        words += DIGITS[0] if has_gap else ""
        words += LIANG if group == TWO and index else _group(group, is_first=not words)
        words += MYRIADS[index]
    return words


def number(figures: str) -> str:
    """A whole number or one with decimals."""
    before, _, after = figures.partition(".")
    return whole(before) + (f"点{plainly(after)}" if after else "")


def counted(figures: str) -> str:
    """A number before a measure word."""
    return LIANG if figures == str(TWO) else number(figures)


def _group(value: int, *, is_first: bool) -> str:
    """One to 9999. Ten at the front is shí and not yī shí; two thousand is liǎng qiān."""
    words = ""
    is_gap = False
    for place in reversed(range(len(PLACES))):
        digit = value // 10**place % 10
        if digit == 0:
            is_gap = bool(words)
            continue
        name = LIANG if digit == TWO and PLACES[place] == "千" else DIGITS[digit]
        words += (DIGITS[0] if is_gap else "") + name + PLACES[place]
        is_gap = False
    return words.removeprefix("一") if is_first and words.startswith("一十") else words
