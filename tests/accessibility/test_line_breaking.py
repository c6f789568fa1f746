import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.line_breaking import NEVER_FIRST, NEVER_LAST, broken

IDEOGRAPHS = "静安区延长中路街道社区事务受理服务中心助餐身份证"
LETTERS = "abcdefgXYZ"


class Ruler:
    """Ideographs measure 2, letters 1; counts how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, text: str) -> float:
        self.calls += 1
        return float(sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text))


def lines(text: str, width: float) -> list[str]:
    return broken(text, Ruler(), width)


words = st.one_of(
    st.text(IDEOGRAPHS, min_size=1, max_size=12),
    st.text(IDEOGRAPHS, min_size=1, max_size=6).map(lambda text: text + "。"),
    st.text(IDEOGRAPHS, min_size=1, max_size=6).map(lambda text: f"《{text}》，"),
    st.text(LETTERS, min_size=1, max_size=9).map(lambda text: f" {text} "),
    st.text("0123456789", min_size=1, max_size=9).map(lambda text: f"{text}热线"),
)
sentences = st.lists(words, max_size=30).map("".join)
anything = st.text(
    st.sampled_from(IDEOGRAPHS + LETTERS + "019 。，（）“”…—\n\u3000-.\u0301"), max_size=120
)


@given(anything, st.integers(1, 40))
def test_no_character_is_lost_or_moved(text: str, width: int) -> None:
    kept = "".join(lines(text, width)).split()
    assert "".join(kept) == "".join(text.split())


@given(anything, st.integers(1, 40))
def test_a_line_is_too_wide_only_where_a_single_character_is(text: str, width: int) -> None:
    ruler = Ruler()
    for line in broken(text, ruler, width):
        bare = [c for c in line.strip() if not unicodedata.combining(c)]
        assert ruler(line) <= width + line.count("\u0301") or len(bare) <= 1


@given(sentences, st.integers(20, 60))
def test_no_closing_mark_begins_a_line_and_no_opening_mark_ends_one(text: str, width: int) -> None:
    for line in lines(text, width)[1:]:
        assert line[0] not in NEVER_FIRST
    for line in lines(text, width)[:-1]:
        assert line[-1] not in NEVER_LAST


@given(sentences, st.integers(20, 60))
def test_words_and_numbers_are_never_split(text: str, width: int) -> None:
    def in_runs(part: str) -> list[str]:
        return "".join(c if c.isascii() else " " for c in part).split()

    assert [run for line in lines(text, width) for run in in_runs(line)] == in_runs(text)


@given(sentences, st.integers(20, 60))
def test_lines_are_as_long_as_they_can_be(text: str, width: int) -> None:
    # Where two spaces stand, a line is one longer than its words tell.
    shown = lines(re.sub(" +", " ", text), width)
    for line, following in pairwise(shown[:-1]):
        first, *others = following.split()
        # A word and the number after it, as in a reference or a room, move together.
        unit = f"{first} {others[0]}" if others and others[0][0].isdigit() else first
        is_word = first.isalpha() and first.isascii()
        assert Ruler()(f"{line} {unit}") > width or not is_word


@given(sentences, st.integers(20, 60))
def test_measuring_is_asked_for_sparingly(text: str, width: int) -> None:
    ruler = Ruler()
    shown = broken(text, ruler, width)
    assert ruler.calls <= 2 + 7 * len(shown)


def test_a_long_chinese_text_takes_about_three_measurements_a_line() -> None:
    ruler = Ruler()
    shown = broken("请带上身份证到社区事务受理服务中心办理，谢谢。" * 40, ruler, 40)
    assert ruler.calls <= 3 * len(shown) + 1


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("请带身份证", 10, ["请带身份证"]),
        ("请带身份证。", 10, ["请带身", "份证。"]),
        ("请您带上（身份证）", 10, ["请您带上", "（身份证）"]),
        ("他说：“好。”我去", 12, ["他说：", "“好。”我去"]),
        ("请打12345热线", 8, ["请打", "12345", "热线"]),
        ("call 021 6253 1234 now", 15, ["call", "021 6253 1234", "now"]),
        ("编号K7M4 2XQ9请记", 12, ["编号", "K7M4 2XQ9", "请记"]),
        ("住在延长中路500弄12号", 16, ["住在延长中路", "500弄12号"]),
        ("第一行\n\n第三行", 40, ["第一行", "", "第三行"]),
        ("一二三四五六", 10, ["一二三四", "五六"]),
        ("一二三", 4, ["一二", "三"]),
        ("一二三四五吗？", 10, ["一二三四", "五吗？"]),
        ("one two  three", 8, ["one two", "three"]),
        ("12345678901234", 10, ["1234567890", "1234"]),
        ("021 6253 1234", 9, ["021 6253", "1234"]),
        ("等一等……好", 8, ["等一", "等……好"]),
        ("  缩进两格的字", 8, ["  缩进两", "格的字"]),
        ("末尾有空格   ", 10, ["末尾有空格"]),
        ("你e\u0301e\u0301你", 3, ["你", "e\u0301e\u0301", "你"]),
    ],
)
def test_a_text_is_broken_as_a_printer_would(text: str, width: int, expected: list[str]) -> None:
    def measure(part: str) -> float:
        return Ruler()(part.replace("\u0301", ""))

    assert broken(text, measure, width) == expected
