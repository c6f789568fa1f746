"""Names and addresses of Shanghai, written as people write them: some letters, a pick, the rest."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.writing.pinyin import Candidate, Pinyin
from accessibility.writing.table import FILE

THREE_PAGES = 24

PHRASES = Path(__file__).with_name("phrases.txt")
"""One a line, with what is typed for each character."""

RARE = "赟䶮犇堃祎喆玥珺旻璟翀垚昇劼彧珮嫚芃瑄珣弢昉燊焜鋆璠烜偲濛琍晞琤嬿竑淼晟旸煜婧祺瑀禧懿"


def phrases() -> list[tuple[str, list[str]]]:
    lines = [line.split() for line in PHRASES.read_text("utf-8").splitlines()]
    return [(text, syllables) for text, *syllables in lines]


def with_accent(letters: str) -> str:
    """As many in Shanghai spell: no zh, ch, sh; no ing, eng."""
    return re.sub(r"(?<=[ei])ng", "n", re.sub(r"([zcs])h", r"\1", letters))


def written(pinyin: Pinyin, text: str, letters: str) -> str:
    """What comes out when each pick is the longest right one on the first three pages."""
    done = ""
    while letters:
        rest = text.removeprefix(done)
        right = [
            one for one in pinyin.candidates(letters, THREE_PAGES) if rest.startswith(one.text)
        ]
        if not right:
            break
        pick = max(right, key=lambda one: len(one.text))
        done, letters = done + pick.text, letters[pick.letters_used :]
    return done + letters


def test_there_are_enough_phrases_to_tell() -> None:
    assert len({text for text, _ in phrases()}) >= 60


@pytest.mark.parametrize(("text", "syllables"), phrases())
def test_a_name_or_address_is_written_from_the_first_three_pages(
    pinyin: Pinyin, text: str, syllables: list[str]
) -> None:
    assert written(pinyin, text, "".join(syllables)) == text


@pytest.mark.parametrize(("text", "syllables"), phrases())
def test_it_is_written_as_well_with_a_shanghai_spelling(
    pinyin: Pinyin, text: str, syllables: list[str]
) -> None:
    assert written(pinyin, text, with_accent("".join(syllables))) == text


@pytest.mark.parametrize(("text", "syllables"), phrases())
def test_it_is_written_syllable_by_syllable_too(
    pinyin: Pinyin, text: str, syllables: list[str]
) -> None:
    for character, syllable in zip(text, syllables, strict=True):
        assert Candidate(character, len(syllable)) in pinyin.candidates(syllable)


@pytest.mark.parametrize(("text", "syllables"), phrases())
def test_what_is_spelt_for_a_text_writes_it(
    pinyin: Pinyin, text: str, syllables: list[str]
) -> None:
    letters = pinyin.pinyin_of(text)
    assert len(letters) == len(syllables)
    assert written(pinyin, text, "".join(letters)) == text


@pytest.mark.parametrize("character", RARE)
def test_rare_name_characters_are_found(pinyin: Pinyin, character: str) -> None:
    (letters,) = pinyin.pinyin_of(character)
    assert Candidate(character, len(letters)) in pinyin.candidates(letters)


def test_every_character_of_gb2312_can_be_written(pinyin: Pinyin) -> None:
    cells = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    characters = [cell.decode("gb2312", "ignore") for cell in cells]
    wanted = {character for character in characters if character}
    readings = {character: pinyin.pinyin_of(character)[0] for character in wanted}
    offered = {
        letters: {one.text for one in pinyin.candidates(letters, 1000)}
        for letters in set(readings.values())
    }
    assert len(wanted) == 6763
    assert [one for one, letters in readings.items() if one not in offered[letters]] == []


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("sh", "上海"),
        ("pdxq", "浦东新区"),
        ("ja", "静安"),
        ("njxl", "南京西路"),
        ("pudongxq", "浦东新区"),
        ("nanj", "南京"),
        ("gonghexin", "共和新路"),
        ("xi'an", "西安"),
        ("XIAN", "西安"),
        ("lvdi", "绿地"),
        ("lyu", "吕"),
    ],
)
def test_initials_and_unfinished_syllables_are_enough(
    pinyin: Pinyin, letters: str, text: str
) -> None:
    assert Candidate(text, len(letters)) in pinyin.candidates(letters, THREE_PAGES)


def test_a_whole_phrase_comes_before_its_parts(pinyin: Pinyin) -> None:
    candidates = pinyin.candidates("nanjingxilu")
    assert candidates[0] == Candidate("南京西路", 11)
    texts = [one.text for one in candidates]
    assert texts.index("南京西路") < texts.index("南京") < texts.index("南")


def test_a_text_nobody_listed_is_put_together(pinyin: Pinyin) -> None:
    text = "上海市静安区共和新路"
    assert pinyin.candidates("".join(pinyin.pinyin_of(text)))[0].text == text


def test_a_pick_tells_how_many_letters_it_uses_up(pinyin: Pinyin) -> None:
    used = {one.text: one.letters_used for one in pinyin.candidates("yanchangzhonglu")}
    assert (used["延长中路"], used["延长"], used["严"]) == (15, 8, 3)


def test_an_apostrophe_is_used_up_with_the_syllable_before_it(pinyin: Pinyin) -> None:
    rest = "xi'an"[next(o.letters_used for o in pinyin.candidates("xi'an") if o.text == "西") :]
    assert pinyin.candidates(rest)[0].letters_used == len(rest)


@pytest.mark.parametrize("letters", ["", "123", "i", "'", "上海"])
def test_what_is_no_pinyin_offers_nothing(pinyin: Pinyin, letters: str) -> None:
    assert pinyin.candidates(letters) == []


def test_letters_after_a_number_are_left_for_later(pinyin: Pinyin) -> None:
    assert pinyin.candidates("nong12hao")[0] == Candidate("弄", 4)


@given(st.text("abcdeghijnosuxyzv'1", max_size=24), st.integers(1, 60))
def test_offers_use_letters_that_are_there_and_none_comes_twice(
    pinyin: Pinyin, letters: str, most: int
) -> None:
    candidates = pinyin.candidates(letters, most)
    assert len(candidates) <= most
    assert len(set(candidates)) == len(candidates)
    assert all(0 < one.letters_used <= len(letters) for one in candidates)


@given(st.text("abcdeghijnosuxyzv", min_size=1, max_size=24))
def test_the_same_letters_always_offer_the_same(pinyin: Pinyin, letters: str) -> None:
    assert pinyin.candidates(letters) == pinyin.candidates(letters)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("重庆南路", ["chong", "qing", "nan", "lu"]),
        ("长宁区", ["chang", "ning", "qu"]),
        ("校长", ["xiao", "zhang"]),
        ("闵行区莘庄镇", ["min", "hang", "qu", "xin", "zhuang", "zhen"]),
        ("银行", ["yin", "hang"]),
        ("绿地", ["lv", "di"]),
        ("500弄A，号", ["5", "0", "0", "nong", "A", "，", "hao"]),
        ("", []),
    ],
)
def test_a_text_is_spelt_by_its_words(pinyin: Pinyin, text: str, letters: list[str]) -> None:
    assert pinyin.pinyin_of(text) == letters


def test_the_words_take_less_than_two_megabytes() -> None:
    assert FILE.stat().st_size <= 2 * 1024 * 1024


def test_nothing_is_loaded_before_something_is_typed() -> None:
    code = (
        "import sys, accessibility.writing as room;"
        "assert not [name for name in sys.modules if name.startswith(room.__name__ + '.')];"
        "from accessibility.writing.pinyin import Pinyin;"
        "assert not vars(Pinyin());"
        "assert not {'pypinyin', 'jieba', 'sqlite3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
