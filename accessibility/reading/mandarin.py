"""How Mandarin says what is written in figures and signs. The first rule that fits wins.

Papers and telephone numbers come first, because to every later rule they would look like amounts.
"""

import re

from accessibility.reading.mandarin_numbers import COUNTED, counted, number, plainly, singly, whole
from accessibility.reading.rule import DASHES, Rule, rule

Written = re.Match[str]

N = r"(?>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
"""A number, with thousands set off or not."""
ALONE = r"(?<![\d.])"
YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})"
MONTH = r"(?P<month>0[1-9]|1[0-2]|[1-9])"
DAY = r"(?P<day>0[1-9]|[12]\d|3[01]|[1-9])"
PAUSE = "，"
CALLED = (
    r"(?:电话|热线|座机|手机|传真|号码|拨打|请拨|致电|短信|编号|受理号|办件号|单号|验证码|取件码"
    r"|取号|密码|尾号|后四位|卡号|账号|邮编)(?:[是为:号 ]|号码|服务|请拨|拨打|：){0,4}"
)
"""What stands before a number that is said digit by digit."""
PER = {
    "km": "公里", "cm": "厘米", "mm": "毫米", "kg": "公斤", "ml": "毫升", "mL": "毫升",
    "㎡": "平方米", "m²": "平方米", "㎏": "公斤", "㎞": "公里", "m": "米", "g": "克", "L": "升",
    "h": "小时", "min": "分钟", "MB": "兆",
}  # fmt: skip
SIGNS = {
    "+": "加", "=": "等于", "×": "乘", "÷": "除以", "&": "和", "<": "小于", ">": "大于",
    "≤": "不超过", "≥": "不少于", "≈": "约",
}  # fmt: skip
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def in_groups(*groups: str) -> str:
    return PAUSE.join(singly(group) for group in groups if group)


def identity_number(written: Written) -> str:
    figures = written[0].upper()
    return in_groups(figures[:6], figures[6:10], figures[10:14], figures[14:])


def masked(written: Written) -> str:
    return in_groups(*re.split(r"\*+", written[0].upper()))


def bank_card(written: Written) -> str:
    figures = re.sub(r"\D", "", written[0])
    return in_groups(*(figures[i : i + 4] for i in range(0, len(figures), 4)))


def mobile(written: Written) -> str:
    figures = re.sub(r"\D", "", written[2])
    return in_groups(figures[:3], figures[3:7], figures[7:])


def with_country(written: Written) -> str:
    country = f"加八六{PAUSE}" if written[1] else ""
    return country + mobile(written)


def landline(written: Written) -> str:
    area, local, extension = written[1], written[2], written[3]
    said = in_groups(area or "", *re.split(r"[- ]", local))
    return f"{said}{PAUSE}转{singly(extension)}" if extension else said


def named_number(written: Written) -> str:
    return written[1] + in_groups(*re.split(rf"{DASHES}| ", written[2]))


def reference(written: Written) -> str:
    """Letters and digits one by one, with a pause after each group."""
    return PAUSE.join(" ".join(singly(group)) for group in written[0].split("-"))


def date(written: Written) -> str:
    """A date that begins with its year; the day may be missing."""
    parts = written.groupdict()
    day = f"{whole(str(int(parts['day'])))}日" if parts.get("day") else ""
    return f"{plainly(parts['year'])}年{whole(str(int(parts['month'])))}月{day}"


def day_part(written: Written) -> str:
    return f"{whole(str(int(written[1])))}{written[2]}"


def clock_time(written: Written) -> str:
    hour, minute, second = (written[1].lstrip("0") or "0"), written[2], written[3]
    said = f"{counted(hour)}点"
    if int(minute):
        said += f"{'零' if minute[0] == '0' else ''}{whole(str(int(minute)))}分"
    return said + (f"{whole(str(int(second)))}秒" if second else "")


def money(written: Written) -> str:
    """Yuan, jiao and fen; an amount with myriads or three decimals as a plain number of yuan."""
    yuan, _, rest = written[1].replace(",", "").partition(".")
    if not 0 < len(rest) <= len("角分"):
        return f"{counted(written[1])}元"
    jiao, fen = rest[0], rest[1:] or "0"
    said = f"{counted(yuan)}元" if int(yuan) else ""
    if jiao != "0":
        said += f"{counted(jiao)}角"
    if fen != "0":
        said += f"{'零' if said and jiao == '0' else ''}{counted(fen)}分"
    return said or "零元"


def percent(written: Written) -> str:
    whole_of = {"%": "百", "‰": "千"}[written[2]]
    return f"{whole_of}分之{number(written[1])}"


def percent_range(written: Written) -> str:
    return f"百分之{number(written[1])}到百分之{number(written[2])}"


def number_range(written: Written) -> str:
    unit = re.match(COUNTED, written[3])
    say = counted if unit else number
    return f"{say(written[1])}到{say(written[2])}{written[3]}"


def money_range(written: Written) -> str:
    return f"{counted(written[1])}到{counted(written[2])}{written[3] or ''}元"


def with_unit(written: Written) -> str:
    unit = PER[written[2]]
    return f"{counted(written[1]) if re.match(COUNTED, unit) else number(written[1])}{unit}"


def degrees(written: Written) -> str:
    return (
        f"{'零下' if written[1] else ''}{number(written[2])}{'摄氏' if written[3] != '°' else ''}度"
    )


RULES: tuple[Rule, ...] = (
    # Whole dates, before their figures can be taken for anything else.
    rule(rf"{YEAR}(?P<mark>[-/.]){MONTH}(?P=mark){DAY}(?![\d-])(?:T| (?=\d))?", date),
    # Papers, cards, references, telephone numbers: digit by digit.
    rule(r"https?://|www\.", ""),
    rule(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", identity_number),
    rule(r"(?<![\dA-Za-z])\d+\*{2,}[\dXx]*", masked),
    rule(
        r"(?<![\dA-Za-z-])(?=[\dA-Z-]*[A-Z])[A-Z\d]{2,}(?:-[A-Z\d]{2,})+(?![\dA-Za-z-])", reference
    ),
    rule(r"(?<![\dA-Za-z-])[A-Z\d]{4}(?:-[A-Z\d]{4}){2,}(?![\dA-Za-z-])", reference),
    rule(r"(?<![\dA-Za-z])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,}(?![\dA-Za-z])", reference),
    rule(r"(?<!\d)(\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{4}){2})(?!\d)", with_country),
    rule(r"(?<![\d-])()([48]00-\d{3,4}-\d{3,4})()(?![\d-])", landline),
    rule(r"(?<![\d-])\(?(0\d{2,3})\)?[- ]?(\d{7,8})(?:(?:-|转)(\d{1,6}))?(?![\d-])", landline),
    rule(r"(?<!\d)\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,4})?(?!\d)|(?<!\d)\d{16,19}(?!\d)", bank_card),
    rule(
        rf"({CALLED})(\d{{3,}}(?:[- ]\d+)*)(?![\d元]|\.\d)",
        named_number,
    ),
    rule(
        r"(?<![\d.,-])(?:123\d{2}|95[5-9]\d{2}|962\d{3}|10086|10010)(?![\d元人米份件个]|[.,]\d)",
        lambda m: singly(m[0]),
    ),
    rule(r"(?<![\d.,-])1(?:10|14|19|20|22)(?=热线|电话|报警|急救|火警)", lambda m: singly(m[0])),
    rule(r"(?<![\d.,-])\d{3,4}(?=[室房路])", lambda m: singly(m[0])),
    rule(r"(?<![\d.,-])\d{4}(?=[弄号])", lambda m: singly(m[0])),
    # Dates and times.
    rule(rf"{YEAR}-{MONTH}(?![\d-])", date),
    rule(r"(?<!\d)((?:19|20)\d{2})(?=年|学年|届)", lambda m: plainly(m[1])),
    rule(r"(?<!\d)(0[1-9])([月日号])", day_part),
    rule(
        r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?:\+08[:：]00)?(?![\d:：])",
        clock_time,
    ),
    rule(rf"(?<=[年月日号点分秒])\s*{DASHES}+\s*(?=[\d零一二两三四五六七八九十])", "到"),
    # Money.
    rule(rf"{ALONE}[¥￥]?({N})\s*{DASHES}\s*[¥￥]?({N})(万|亿)?元", money_range),
    rule(rf"[¥￥]\s*({N})(?!\s*[万亿])元?", money),
    rule(rf"(?:RMB|CNY)\s*({N})", money),
    rule(r"[¥￥]\s*", ""),
    rule(rf"{ALONE}({N})元", money),
    rule(r"(?<=[元次天人份])/(?=[\u4e00-\u9fff])", "每"),
    # Shares, degrees, measures, ranges, what is left of numbers.
    rule(rf"{ALONE}({N})%?\s*{DASHES}\s*({N})%", percent_range),
    rule(rf"{ALONE}({N})\s*([%‰])", percent),
    rule(rf"(?<![\d.])(-)?({N})\s*(℃|°C|°)", degrees),
    rule(rf"{ALONE}({N})\s*{DASHES}\s*({N})(\s*(?:{COUNTED})?)", number_range),
    rule(rf"{ALONE}({N})\s*({'|'.join(PER)})(?![A-Za-z])", with_unit),
    rule(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])", lambda m: f"{whole(m[2])}分之{whole(m[1])}"),
    rule(rf"{ALONE}({N})((?:周?岁)?)\+(?!\d)", lambda m: f"{number(m[1])}{m[2]}以上"),
    rule(r"第\s*(\d+)", lambda m: f"第{whole(m[1])}"),
    rule(rf"(?<![\w.)）])-({N})", lambda m: f"负{number(m[1])}"),
    rule(rf"{ALONE}({N})(?=\s*(?:多|余)?(?:{COUNTED}))(?!月)", lambda m: counted(m[1])),
    rule(N, lambda m: number(m[0])),
    # Signs.
    rule(f"[{CIRCLED}]", lambda m: whole(str(CIRCLED.index(m[0]) + 1)) + PAUSE),
    rule(r"#(?=键)", "井号"),
    rule(r"\*(?=键)", "星号"),
    rule(f"\\s*([{''.join(SIGNS)}])\\s*", lambda m: SIGNS[m[1]]),
    rule(r"(?<=[A-Za-z\d])@(?=[A-Za-z\d])", " at "),
    rule(r"(?<=[A-Za-z])\.(?=[A-Za-z])", "点"),
    rule(r"\s*(?:[/|→·•…—―\n]|\.{3}|[-–]{2,})+\s*", PAUSE),
    rule(r"(?<=[周期][一二三四五六日天])\s*[-–~～]\s*", "到"),
    rule(r"(?<![A-Za-z])\s*[-–~～]+\s*|\s*[-–~～]+\s*(?![A-Za-z])", PAUSE),
    rule(r"[()（）【】\[\]]+", PAUSE),
    rule(
        r"[¥￥%‰《》〈〉「」『』“”‘’\"'#*_^`~|{}\\☐☑✓✔✗★☆●○◆◇■□▲▼※§№\U0001F300-\U0001FAFF\ufe0f]",
        "",
    ),
    rule(r"[，,](?=\s*[，。！？；：、,.!?;:])", ""),
    rule(r"(?<=[。！？；：、])[，,]+|^[，,]+|[，,]+$", ""),
)
